import type { Told } from "@platform/api/types";
import { Refusal } from "@platform/entry/entry-story";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { entryPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Said } from "@platform/values/said";
import { ToneTag } from "@platform/values/state-tag";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./home.module.css";
import { home } from "./texts";
import { useRecent } from "./use-home";

/** What the person recorded last, each with its entry and so its proof. */
export function Recent(): ReactNode {
  const t = useTexts(home);
  const { data, error, refetch } = useRecent();
  return (
    <Card size="small" title={t("recent")}>
      {data === undefined && error === null && <LoadingState rows={4} />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data?.entries.length === 0 && <p className="soft">{t("recent_none")}</p>}
      <ol className={styles.lines}>
        {data?.entries.map((told) => (
          <Receipt key={told.seq} told={told} />
        ))}
      </ol>
    </Card>
  );
}

function Receipt({ told }: { told: Told }): ReactNode {
  const t = useTexts(home);
  const say = useSay();
  const { ago } = useFormats();
  const said = told.said[0];
  return (
    <li className={styles.receipt}>
      <div className={styles.receiptHead}>
        <Link to={entryPath(told.seq)}>{say(told.label)}</Link>
        {told.outcome !== "done" && <ToneTag tone="bad">{t(told.outcome)}</ToneTag>}
        <span className="soft small">
          {ago(told.recorded)} · #{told.seq}
        </span>
      </div>
      {said !== undefined && (
        <div className="small wrap">
          <Said said={said} />
        </div>
      )}
      <Refusal told={told} />
    </li>
  );
}
