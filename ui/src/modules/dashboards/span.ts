import type { DashboardAnswer, Length } from "./types";

export const LENGTHS: readonly Length[] = ["day", "week", "month"];

/** What a dashboard is asked for; dates of the site, both inside. Null for the usual span. */
export interface Span {
  period: Length;
  from: string | null;
  to: string | null;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** As an address says it; weeks unless asked otherwise. */
export function readSpan(search: URLSearchParams): Span {
  const date = (name: string) => {
    const given = search.get(name) ?? "";
    return DATE.test(given) ? given : null;
  };
  const [from, to] = [date("from"), date("to")];
  const isWhole = from !== null && to !== null && from <= to;
  return {
    period: LENGTHS.find((each) => each === search.get("period")) ?? "week",
    from: isWhole ? from : null,
    to: isWhole ? to : null,
  };
}

export function writeSpan(span: Span): URLSearchParams {
  const out = new URLSearchParams({ period: span.period });
  if (span.from !== null && span.to !== null) {
    out.set("from", span.from);
    out.set("to", span.to);
  }
  return out;
}

/** The last day of a period of the answer. */
export function lastDay(answer: Pick<DashboardAnswer, "buckets" | "to">, at: number): string {
  const next = answer.buckets[at + 1];
  if (next === undefined) return answer.to;
  return new Date(Date.parse(`${next.day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** How a period is called on an axis, where there is little room. */
export function shortName(day: string, length: Length, locale: string): string {
  const parts: Intl.DateTimeFormatOptions =
    length === "month" ? { month: "short", year: "2-digit" } : { month: "short", day: "numeric" };
  const isChinese = locale.toLowerCase().startsWith("zh");
  if (isChinese) return length === "month" ? day.slice(0, 7) : day.slice(5);
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** How a period is called where there is room. */
export function longName(
  day: string,
  length: Length,
  locale: string,
  date: (day: string) => string,
): string {
  if (length !== "month") return date(day);
  if (locale.toLowerCase().startsWith("zh")) return day.slice(0, 7);
  const parts = { month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, parts).format(new Date(`${day}T12:00:00Z`));
}
