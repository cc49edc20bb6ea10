import type { Text } from "@platform/i18n/text";

export type Filters = Readonly<Record<string, string>>;
export type Length = "day" | "week" | "month";

/** A figure of a period: of shares with what it is a share of. */
export interface Point {
  /** Null where there was nothing to share; amounts are decimal texts. */
  value: number | string | null;
  part?: number | string;
  whole?: number | string;
  filters: Filters | null;
  part_filters?: Filters | null;
}

export interface Trend {
  code: string;
  label: Text;
  topic: string;
  kind: string;
  unit: string | null;
  is_share: boolean;
  series: Point[];
  total: Point;
}

export interface Coverage {
  code: string;
  label: Text;
  kind: string;
  series: Point[];
  total: Point;
  /** Names the records in which something is missing. */
  gaps: Filters | null;
}

/** Days of the site and the instants between which they lie. */
export interface Period {
  day: string;
  from: string;
  to: string;
}

export interface Counted {
  code: string;
  label: Text;
  tone: "good" | "info" | "wait" | "warn" | "bad" | "muted";
  lots: number;
}

export interface DashboardAnswer {
  period: Length;
  from: string;
  to: string;
  buckets: Period[];
  figures: Trend[];
  coverage: Coverage[];
  stock?: Counted[];
  expiry?: Counted[];
}
