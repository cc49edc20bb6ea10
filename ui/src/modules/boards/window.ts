import { dayOf } from "@platform/formats/zoned";

/** Whole days of the plant: the last one and how many. */
export interface Days {
  last: string;
  count: number;
}

export const COUNTS = [1, 7, 28] as const;
const DAY_MS = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function firstDay(days: Days): string {
  return addDays(days.last, 1 - days.count);
}

/** From the first instant of the first day to the last of the last. */
export function instantsOf(days: Days, zone: string): { from: string; to: string } {
  return { from: dayOf(firstDay(days), zone).first, to: dayOf(days.last, zone).last };
}

/** As an address says it; today and a week otherwise. */
export function readDays(search: URLSearchParams, today: string): Days {
  const last = search.get("to") ?? "";
  const count = Number(search.get("days"));
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(last) && !Number.isNaN(Date.parse(last));
  return {
    last: isDate ? last : today,
    count: COUNTS.find((each) => each === count) ?? 7,
  };
}
