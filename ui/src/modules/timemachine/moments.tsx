import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { type ReactNode, useMemo } from "react";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";
import type { Moment } from "./types";

const HEIGHT = 44;

/** How much was recorded in each moment, above the slider; refused entries at the foot. */
export function Moments(props: { moments: readonly Moment[]; position: number }): ReactNode {
  const t = useTexts(timemachine);
  const { instant } = useFormats();
  const { moments, position } = props;
  const most = useMemo(() => Math.max(...moments.map(({ entries }) => entries), 1), [moments]);
  const now = moments[position - 1];
  return (
    <div className={styles.moments}>
      <svg
        viewBox={`0 0 ${moments.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        width="100%"
        role="img"
        aria-label={t("moments")}
      >
        {moments.map((each, at) => {
          const height = Math.max((Math.sqrt(each.entries) / Math.sqrt(most)) * HEIGHT, 1);
          const refused = (each.refused / Math.max(each.entries, 1)) * height;
          return (
            <g key={each.from} className={at < position ? styles.past : styles.future}>
              <rect x={at + 0.1} width={0.8} y={HEIGHT - height} height={height} />
              {refused > 0 && (
                <rect
                  className={styles.refused}
                  x={at + 0.1}
                  width={0.8}
                  y={HEIGHT - refused}
                  height={refused}
                />
              )}
            </g>
          );
        })}
      </svg>
      <div className={`${styles.ends} soft small`}>
        <span>{moments[0] && instant(moments[0].from)}</span>
        <span>
          {now && (
            <>
              {t("entries", { count: now.entries })}
              {now.refused > 0 && ` · ${t("refused", { count: now.refused })}`}
            </>
          )}
        </span>
        <span>{instant(moments.at(-1)?.to ?? "")}</span>
      </div>
    </div>
  );
}
