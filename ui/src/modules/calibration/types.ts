import type { Text } from "@platform/i18n/text";

/** The worst first. */
export const UPKEEP = ["not_usable", "overdue", "due_soon", "in_order"] as const;
export type UpkeepCode = (typeof UPKEEP)[number];

/** One thing that is asked of a machine. */
export interface Duty {
  sort: "calibration" | "maintenance" | "qualification";
  id: string;
  title: Text;
  upkeep: UpkeepCode;
  upkeep_label: Text;
  detail: Text | null;
  due_on: string | null;
  days_left: number | null;
  runs_left: number | null;
}

export interface Place {
  code: string;
  name: string;
}

export interface Machine {
  id: string;
  code: string;
  name: string;
  state: string;
  state_label: Text;
  area: Place | null;
  workstation: Place | null;
  duties: Duty[];
}

export interface OpenImpact {
  id: string;
  equipment_id: string;
  line_count: number;
  open_count: number;
}

export interface UpkeepAnswer {
  today: string;
  machines: Machine[];
  impacts: OpenImpact[];
}

/** Records of an impact assessment, as lists give them. */
export interface Impact {
  id: string;
  equipment_id: string;
  calibration_id: string;
  since?: string;
  until: string;
  state: "open" | "closed";
  line_count: number;
  open_count: number;
  is_complete: boolean;
  conclusion?: string;
}

export type EffectCode = "no_effect" | "remeasure" | "nonconforming";

export interface ImpactLine {
  id: string;
  measurement: string;
  measured_at: string;
  measured_by: string;
  lot_ids: string[];
  state: "open" | "assessed";
  effect?: EffectCode;
  grounds?: string;
}

export interface ImpactLot {
  lot_id: string;
  is_measured: boolean;
  unit: string;
  in_stock: string;
  shipped: string;
  work_order_ids: string[];
  consignee_ids: string[];
  is_held: boolean;
}
