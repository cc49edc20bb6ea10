import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { untranslated } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import styles from "./access.module.css";
import { leftUntil } from "./left";
import { access } from "./texts";
import { useNow } from "./use-access";

const KIND = "people.emergency";

/** From when until when, and what was said of it afterwards. */
export function TakenSpan(props: {
  from: string;
  until: string;
  state: string;
  verdict?: string | null | undefined;
}): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const isRunning = Date.parse(props.until) > useNow();
  return (
    <span className={styles.row}>
      <span className="small">
        {t("span", { from: instant(props.from), until: instant(props.until) })}
      </span>
      {isRunning ? <Left until={props.until} /> : <StateTag kind={KIND} state={props.state} />}
      {props.verdict && <VerdictTag verdict={props.verdict} />}
    </span>
  );
}

/** How long something goes on. */
export function Left({ until }: { until: string }): ReactNode {
  const t = useTexts(access);
  const left = leftUntil(until, useNow());
  if (left === null) return null;
  const said = left.days > 0 ? t("left_d", left) : t(left.hours > 0 ? "left_h" : "left_m", left);
  return (
    <span className={`tone tone-warn ${styles.time}`} role="timer">
      {t("left", { left: said })}
    </span>
  );
}

function VerdictTag({ verdict }: { verdict: string }): ReactNode {
  const say = useSay();
  const choices = useRegistry().field(KIND, "verdict")?.choices ?? [];
  const label = choices.find(({ value }) => value === verdict)?.label ?? untranslated(verdict);
  return <ToneTag tone={verdict === "justified" ? "good" : "bad"}>{say(label)}</ToneTag>;
}
