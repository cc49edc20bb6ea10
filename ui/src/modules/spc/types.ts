import type { Text } from "@platform/i18n/text";

export interface Rule {
  rule: string;
  label: Text;
}

export interface Signal extends Rule {
  id: string;
  part: "middle" | "spread";
  part_label: Text;
  from: string;
  at: string;
  last: string;
  times: number;
  value: string;
  is_open: boolean;
  explanation: string | null;
  explained_by: string | null;
  explained_at: string | null;
  p_value: string | null;
  per_hour: string | null;
  reached_at: string | null;
  reached_earliest: string | null;
  reached_latest: string | null;
}

export interface ChartHead {
  id: string;
  code: string;
  name: Text;
  kind: string;
  kind_label: Text;
  size: number;
  every_s: number;
  state: string;
  unit: string;
  point: { id: string; code: string; name: Text };
  place: string;
}

export type Standing = "signal" | "no_limits" | "no_points" | "in_control";

export interface Tile extends ChartHead {
  standing: Standing;
  signals: Signal[];
  /** Instant and distance from the centre line in standard errors. */
  points: (readonly [string, string])[];
  value: string | null;
  at: string | null;
}

export interface WallAnswer {
  now: string;
  charts: Tile[];
}

export interface Limits {
  id: string;
  revision: string;
  mean: string;
  sigma: string;
  from: string;
  to: string;
  points: number;
  still_signalling: number;
  drafted_by: string;
  approved_by: string | null;
  effective_at: string | null;
  rules: Rule[];
  exclusions: { at: string; reason: string }[];
}

/** Value, lower limit, centre, upper limit. */
export type Figures = readonly [string, string, string, string];

/** Instant, then the figures of the chart of location, then those of the chart of spread. */
export type PlottedPoint = readonly [string, ...Figures, Figures | null];

/** Index, and the ends of its interval at 95 % confidence. */
export type Index = readonly [string, string, string];

export interface Capable {
  values: number;
  subgroups: number;
  cp: Index | null;
  cpk: Index;
  pp: Index | null;
  ppk: Index;
  per_million: string;
  normal_p: string | null;
  doubts: Text[];
}

export interface Specification {
  basis: string;
  basis_label: Text;
  low: string | null;
  high: string | null;
  target: string | null;
}

export interface ChartAnswer {
  chart: ChartHead;
  from: string;
  to: string;
  limits: Limits | null;
  drafts: Limits[];
  plotted: number;
  points: PlottedPoint[];
  signals: Signal[];
  specification: Specification | null;
  capability: Capable | { why_not: Text } | null;
  rules: Rule[];
}

export interface BaselineAnswer {
  from: string;
  to: string;
  mean: string;
  sigma: string;
  kept: number;
  gaps: number;
  points: PlottedPoint[];
  fired: (Rule & { part: "middle" | "spread"; at: string })[];
}
