import type { ReactNode } from "react";

const WIDTH = 240;
const HEIGHT = 56;
const REACH = 4;
const LIMIT = 3;

/** The last points in standard errors between their limits: red is beyond. */
export function Spark(props: {
  points: readonly (readonly [string, string])[];
  label: string;
}): ReactNode {
  const places = props.points.map(([at, z], index) => ({
    at,
    x:
      props.points.length === 1 ? WIDTH / 2 : 4 + (index * (WIDTH - 8)) / (props.points.length - 1),
    y: heightOf(Number(z)),
    isBeyond: Math.abs(Number(z)) > LIMIT,
  }));
  const line = (z: number, color: string, dash?: string) => (
    <line
      x1={0}
      x2={WIDTH}
      y1={heightOf(z)}
      y2={heightOf(z)}
      stroke={`var(--${color})`}
      strokeDasharray={dash}
      vectorEffect="non-scaling-stroke"
    />
  );
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      style={{ display: "block", width: "100%", height: HEIGHT }}
    >
      {line(LIMIT, "bad", "4 3")}
      {line(0, "line")}
      {line(-LIMIT, "bad", "4 3")}
      <polyline
        fill="none"
        stroke="var(--accent)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        points={places.map(({ x, y }) => `${x},${y}`).join(" ")}
      />
      {places
        .filter((each) => each.isBeyond)
        .map(({ at, x, y }) => (
          <circle key={at} cx={x} cy={y} r={3} fill="var(--bad)" />
        ))}
    </svg>
  );
}

function heightOf(z: number): number {
  const held = Math.min(REACH, Math.max(-REACH, z));
  return HEIGHT / 2 - (held / REACH) * (HEIGHT / 2 - 3);
}
