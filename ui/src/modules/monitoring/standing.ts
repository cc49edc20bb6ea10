import type { Limits, PointNow } from "./types";

/** How a point stands: what matters most first. */
export type Standing = "action" | "alert" | "bad" | "silent" | "unread" | "good";

export function standing(point: PointNow): Standing {
  const levels = point.excursions.map((each) => each.level);
  if (levels.includes("action")) return "action";
  if (levels.includes("alert")) return "alert";
  if (point.at === null) return "unread";
  if (point.quality !== "good") return "bad";
  return point.is_silent ? "silent" : "good";
}

/** Whether somebody should look at it. */
export function isOdd(point: PointNow): boolean {
  return standing(point) !== "good" || point.to_assess > 0;
}

export interface Zone {
  tone: "bad" | "odd" | "good";
  /** Parts of the whole, 0 to 1. */
  from: number;
  to: number;
}

export interface Scale {
  zones: Zone[];
  /** Where the value stands; at the edge if it lies beyond. */
  at: number | null;
}

const MARGIN = 0.25;

/** The limits of a point as a bar, with what lies beyond them; null without limits on a side. */
export function scaleOf(limits: Limits | null, value: string | null): Scale | null {
  const low = numberOf(limits?.action_low ?? limits?.alert_low);
  const high = numberOf(limits?.action_high ?? limits?.alert_high);
  if (low === null || high === null || high <= low) return null;
  const margin = (high - low) * MARGIN;
  const place = (each: number) =>
    Math.min(1, Math.max(0, (each - low + margin) / (high - low + 2 * margin)));
  const edges = [
    place(low),
    place(numberOf(limits?.alert_low) ?? low),
    place(numberOf(limits?.alert_high) ?? high),
    place(high),
  ] as const;
  const zones: Zone[] = [
    { tone: "bad", from: 0, to: edges[0] },
    { tone: "odd", from: edges[0], to: edges[1] },
    { tone: "good", from: edges[1], to: edges[2] },
    { tone: "odd", from: edges[2], to: edges[3] },
    { tone: "bad", from: edges[3], to: 1 },
  ];
  const known = numberOf(value ?? undefined);
  return {
    zones: zones.filter((zone) => zone.to > zone.from),
    at: known === null ? null : place(known),
  };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
