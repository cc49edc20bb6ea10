import { useTexts } from "@platform/i18n/texts";
import type { Tone } from "@platform/values/tone";
import type { ReactNode } from "react";
import styles from "./genealogy.module.css";
import { genealogy } from "./texts";
import type { ServerTone } from "./types";

/** Outlines of the shapes that the drawing has for each tone, on 28 by 16. */
const OUTLINES: Readonly<Record<ServerTone, string>> = {
  good: "M5 1H23Q27 1 27 5V11Q27 15 23 15H5Q1 15 1 11V5Q1 1 5 1Z",
  info: "M5 1H23L27 5V11L23 15H5L1 11V5Z",
  wait: "M4 1H24Q28 8 24 15H4Q0 8 4 1Z",
  warn: "M1 1H27V11Q27 15 23 15H5Q1 15 1 11Z",
  bad: "M9 1H19L27 5V11L19 15H9L1 11V5Z",
  muted: "M1 1H27V15H1Z",
};
const TONES: Readonly<Record<ServerTone, Tone>> = {
  good: "good",
  info: "busy",
  wait: "warn",
  warn: "warn",
  bad: "bad",
  muted: "plain",
};
export const SERVER_TONES = Object.keys(OUTLINES) as ServerTone[];

export function toneOfServer(tone: ServerTone): Tone {
  return TONES[tone];
}

/** The shape of a tone in its colours. */
export function Sign(props: { tone: ServerTone }): ReactNode {
  return (
    <svg width={28} height={16} viewBox="0 0 28 16" aria-hidden className={styles[props.tone]}>
      <path d={OUTLINES[props.tone]} />
    </svg>
  );
}

export function Legend(): ReactNode {
  const t = useTexts(genealogy);
  return (
    <ul className={styles.legend} aria-label={t("legend")}>
      {SERVER_TONES.map((tone) => (
        <li key={tone}>
          <Sign tone={tone} /> {t(`tone_${tone}`)}
        </li>
      ))}
      <li>
        <span className={`${styles.mark} ${styles.several}`} /> {t("sign_group")}
      </li>
      <li>
        <span className={`${styles.mark} ${styles.dashed}`} /> {t("sign_possible")}
      </li>
    </ul>
  );
}
