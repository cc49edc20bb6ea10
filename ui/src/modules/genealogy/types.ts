import type { Text } from "@platform/i18n/text";

/** How a state looks to the server: traceability/rules.py. */
export type ServerTone = "good" | "info" | "wait" | "warn" | "bad" | "muted";

export type Direction = "backward" | "both" | "forward";

/** A unit of the scope, or a group of units that are alike. */
export interface Unit {
  id: string;
  kind: string;
  unit: string;
  name: string;
  state: string;
  state_label: Text;
  tone: ServerTone;
  is_held: boolean;
  is_possible: boolean;
  item_id?: string;
  item?: string;
  item_name?: string;
}

export interface Group {
  count: number;
  first: string;
  last: string;
  first_name: string;
  last_name: string;
}

export interface GraphNode extends Unit {
  level: number;
  rank: number;
  x: number;
  y: number;
  /** `12.5 kg` of what is in stock, or how many units a group has. */
  quantity?: string;
  group?: Group;
}

export interface GraphEdge {
  from: string;
  to: string;
  kind: string;
  label: Text;
  is_possible: boolean;
}

/** Units of one sort, item and state, and how many there are. */
export interface Tally {
  unit: string;
  state: string;
  units: number;
  item_id?: string;
  item?: string;
  state_label: Text;
  tone: ServerTone;
  held: number;
}

export interface Totals {
  units: number;
  possible: number;
  levels: number;
  by: Tally[];
}

export interface Graph {
  subject: string;
  direction: Direction;
  nodes: GraphNode[];
  edges: GraphEdge[];
  totals: Totals;
  clipped: boolean;
  is_complete: boolean;
}

/** A unit of the scope without a place; levels before the start are negative. */
export interface Row extends Unit {
  level: number;
}
