import type { Clash } from "@platform/acting/conflicts";
import type { Named } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";

/** The entry by which a record became what it was. */
export interface Evidence {
  seq: number;
  id: string;
  kind: string;
  actor: string;
  recorded: string;
}

/** One way by which somebody had a permission within a day. */
export interface Way {
  user_id: string;
  role_id: string;
  role: string;
  delegation_id: string | null;
  behalf: string | null;
  is_emergency: boolean;
  scope: string[];
  from: string;
  until: string;
  evidence: Evidence[];
  /** Of one person's ways. */
  permissions?: string[];
}

export interface DayAnswer {
  on: string;
  from: string;
  until: string;
  /** The end of the day, or now while it is not over. */
  told_until: string;
  /** So many entries tell it. */
  size: number;
  ways: Way[];
  names: Readonly<Record<string, Named>>;
  /** The program's own actors, which could as well. */
  programs?: string[];
}

export interface Separated {
  separation_id: string;
  title: Text;
  /** The permissions of the one and of the other; `items.bom.*` are all that begin so. */
  duties: [string[], string[]];
  counts: [number, number];
  both: { user_id: string; first: string; second: string; exception_until: string | null }[];
}

export interface SeparationsAnswer {
  separations: Separated[];
  is_separated: boolean;
  names: Readonly<Record<string, Named>>;
}

export interface Use {
  user_id: string;
  role_id: string | null;
  behalf: string | null;
  seq: number;
  recorded: string;
}

export interface UseAnswer {
  used: Use[];
  /** How far back each person was looked at; null for all that there is. */
  since: Readonly<Record<string, string | null>>;
  signed_in: Readonly<Record<string, string>>;
  conflicts: Readonly<Record<string, Clash[]>>;
}

/** A life cycle that a command looks at. */
export interface Step {
  what: Text;
  /** Null for states that are known at run time only. */
  from: { value: string; label: Text }[] | null;
  to: { value: string; label: Text } | null;
}

export interface CommandStates {
  kind: string;
  states: Step[];
  /** Prefixes that a grant can be limited to; null: a limit says nothing about it. */
  limits: string[] | null;
}

export interface Given {
  delegation_id: string;
  deputy: string;
  name: string;
  permissions: string[];
  valid_from: string;
  valid_until: string;
}

export interface Taken {
  emergency_id: string;
  role_id: string;
  title: Text;
  from: string;
  until: string;
  reason: string;
  state: "to_be_reviewed" | "reviewed";
  verdict: string | null;
}

export interface OwnAnswer {
  given: Given[];
  delegable: string[];
  delegation_days: number;
  people: { id: string; name: string }[];
  taken: Taken[];
}
