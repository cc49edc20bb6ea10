import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import type { ReactNode } from "react";
import styles from "./documents.module.css";
import { documents } from "./texts";
import type { Step } from "./types";

const TONES = {
  done: "good",
  asked: "busy",
  returned: "bad",
} as const;

/** Who reviewed and approved, or is asked to. */
export function Decisions({ steps }: { steps: Step[] }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  if (steps.length === 0) return <p className="soft">{t("decisions_none")}</p>;
  return (
    <ul className="plain">
      {steps.map((step) => (
        <li key={step.id} className={styles.inline}>
          <span>{say(step.duty_label)}</span>
          <strong>{step.name}</strong>
          <ToneTag tone={TONES[step.state as keyof typeof TONES] ?? "plain"}>
            {say(step.state_label)}
          </ToneTag>
          <span className="soft small">
            {t("submission", { round: step.round })}
            {step.decided_at && (
              <>
                {" · "}
                <Instant at={step.decided_at} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
