const MINUTE_MS = 60_000;
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

/** Whole days, hours and minutes until an instant; the minute that has begun counts. Null: over. */
export function leftUntil(
  until: string,
  now: number,
): { days: number; hours: number; minutes: number } | null {
  const left = Date.parse(until) - now;
  if (left <= 0) return null;
  const minutes = Math.ceil(left / MINUTE_MS);
  return {
    days: Math.floor(minutes / DAY_MIN),
    hours: Math.floor((minutes % DAY_MIN) / HOUR_MIN),
    minutes: minutes % HOUR_MIN,
  };
}
