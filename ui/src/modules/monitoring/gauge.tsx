import type { ReactNode } from "react";
import styles from "./monitoring.module.css";
import { scaleOf } from "./standing";
import type { PointNow } from "./types";

const PER_CENT = 100;

/** The limits of a point as a bar with its value as a mark; the value stands beside it in words. */
export function Gauge({ point }: { point: PointNow }): ReactNode {
  const scale = scaleOf(point.limits, point.value);
  if (scale === null) return null;
  return (
    <div className={styles.gauge} aria-hidden>
      {scale.zones.map((zone) => (
        <span
          key={zone.from}
          className={styles[zone.tone]}
          style={{
            insetInlineStart: `${zone.from * PER_CENT}%`,
            width: `${(zone.to - zone.from) * PER_CENT}%`,
          }}
        />
      ))}
      {scale.at !== null && (
        <span className={styles.mark} style={{ insetInlineStart: `${scale.at * PER_CENT}%` }} />
      )}
    </div>
  );
}
