/** Records as the server gives them, as far as the shop floor needs them. */
export interface WorkOrder {
  id: string;
  number: string;
  item_id: string;
  bom_id: string;
  routing_id: string;
  quantity: string;
  unit: string;
  state: string;
  started: string;
  finished: string;
  received: string;
  output_lot_id?: string;
}

export interface Operation {
  routing_id: string;
  position: number;
  code: string;
  name: string;
  kind: "process" | "line_clearance" | "first_article" | "packing" | "labelling" | "sterilisation";
  workstation_id?: string;
  instruction?: string;
}

export interface OrderStep {
  work_order_id: string;
  position: number;
  unit: string;
  arrived: string;
  running: string;
  good: string;
  scrapped: string;
  set_aside: string;
  in_rework: string;
}

export interface Run {
  id: string;
  work_order_id: string;
  position: number;
  workstation_id: string;
  operator: string;
  started_at: string;
  quantity: string;
  unit: string;
  state: string;
  equipment_id?: string;
  rework_id?: string;
}

export interface Clearance {
  id: string;
  position: number;
  workstation_id: string;
  is_cleared: boolean;
  cleared_at: string;
  cleared_by: string;
}

export interface Article {
  id: string;
  position: number;
  is_accepted: boolean;
  decided_by: string;
  remark?: string;
}

export interface Parameter {
  id: string;
  routing_id: string;
  position: number;
  code: string;
  name: string;
  unit: string;
  is_critical: boolean;
  low?: string;
  high?: string;
  target?: string;
}

export interface Reading {
  id: string;
  parameter_id: string;
  position: number;
  value: string;
  unit: string;
  verdict: "within" | "outside";
  read_at: string;
  run_id?: string;
}

export interface Material {
  work_order_id: string;
  lot_id: string;
  item_id: string;
  unit: string;
  issued: string;
  consumed: string;
  returned: string;
  scrapped: string;
}

export interface Bom {
  id: string;
  quantity: string;
  unit: string;
}

export interface BomLine {
  position: number;
  component_id: string;
  quantity: string;
  unit: string;
}

export interface Item {
  id: string;
  number: string;
  name: string;
  name_zh?: string;
  tracking: "none" | "lot" | "serial";
  unit: string;
}

export interface Workstation {
  id: string;
  code: string;
  name: string;
  state: string;
}

export interface Equipment {
  id: string;
  code: string;
  name: string;
  kind: string;
  state: string;
  workstation_id?: string;
}

export interface Rework {
  id: string;
  work_order_id: string;
  cycle: number;
  quantity: string;
  scrapped: string;
  unit: string;
  state: string;
  next_position?: number;
  running: string;
}
