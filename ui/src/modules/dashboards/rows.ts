import type { Coverage, Point, Trend } from "./types";

/** What a card of the dashboard shows, a trend or a demand on completeness. */
export interface Figure {
  code: string;
  label: Trend["label"];
  kind: string;
  /** Code of the unit of its amounts; null for numbers of records. */
  unit: string | null;
  isShare: boolean;
  series: Point[];
  total: Point;
}

export function ofTrend(trend: Trend): Figure {
  const { code, label, kind, series, total } = trend;
  const unit = trend.is_share ? null : trend.unit;
  return { code, label, kind, unit, isShare: trend.is_share, series, total };
}

export function ofCoverage(coverage: Coverage): Figure {
  const { code, label, kind, series, total } = coverage;
  return { code, label, kind, unit: null, isShare: true, series, total };
}

/** Height in the drawing; null leaves a gap. */
export function heightOf(point: Point): number | null {
  return point.value === null ? null : Number(point.value);
}

/** What had to be and is not. */
export function missing(point: Point): number {
  return Number(point.whole ?? 0) - Number(point.part ?? 0);
}

/** Where the axis of shares begins: below the least, so that small differences are seen. */
export function floorOf(series: readonly Point[]): number {
  const values = series.flatMap((each) => heightOf(each) ?? []);
  const least = Math.min(100, ...values);
  if (least >= 98) return 95;
  if (least >= 90) return 80;
  return least >= 60 ? 50 : 0;
}

/** Rows as spreadsheets take them from the clipboard: tabs between, and no formulas. */
export function asPasted(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}

function cell(value: string | number | null): string {
  const text = String(value ?? "").replace(/[\t\r\n]+/g, " ");
  return /^[=+@]/.test(text) ? `'${text}` : text;
}

const TOPICS = ["throughput", "yield", "quality"] as const;
export type Topic = (typeof TOPICS)[number] | "other";

/** Trends by topic in the order of the page; a topic that is not known comes last. */
export function byTopic(trends: readonly Trend[]): { topic: Topic; figures: Figure[] }[] {
  const topicOf = (trend: Trend): Topic => TOPICS.find((each) => each === trend.topic) ?? "other";
  return [...TOPICS, "other" as const]
    .map((topic) => ({
      topic,
      figures: trends.filter((each) => topicOf(each) === topic).map(ofTrend),
    }))
    .filter(({ figures }) => figures.length > 0);
}
