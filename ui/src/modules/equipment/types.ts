import type { Text } from "@platform/i18n/text";

export interface Duty {
  sort: "calibration" | "maintenance" | "qualification";
  id: string;
  title: Text;
  upkeep: "not_usable" | "overdue" | "due_soon" | "in_order";
  upkeep_label: Text;
  detail: Text | null;
  due_on: string | null;
  runs_left: number | null;
}

export interface PointNow {
  id: string;
  code: string;
  name: Text;
  unit: string;
  at: string | null;
  value: string | null;
  is_silent: boolean;
  limits: { action_low?: string; action_high?: string } | null;
  excursions: { id: string; level: "alert" | "action" }[];
}

export interface SettingNow {
  id: string;
  program: string;
  revision: string;
  read_at: string | null;
  values: {
    code: string;
    name: string;
    unit: string;
    value: string;
    tolerance: string;
    read: string | null;
    agrees: boolean | null;
  }[];
}

/** What became of the newest writing of a program's setting. */
export interface Written {
  id: string;
  program: string;
  setting_id: string;
  state: string;
  at: string;
  cause: string | null;
}

/** One machine; what the reader may not see is null. */
export interface Overview {
  id: string;
  duties: Duty[] | null;
  start: {
    phase_label: Text;
    points: PointNow[];
    withdrawals: { id: string; cause: string; at: string }[];
  } | null;
  settings: SettingNow[];
  writing: { is_connected: boolean; newest: Written[] } | null;
  cases: { id: string; number: string; due_on: string }[] | null;
}
