import type { Limits } from "./types";

/** Where a value and its limits stand on a bar, as shares of its length from 0 to 1. */
export interface Placed {
  low: number | null;
  high: number | null;
  values: number[];
}

const MARGIN = 0.2;

/**
 * Places values between their limits with a margin on both sides; null without any limit. Of one
 * limit alone, the values stretch the other side. Only for drawing: verdicts are the server's.
 */
export function placed(limits: Limits, values: readonly string[]): Placed | null {
  const low = limits.low === undefined ? null : Number(limits.low);
  const high = limits.high === undefined ? null : Number(limits.high);
  if (low === null && high === null) return null;
  const numbers = values.map(Number).filter(Number.isFinite);
  const known = [...numbers, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])];
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const span = last - first || Math.abs(last) || 1;
  const from = first - span * MARGIN;
  const length = span * (1 + 2 * MARGIN);
  const share = (value: number) => (value - from) / length;
  return {
    low: low === null ? null : share(low),
    high: high === null ? null : share(high),
    values: numbers.map(share),
  };
}
