import type { Text } from "@platform/i18n/text";

/** What a colour says, as boards of the server give it (modules/traceability/rules.py). */
export type BoardTone = "good" | "info" | "wait" | "warn" | "bad" | "muted";

export type Filters = Readonly<Record<string, string>>;

export interface Order {
  id: string;
  number: string;
  title: Text;
  due_on: string | null;
  late_days: number;
  tone: BoardTone;
  /** Of work orders. */
  item?: string;
  quantity?: string;
  received?: string;
  scrapped?: string;
  unit?: string;
  started_at?: string | null;
  worked_until?: string | null;
  /** Of orders with lines: how many, and how many of them are fulfilled. */
  lines?: number;
  done?: number;
}

export interface OrderState {
  state: string;
  label: Text;
  tone: BoardTone;
  count: number;
  is_exact: boolean;
  late: number;
  filters: Filters;
  orders: Order[];
}

export interface OrderBoard {
  kind: string;
  label: Text;
  states: OrderState[];
}

export interface Bar {
  id: string;
  from: string;
  /** Null while it runs. */
  to: string | null;
  state: string;
  state_label: Text;
  tone: BoardTone;
  order_id: string;
  order: string;
  item: string;
  position: number;
  operation: string;
  operator: string;
  operator_name: string;
  equipment_id: string | null;
  equipment: string | null;
  quantity: string;
  good: string;
  scrapped: string;
  unit: string;
  /** The day by which the order is to be made, and how late the run is for it. */
  due_on: string | null;
  late_days: number;
}

export interface ScheduleRow {
  workstation_id: string;
  code: string;
  name: string;
  area: string;
  state: string;
  bars: Bar[];
}

export interface WaitingOrder {
  order_id: string;
  order: string;
  state: string;
  state_label: Text;
  item: string;
  item_name: Text;
  quantity: string;
  unit: string;
  due_on: string | null;
  late_days: number;
}

export interface ScheduleAnswer {
  from: string;
  to: string;
  rows: ScheduleRow[];
  waiting: WaitingOrder[];
  clipped: boolean;
}

export interface Status {
  code: string;
  label: Text;
  tone: BoardTone;
}

export interface StockItem {
  item_id: string;
  number: string;
  name: Text;
  unit: string;
  kind: string;
  filters: Filters;
  cells: Readonly<Record<string, { quantity: string; lots: number }>>;
}

export interface StockAnswer {
  today: string;
  statuses: (Status & { lots: number })[];
  items: StockItem[];
  clipped: boolean;
}

export interface Bucket {
  code: string;
  label: Text;
  tone: BoardTone;
  lots: number;
  /** Dates, both ends inside; null for no end, absent for lots without a date. */
  first?: string | null;
  last?: string | null;
  /** The list of exactly its lots; null where they are none, or too many to name. */
  kind?: string;
  filters?: Filters | null;
}

export interface ExpiringLot {
  id: string;
  number: string;
  item_id: string;
  item: string;
  item_name: Text;
  expires_on: string;
  days_left: number;
  state: string;
  state_label: Text;
  state_tone: BoardTone;
  is_held: boolean;
  tone: BoardTone;
  quantity: string;
  unit: string;
}

export interface ExpiryAnswer {
  today: string;
  buckets: Bucket[];
  lots: ExpiringLot[];
  clipped: boolean;
}

export interface Place {
  id: string;
  code: string;
  name: string;
  kind: string;
  kind_label: Text;
  lots: number;
  by_status: Readonly<Record<string, number>>;
  packages: number;
  /** 0 to 1, against the fullest location. */
  fill: number;
  filters: Filters;
}

export interface MapArea {
  id: string | null;
  code: string | null;
  name: string | null;
  kind?: string;
  kind_label?: Text;
  locations: Place[];
}

export interface MapAnswer {
  today: string;
  statuses: Status[];
  areas: MapArea[];
}
