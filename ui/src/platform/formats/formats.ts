import type { Language } from "../i18n/text";

/** How a person reads dates and numbers: the browser's own habit within the chosen language. */
export interface Habit {
  language: Language;
  /** BCP 47, like `en-GB`. */
  locale: string;
  /** IANA name of the site's zone: everybody reads the plant's time. */
  zone: string;
}

export function localeOf(language: Language, preferred: readonly string[]): string {
  const own = preferred.find((each) => each.toLowerCase().split("-")[0] === language);
  if (own?.includes("-")) return own;
  return language === "zh" ? "zh-CN" : "en-GB";
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(habit: Habit, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${habit.locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(habit.locale, options);
  formatters.set(key, known);
  return known;
}

/** Months as words in English (03/04 is two dates); Chinese plants write 2026-03-04. */
function day(when: Date, habit: Habit, zone: string): string {
  if (habit.language === "zh") {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone: zone }).format(when);
  }
  const parts = { year: "numeric", month: "short", day: "numeric", timeZone: zone } as const;
  return formatter(habit, parts).format(when);
}

function clock(when: Date, habit: Habit, second: "2-digit" | undefined): string {
  return formatter(habit, {
    hour: "2-digit",
    minute: "2-digit",
    second,
    hourCycle: "h23",
    timeZone: habit.zone,
  }).format(when);
}

/** A calendar date (`2026-03-04`), which has no zone. */
export function formatDate(date: string, habit: Habit): string {
  const when = new Date(`${date}T12:00:00Z`);
  return Number.isNaN(when.getTime()) ? date : day(when, habit, "UTC");
}

/** An instant (RFC 3339) in the site's zone, to the minute, or with `seconds`. */
export function formatInstant(instant: string, habit: Habit, precision?: "seconds"): string {
  const when = new Date(instant);
  if (Number.isNaN(when.getTime())) return instant;
  const second = precision === "seconds" ? "2-digit" : undefined;
  return `${day(when, habit, habit.zone)} ${clock(when, habit, second)}`;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** “3 minutes ago” within a day, otherwise the date. */
export function formatAgo(instant: string, habit: Habit, now: Date): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) >= 86_400) return formatInstant(instant, habit);
  const relative = new Intl.RelativeTimeFormat(habit.locale, { numeric: "auto" });
  const [unit, length] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ["second", 1];
  return relative.format(Math.round(seconds / length), unit);
}

export function formatNumber(value: number, habit: Habit): string {
  return new Intl.NumberFormat(habit.locale, { maximumFractionDigits: 20 }).format(value);
}

/**
 * A decimal text with grouped digits. The text is never made a number, so that no digit is lost;
 * digits after the point stay as they are, since they say how exactly somebody measured.
 */
export function formatDecimal(decimal: string, habit: Habit): string {
  const found = /^(-?)([0-9]+)(\.[0-9]+)?$/.exec(decimal);
  if (found === null) return decimal;
  const [, sign = "", whole = "", fraction = ""] = found;
  const { group, point } = separators(habit.locale);
  const grouped = whole.replace(/\B(?=([0-9]{3})+(?![0-9]))/g, group);
  return `${sign === "-" ? "\u2212" : ""}${grouped}${fraction.replace(".", point)}`;
}

function separators(locale: string): { group: string; point: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  return {
    group: parts.find((part) => part.type === "group")?.value ?? ",",
    point: parts.find((part) => part.type === "decimal")?.value ?? ".",
  };
}

/** Bytes for people. */
export function formatBytes(bytes: number, habit: Habit): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(habit.locale, {
    style: "unit",
    unit: units[power],
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
