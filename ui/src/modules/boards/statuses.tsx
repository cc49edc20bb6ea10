import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import type { ReactNode } from "react";
import styles from "./boards.module.css";
import type { Status } from "./types";

type Counts = Readonly<Record<string, number>>;

/** Statuses have a pattern besides their colour. */
export function patternOf(code: string): string {
  return styles[`status_${code}`] ?? styles.status_other ?? "";
}

/** How a number of lots is made up of statuses; decoration of figures that stand beside it. */
export function StatusBar(props: {
  statuses: readonly Status[];
  counts: Counts;
  /** 0 to 1: of the whole width. */
  fill?: number;
  isTall?: boolean;
}): ReactNode {
  const shown = props.statuses.filter((each) => (props.counts[each.code] ?? 0) > 0);
  return (
    <div className={props.isTall ? `${styles.bar} ${styles.barTall}` : styles.bar} aria-hidden>
      <div className={styles.barFill} style={{ width: `${100 * (props.fill ?? 1)}%` }}>
        {shown.map((each) => (
          <span
            key={each.code}
            className={patternOf(each.code)}
            style={{ flexGrow: props.counts[each.code] }}
          />
        ))}
      </div>
    </div>
  );
}

/** The statuses with their counts: legend, and choice of one. */
export function StatusChoice(props: {
  label: string;
  statuses: readonly Status[];
  counts: Counts;
  /** Empty for none. */
  chosen: string;
  onChoose: (code: string) => void;
}): ReactNode {
  const say = useSay();
  const { number } = useFormats();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div className={styles.statuses} role="group" aria-label={props.label}>
      {props.statuses.map((each) => {
        const isChosen = each.code === props.chosen;
        return (
          <button
            key={each.code}
            type="button"
            aria-pressed={isChosen}
            className={styles.status}
            onClick={() => props.onChoose(isChosen ? "" : each.code)}
          >
            <span className={`${styles.swatch} ${patternOf(each.code)}`} aria-hidden />
            <span>{say(each.label)}</span>
            <strong className="number">{number(props.counts[each.code] ?? 0)}</strong>
          </button>
        );
      })}
    </div>
  );
}
