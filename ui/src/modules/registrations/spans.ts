import type { Tone } from "@platform/values/tone";

/** How far ahead one looks, in days. */
export const SPANS = [30, 90, 180, 365] as const;
export const SPAN_FIRST = 90;

/** The span of an address; the first one for what is none. */
export function spanOf(text: string | null): number {
  const days = Number(text);
  return SPANS.some((each) => each === days) ? days : SPAN_FIRST;
}

/** Over, within a month, later. */
export function toneOf(daysLeft: number): Tone {
  if (daysLeft < 0) return "bad";
  return daysLeft <= 30 ? "warn" : "plain";
}
