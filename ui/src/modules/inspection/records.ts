/** Records as the server gives them, as far as the bench needs them. */
export interface Inspection {
  id: string;
  lot_id: string;
  item_id: string;
  stage: string;
  plan_id: string;
  opened_at: string;
  state: "open" | "accepted" | "rejected";
  decided_by?: string;
  decided_at?: string;
}

export interface Plan {
  id: string;
  revision: string;
  sample_size: number;
}

export interface Characteristic {
  id: string;
  plan_id: string;
  position: number;
  code: string;
  name: string;
  kind: "measured" | "attribute";
  unit?: string;
  low?: string;
  high?: string;
}

export interface Result {
  id: string;
  inspection_id: string;
  characteristic_id: string;
  sample: number;
  within: boolean;
  measured_by: string;
  measured_at: string;
  value?: string;
  unit?: string;
  passed?: boolean;
  equipment_id?: string;
  corrects_id?: string;
  state: "standing" | "superseded";
}

export interface Lot {
  id: string;
  number: string;
  item_id: string;
  unit: string;
  state: string;
  holds: number;
  expires_on?: string;
  supplier_lot?: string;
}

export interface Item {
  id: string;
  number: string;
  name: string;
  name_zh?: string;
}

export interface Equipment {
  id: string;
  code: string;
  name: string;
  state: string;
}
