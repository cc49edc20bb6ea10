import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { type Acting, eventValue } from "@platform/terminal/act";
import { Notice, type NoticeTone, OutcomeNotice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import type { ReactNode } from "react";
import { monitoring } from "./texts";

const TONES: Readonly<Record<string, NoticeTone>> = {
  within: "good",
  alert: "odd",
  action: "bad",
  unjudged: "odd",
};

/** What became of the value read last, in the server's words; before it is sealed, nothing is said. */
export function HandVerdict({ acting }: { acting: Acting }): ReactNode {
  const t = useTexts(monitoring);
  const { amount } = useFormats();
  const { done } = acting;
  const verdict = done === null ? null : eventValue(done.outcome, "verdict");
  if (done?.outcome.is !== "sealed" || verdict === null) return <OutcomeNotice acting={acting} />;
  const value = amount(String(done.deed.body.value), String(done.deed.body.unit));
  const doubt = eventValue(done.outcome, "doubt");
  if (doubt !== null) {
    return (
      <Notice tone="odd" isWaiting title={t("verdict_waits", { value })}>
        <p className={style.noticeText}>{t(doubtKey(doubt))}</p>
      </Notice>
    );
  }
  return (
    <Notice
      tone={TONES[verdict] ?? "odd"}
      isHuge={verdict === "action"}
      title={t(verdictKey(verdict), { value })}
    >
      {verdict === "action" && <p className={style.noticeText}>{t("verdict_action_lead")}</p>}
    </Notice>
  );
}

/** The words for why a reading waits. */
export function doubtKey(doubt: string) {
  if (doubt === "implausible") return "doubt_implausible";
  return doubt === "other_unit" ? "doubt_other_unit" : "doubt_always_two";
}

function verdictKey(verdict: string) {
  if (verdict === "within") return "verdict_within";
  if (verdict === "alert") return "verdict_alert";
  return verdict === "action" ? "verdict_action" : "verdict_unjudged";
}
