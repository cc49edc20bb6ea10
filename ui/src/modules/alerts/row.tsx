import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-router-dom";
import styles from "./alerts.module.css";
import { type Alert, isLate, type Severity } from "./order";
import { Reply } from "./reply";
import { alerts } from "./texts";

/** What is being done with an alert in its row. */
export interface Doing {
  id: string;
  what: "acknowledge" | "close";
}

const TONES: Readonly<Record<Severity, Tone>> = {
  critical: "bad",
  serious: "bad",
  warning: "warn",
  info: "plain",
};

/** One alert: what, about what, since when, of whom an answer is asked, and the answer. */
export function AlertRow(props: {
  alert: Alert;
  now: Date;
  isChosen: boolean;
  doing: Doing["what"] | null;
  onDo: (what: Doing["what"] | null) => void;
}): ReactNode {
  const t = useTexts(alerts);
  const say = useSay();
  const { alert, isChosen } = props;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li
      ref={row}
      className={`${styles.row} ${styles[alert.severity]}`}
      aria-current={isChosen || undefined}
    >
      <div className={styles.head}>
        <ToneTag tone={TONES[alert.severity]}>{t(`severity_${alert.severity}`)}</ToneTag>
        <Link to={recordPath("alerts.alert", alert.id)} className={styles.title}>
          {say({ en: alert.title, zh: alert.title_zh })}
        </Link>
        <StateTag kind="alerts.alert" state={alert.state} />
        {alert.is_flapping && <ToneTag tone="warn">{t("flapping")}</ToneTag>}
      </div>
      <p className={styles.detail}>{say({ en: alert.detail, zh: alert.detail_zh })}</p>
      <Facts alert={alert} now={props.now} />
      {props.doing === null ? (
        <Answers alert={alert} onDo={props.onDo} />
      ) : (
        <Reply alert={alert} what={props.doing} onDone={() => props.onDo(null)} />
      )}
    </li>
  );
}

function Facts({ alert, now }: { alert: Alert; now: Date }): ReactNode {
  const t = useTexts(alerts);
  const { ago, instant, number } = useFormats();
  return (
    <div className={`${styles.facts} small`}>
      <span>
        {t("about")} <Name id={alert.about} />
      </span>
      <span>
        {t("owner")} <Asked alert={alert} />
      </span>
      <span>{t("raised", { when: ago(alert.raised_at) })}</span>
      {alert.count > 1 && (
        <span>
          {t("times", { count: alert.count, number: number(alert.count) })},{" "}
          {t("last", { when: ago(alert.last_at) })}
        </span>
      )}
      {alert.cleared_at !== undefined && (
        <span className="good">{t("over", { when: ago(alert.cleared_at) })}</span>
      )}
      {alert.state === "open" && alert.due_at !== undefined && (
        <span className={isLate(alert, now) ? "bad" : undefined}>
          {t(isLate(alert, now) ? "overdue" : "due", { when: instant(alert.due_at) })}
        </span>
      )}
      {alert.escalated_at !== undefined && <ToneTag tone="warn">{t("escalated")}</ToneTag>}
      {alert.acknowledged_because !== undefined && <Answered alert={alert} />}
    </div>
  );
}

function Asked({ alert }: { alert: Alert }): ReactNode {
  const t = useTexts(alerts);
  const ids = [alert.owner_id, alert.level === "owner" ? undefined : alert.owner_role_id].filter(
    (each) => each !== undefined,
  );
  if (ids.length === 0) return <span className="soft">{t("nobody")}</span>;
  return ids.map((id) => (
    <span key={id} className={styles.asked}>
      <Name id={id} />
    </span>
  ));
}

function Answered({ alert }: { alert: Alert }): ReactNode {
  const t = useTexts(alerts);
  const person = useName(alert.acknowledged_by)?.name ?? alert.acknowledged_by ?? "";
  return <span>{t("answered", { person, said: alert.acknowledged_because ?? "" })}</span>;
}

function Answers(props: { alert: Alert; onDo: (what: Doing["what"]) => void }): ReactNode {
  const t = useTexts(alerts);
  const { alert } = props;
  const say = useSay();
  const mayAcknowledge = usePermission("alerts.alert.acknowledge");
  const mayClose = usePermission("alerts.alert.close");
  const mayHandOver = usePermission("alerts.alert.hand_over");
  const named = (word: string) => `${word}: ${say({ en: alert.title, zh: alert.title_zh })}`;
  return (
    <div className="form-buttons">
      {alert.state === "open" && mayAcknowledge && (
        <Button
          size="small"
          type="primary"
          aria-label={named(t("acknowledge"))}
          onClick={() => props.onDo("acknowledge")}
        >
          {t("acknowledge")}
        </Button>
      )}
      {alert.state === "acknowledged" && mayClose && (
        <Button
          size="small"
          type="primary"
          aria-label={named(t("close"))}
          onClick={() => props.onDo("close")}
        >
          {t("close")}
        </Button>
      )}
      {mayHandOver && (
        <Link to={commandPath("alerts.hand_over_alert/1", { alert_id: alert.id })}>
          {t("hand_over")}
        </Link>
      )}
    </div>
  );
}
