import type { Told } from "@platform/api/types";

/** Neighbouring entries of one day of the plant. */
export interface Day {
  day: string;
  entries: Told[];
}

const LATE_MS = 60_000;

/** When it happened, where that is known; else when it was recorded. */
export function whenOf(told: Pick<Told, "occurred" | "recorded">): string {
  return told.occurred ?? told.recorded;
}

/** Recorded so much later than it happened that both times are worth telling. */
export function isLate({ occurred, recorded }: Pick<Told, "occurred" | "recorded">): boolean {
  return occurred !== null && Date.parse(recorded) - Date.parse(occurred) > LATE_MS;
}

/** Entries by day in their order, which is that of the ledger: a day may come again. */
export function daysOf(entries: readonly Told[], dayOf: (instant: string) => string): Day[] {
  const days: Day[] = [];
  for (const told of entries) {
    const day = dayOf(whenOf(told));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(told);
    else days.push({ day, entries: [told] });
  }
  return days;
}
