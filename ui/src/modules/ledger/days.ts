import type { Told } from "@platform/api/types";
import { wallOf } from "@platform/formats/zoned";

export interface Day {
  /** Calendar date of the site. */
  day: string;
  entries: Told[];
}

/** Entries in their order, those of one day of the site together. */
export function byDay(entries: readonly Told[], zone: string): Day[] {
  const days: Day[] = [];
  for (const told of entries) {
    const day = wallOf(told.recorded, zone).slice(0, 10);
    const last = days[days.length - 1];
    if (last?.day === day) last.entries.push(told);
    else days.push({ day, entries: [told] });
  }
  return days;
}

/** What a clock on the wall of the site showed: `14:05:09`. */
export function clockOf(instant: string, zone: string): string {
  return wallOf(instant, zone).slice(11);
}
