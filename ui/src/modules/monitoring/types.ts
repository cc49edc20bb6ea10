import type { Text } from "@platform/i18n/text";
import type { Records } from "../../generated/registry";

export type HandReading = Records["monitoring.hand_reading"];

export type Level = "alert" | "action";

export interface Limits {
  revision: string;
  target?: string;
  alert_low?: string;
  alert_high?: string;
  action_low?: string;
  action_high?: string;
}

export interface PointNow {
  id: string;
  code: string;
  name: Text;
  unit: string;
  is_critical: boolean;
  at: string | null;
  value: string | null;
  quality: "good" | "uncertain" | "bad";
  is_silent: boolean;
  limits: Limits | null;
  excursions: { id: string; level: Level }[];
  to_assess: number;
}

export interface Place {
  id: string;
  code: string;
  name: string;
  points: PointNow[];
}

export interface Machine extends Place {
  state: string;
  phase: string;
  phase_label: Text;
  withdrawals: { id: string; cause: string; at: string }[];
}

export interface LiveAnswer {
  now: string;
  machines: Machine[];
  areas: Place[];
}

export interface Excursion {
  id: string;
  level: Level;
  level_label: Text;
  side_label: Text;
  state: string;
  from: string;
  to: string | null;
  worst: string;
  lots: string[];
}

/** Instant, lowest, highest, mean, how many. */
export type Bucket = readonly [string, string, string, string, number];

export interface SeriesAnswer {
  point: PointNow;
  from: string;
  to: string;
  readings: number;
  series: Bucket[];
  excursions: Excursion[];
}
