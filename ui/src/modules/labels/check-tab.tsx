import type { JsonObject } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { isText } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRecord } from "@platform/record/use-record";
import { GS } from "@platform/scan";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState, NoPermission } from "@platform/states/states";
import { type Acting, eventValue, useAct } from "@platform/terminal/act";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import { ScanField } from "@platform/terminal/scan-field";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router-dom";
import styles from "./labels.module.css";
import { Checks, type Run, Runs, Scroll, What } from "./runs";
import { labels } from "./texts";

const PERMISSION = "labelling.label.check";
const CHECK = "labelling.check_label/1";

/** A run is chosen first, so that a label of another one is found out. */
export function CheckTab(): ReactNode {
  const t = useTexts(labels);
  const [search, setSearch] = useSearchParams();
  const isPermitted = usePermission(PERMISSION);
  const run = search.get("run");
  if (!isPermitted) return <NoPermission permission={PERMISSION} />;
  if (run === null) {
    return (
      <div className="stack">
        <p className="soft">{t("check_lead")}</p>
        <Runs query={{ sort: "-id", limit: 30 }} title={t("runs_latest")} />
      </div>
    );
  }
  return <OneRun key={run} id={run} onOther={() => setSearch({ tab: "check" })} />;
}

function OneRun(props: { id: string; onOther: () => void }): ReactNode {
  const t = useTexts(labels);
  const { data, error, refetch } = useRecord("labelling.run", props.id);
  const acting = useAct();
  const [count, setCount] = useState(0);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  const run: Run = data.record;
  const scanned = (text: string, isScan: boolean) => {
    // Control characters do not pass; the server reads the separator spelled out.
    const body: JsonObject = { run_id: run.id, scanned: text.replaceAll(GS, "<GS>") };
    void acting
      .act({ kind: CHECK, body, source: isScan ? "scan" : "hand", about: run.id })
      .finally(() => setCount((now) => now + 1));
  };
  return (
    <div className="stack">
      <div className={styles.chosen}>
        <span className="soft">{t("check_run")}</span>
        <strong>{run.id}</strong>
        <What run={run} />
        <Checks run={run} />
        <Button size="small" onClick={props.onOther}>
          {t("check_choose")}
        </Button>
      </div>
      <ScanField label={t("check_scan")} isBusy={acting.isBusy} focusKey={count} onText={scanned} />
      <Verdict acting={acting} />
      <History run={run} />
    </div>
  );
}

/** What the last scan said, large. */
function Verdict({ acting }: { acting: Acting }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const { done } = acting;
  if (done === null) return null;
  const verdict = VERDICTS.find((each) => each === eventValue(done.outcome, "verdict"));
  if (verdict === undefined || done.outcome.is !== "sealed") {
    return <OutcomeNotice acting={acting} />;
  }
  const isMatch = verdict === "match";
  return (
    <Notice tone={isMatch ? "good" : "bad"} title={t(`check_${verdict}`)}>
      <p className="mono wrap">{String(done.deed.body.scanned)}</p>
      {(done.outcome.receipt.deviations ?? []).map((each) => (
        <p key={each.code}>{isText(each.message) ? say(each.message) : each.code}</p>
      ))}
      {!isMatch && <p>{t("check_held")}</p>}
    </Notice>
  );
}

const VERDICTS = ["match", "mismatch", "unreadable"] as const;
const PARTS = ["di", "lot", "serial", "expires_on", "made_on", "sscc", "code"] as const;

function History({ run }: { run: Run }): ReactNode {
  const t = useTexts(labels);
  const { data } = useRecords("labelling.check", { run_id: run.id, sort: "-id", limit: 100 });
  const differs = (names: readonly string[]) =>
    PARTS.filter((part) => names.includes(part)).map((part) => t(`part_${part}`));
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("check_history")}</h2>}>
      {data?.records.length === 0 && <EmptyState text={t("check_history_none")} />}
      {data !== undefined && data.records.length > 0 && (
        <Scroll label={t("check_history")}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t("check_scanned")}</th>
              <th scope="col">{t("check_should")}</th>
              <th scope="col">{t("check_by")}</th>
            </tr>
          </thead>
          <tbody>
            {data.records.map((check) => (
              <tr key={check.id}>
                <td>
                  <ToneTag tone={check.verdict === "match" ? "good" : "bad"}>
                    {t(`check_${check.verdict}`)}
                  </ToneTag>
                  {check.differing.length > 0 && (
                    <div className="small">{differs(check.differing).join(" · ")}</div>
                  )}
                </td>
                <td className="mono wrap">{check.scanned}</td>
                <td className="mono wrap">{check.should_say}</td>
                <td>
                  <Name id={check.checked_by} /> <Instant at={check.checked_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </Scroll>
      )}
    </Card>
  );
}
