import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { ReactNode } from "react";
import { placed } from "./limits";
import { unit } from "./texts";
import type { Limits } from "./types";
import styles from "./unit.module.css";

const [WIDTH, HEIGHT] = [140, 18];

/** Values drawn between their limits; outside is a diamond, so that colour is not alone. */
export function LimitBar(props: {
  limits: Limits;
  values: readonly string[];
  /** By place in `values`. */
  outside: ReadonlySet<number>;
}): ReactNode {
  const t = useTexts(unit);
  const { decimal } = useFormats();
  const bar = placed(props.limits, props.values);
  if (bar === null) return null;
  const [low, high] = [bar.low ?? 0, bar.high ?? 1];
  const said = {
    values: props.values.map(decimal).join(", "),
    low: props.limits.low === undefined ? "−∞" : decimal(props.limits.low),
    high: props.limits.high === undefined ? "∞" : decimal(props.limits.high),
  };
  const middle = HEIGHT / 2;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("limit_bar", said)}
      className={styles.bar}
    >
      <line x1={0} x2={WIDTH} y1={middle} y2={middle} className={styles.barAll} />
      <rect
        x={low * WIDTH}
        width={(high - low) * WIDTH}
        y={middle - 3}
        height={6}
        rx={2}
        className={styles.barGood}
      />
      {[bar.low, bar.high].map(
        (limit) =>
          limit !== null && (
            <line
              key={limit}
              x1={limit * WIDTH}
              x2={limit * WIDTH}
              y1={2}
              y2={HEIGHT - 2}
              className={styles.barLimit}
            />
          ),
      )}
      {bar.values.map((share, at) =>
        props.outside.has(at) ? (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: values are sealed and never move
            key={at}
            x={share * WIDTH - 4}
            y={middle - 4}
            width={8}
            height={8}
            transform={`rotate(45 ${share * WIDTH} ${middle})`}
            className={styles.barBad}
          />
        ) : (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: values are sealed and never move
            key={at}
            cx={share * WIDTH}
            cy={middle}
            r={3.5}
            className={styles.barValue}
          />
        ),
      )}
    </svg>
  );
}

/** The limits as words: from – to, at least, at most. */
export function useLimits(): (limits: Limits) => string {
  const t = useTexts(unit);
  const { amount } = useFormats();
  return ({ low, high, limit_unit }) => {
    if (low !== undefined && high !== undefined) {
      return `${amount(low, null)} – ${amount(high, limit_unit)}`;
    }
    if (low !== undefined) return t("at_least", { low: amount(low, limit_unit) });
    if (high !== undefined) return t("at_most", { high: amount(high, limit_unit) });
    return t("no_limits");
  };
}
