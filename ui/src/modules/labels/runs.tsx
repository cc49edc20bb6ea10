import type { Query } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { genericRecordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import type { Records } from "../../generated/registry";
import styles from "./labels.module.css";
import { Reprint } from "./reprint";
import { labels } from "./texts";

export type Run = Records["labelling.run"];

/** What was printed, whether it was checked, and printing it again. */
export function Runs(props: { query: Query; title: string }): ReactNode {
  const t = useTexts(labels);
  const { number } = useFormats();
  const { data, error, refetch } = useRecords("labelling.run", props.query);
  const [again, setAgain] = useState<Run | null>(null);
  return (
    <Card size="small" title={<h2 className={styles.title}>{props.title}</h2>}>
      {error !== null && data === undefined && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {error === null && data === undefined && <LoadingState />}
      {data?.records.length === 0 && <EmptyState />}
      {data !== undefined && data.records.length > 0 && (
        <Scroll label={props.title}>
          <thead>
            <tr>
              <th scope="col">{t("run")}</th>
              <th scope="col">{t("run_what")}</th>
              <th scope="col" className={styles.right}>
                {t("run_count")}
              </th>
              <th scope="col">{t("run_format")}</th>
              <th scope="col">{t("run_printed")}</th>
              <th scope="col">{t("run_checks")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {data.records.map((run) => (
              <tr key={run.id}>
                <td className="number">
                  <Link to={genericRecordPath("labelling.run", run.id)}>{run.id}</Link>
                </td>
                <td>
                  <What run={run} />
                </td>
                <td className={`number ${styles.right}`}>{number(run.quantity)}</td>
                <td>{t(`format_${run.format}`)}</td>
                <td>
                  <Instant at={run.printed_at} />{" "}
                  <span className={styles.who}>
                    <Name id={run.printed_by} />
                  </span>
                </td>
                <td>
                  <Checks run={run} />
                </td>
                <td>
                  <Actions run={run} onAgain={() => setAgain(run)} />
                </td>
              </tr>
            ))}
          </tbody>
        </Scroll>
      )}
      {again !== null && <Reprint run={again} onClose={() => setAgain(null)} />}
    </Card>
  );
}

/** A table that scrolls by itself where it is too wide. */
export function Scroll(props: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="scroll-x" aria-label={props.label} tabIndex={0}>
      <table className={`rows ${styles.table}`}>{props.children}</table>
    </section>
  );
}

/** Of which lot, and for what of it. */
export function What({ run }: { run: Pick<Run, "lot_id" | "package_id" | "target"> }): ReactNode {
  return (
    <>
      {run.lot_id && <Name id={run.lot_id} />}
      {run.package_id && <Name id={run.package_id} />}
      {run.target !== "sscc" && (
        <span className="soft">
          {" · "}
          <Name id={run.target} isPlain />
        </span>
      )}
    </>
  );
}

export function Checks({ run }: { run: Run }): ReactNode {
  const t = useTexts(labels);
  if (run.matches + run.mismatches === 0) {
    return <ToneTag tone="warn">{t("run_no_check")}</ToneTag>;
  }
  return (
    <span className="tags">
      {run.matches > 0 && <ToneTag tone="good">{t("run_agree", { count: run.matches })}</ToneTag>}
      {run.mismatches > 0 && (
        <ToneTag tone="bad">{t("run_differ", { count: run.mismatches })}</ToneTag>
      )}
    </span>
  );
}

function Actions(props: { run: Run; onAgain: () => void }): ReactNode {
  const t = useTexts(labels);
  const mayCheck = usePermission("labelling.label.check");
  const mayReprint = usePermission("labelling.label.reprint");
  return (
    <span className={styles.rowActions}>
      {mayCheck && (
        <Link to={`/labels?tab=check&run=${props.run.id}`}>
          <Button size="small" tabIndex={-1}>
            {t("check")}
          </Button>
        </Link>
      )}
      {mayReprint && (
        <Button size="small" onClick={props.onAgain}>
          {t("reprint")}
        </Button>
      )}
    </span>
  );
}
