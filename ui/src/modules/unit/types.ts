import type { RecordValues } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";
import type { GivenSignature } from "@platform/signing/given";

/** Answer of `GET /api/unit/{id}`; what the permissions do not allow is named in `hidden`. */
export interface Overview {
  subject: string;
  /** `lot`, `serial`, or the level of a package. */
  unit: string;
  record: RecordValues;
  state_label: Text;
  item?: { id: string; number: string; name: string };
  supplier?: { id: string; name: string };
  lot?: { id: string; number: string };
  lot_state?: string;
  quantity?: string;
  unit_of_measure?: string;
  is_expired: boolean;
  places: Place[];
  holds: RecordValues[];
  inspections?: Inspection[];
  /** Of sterilisation, in the order in which their loads were made up. */
  cycles?: Cycle[];
  order?: { id: string; number: string };
  used_in?: Use[];
  materials?: Material[];
  runs?: Run[];
  readings?: Reading[];
  first_articles?: Decision[];
  line_clearances?: Decision[];
  machines?: Machine[];
  papers?: Paper[];
  contents?: Content[];
  came_from: Near;
  went_into: Near;
  shipments?: Shipment[];
  /** On the unit, its order, its inspections, and the revisions that it was made by. */
  signatures: UnitSignature[];
  people: Person[];
  hidden: string[];
}

export interface Place {
  id: string;
  code: string;
  name: string;
  /** Packages stand somewhere without a quantity of their own. */
  quantity?: string;
  packed?: string;
}

/** The nearest units on one side; `count` is of all of them. */
export interface Near {
  count: number;
  units: NearUnit[];
}

export interface NearUnit {
  id: string;
  unit: string;
  number?: string;
  item_id?: string;
  state: string;
  relation: Text;
  is_possible: boolean;
}

export interface Use {
  lot_id: string;
  order_id: string;
  quantity: string;
  unit_of_measure: string;
  is_exact: boolean;
  at: string;
  by: string;
}

export interface Material {
  lot_id: string;
  quantity: string;
  unit_of_measure: string;
}

interface Operation {
  position: number;
  operation_code?: string;
  operation?: string;
}

export interface Run extends Operation {
  id: string;
  workstation_id: string;
  from: string;
  to: string | null;
  by: string;
  state: string;
  good: string;
  scrapped: string;
  unit_of_measure: string;
  equipment_id?: string;
}

export interface Cycle {
  id: string;
  state: string;
  equipment_id: string;
  program: string;
  quantity: string;
  unit_of_measure: string;
  from?: string;
  to?: string;
  reviewed_by?: string;
  indicators: number;
  failed: number;
  other_lots: string[];
  parameters: CycleParameter[];
}

/** All that was read of one point while a cycle ran. */
export interface CycleParameter {
  point_id: string;
  name: string;
  unit: string;
  lowest: string;
  highest: string;
  readings: number;
}

export interface Limits {
  low?: string;
  high?: string;
  limit_unit?: string;
}

export interface Reading extends Operation, Limits {
  id: string;
  parameter: string;
  parameter_id: string;
  value: string;
  unit_of_measure: string;
  is_critical: boolean;
  verdict: string;
  verdict_label: Text;
  by: string;
  at: string;
  equipment?: string;
}

/** A first article or a line clearance. */
export interface Decision extends Operation {
  id: string;
  is_accepted?: boolean;
  is_cleared?: boolean;
  by: string;
  at: string;
}

export interface Machine {
  id: string;
  code: string;
  name: string;
}

export interface Paper {
  id: string;
  kind: string;
  revision: string;
}

export interface Content {
  lot_id: string;
  package_id: string;
  quantity: string;
  unit_of_measure: string;
}

export interface Inspection {
  id: string;
  stage_label: Text;
  state: string;
  plan_id: string;
  revision: string;
  opened_by: string;
  opened_at: string;
  decided_by?: string;
  decided_at?: string;
  results: Result[];
}

export interface Result extends Limits {
  id: string;
  characteristic: string;
  code: string;
  sample: number;
  within: boolean;
  state: string;
  state_label: Text;
  by: string;
  at: string;
  value?: string;
  unit_of_measure?: string;
  passed?: boolean;
  equipment?: string;
}

export interface Shipment {
  line_id: string;
  shipment_id: string;
  quantity: string;
  returned: string;
  unit: string;
  order: string;
  consignee_id: string;
  consignee: string;
  dispatched_at?: string;
  state: string;
}

export interface UnitSignature extends GivenSignature {
  on: { kind: string; key: string; label: Text };
}

export interface Person {
  id: string;
  name: string;
  did_labels: Text[];
}
