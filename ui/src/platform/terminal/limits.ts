/** Where limits and values stand on a line from 0 to 1, for drawing; nothing is judged here. */
export interface Scale {
  readonly low: number | null;
  readonly high: number | null;
  readonly target: number | null;
  readonly at: (value: number) => number;
}

const ROOM = 0.25;

/** A scale that shows the limits with room on both sides, and all values that were measured. */
export function scaleOf(
  low: number | null,
  high: number | null,
  target: number | null,
  values: readonly number[],
): Scale {
  const known = [low, high, target, ...values].filter((each) => each !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const span = known.length === 0 || most === least ? Math.abs(most) || 1 : most - least;
  const from = known.length === 0 ? 0 : least - span * ROOM;
  const to = known.length === 0 ? 1 : most + span * ROOM;
  const at = (value: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));
  const place = (value: number | null) => (value === null ? null : at(value));
  return { low: place(low), high: place(high), target: place(target), at };
}
