import type { Awaited, Json, RecordValues } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";

/** A value of a field as one version has it; a text in both languages for states and the like. */
export type Side = Json | Text;

export interface Differing {
  name: string;
  label: Text;
  old: Side;
  new: Side;
}

export interface Line {
  kind: string;
  label: Text;
  which: Side[];
  change: "added" | "removed" | "changed";
  fields: Differing[];
}

/** What a version says otherwise than another one. */
export interface Differences {
  old: string | null;
  new: string | null;
  kind: string;
  label: Text;
  is_versioned: boolean;
  fields: Differing[];
  lines: Line[];
  note?: string | null;
}

export interface Group {
  topic: string;
  label: Text;
  then: number | null;
  now: number;
  subjects: string[];
  added: string[];
  gone: string[];
}

export interface Impact {
  groups: Group[];
  taken_at: string | null;
}

export interface Missing {
  text: Text;
  about: string | null;
}

/** A change order with all that belongs to it. */
export interface ChangePage {
  order: RecordValues;
  path: string[];
  next: string | null;
  missing: Missing[];
  objects: RecordValues[];
  questions: RecordValues[];
  answers: RecordValues[];
  approvals: RecordValues[];
  /** What the roles that are asked are called, by id. */
  roles: Readonly<Record<string, Text>>;
  tasks: RecordValues[];
  temporary: RecordValues | null;
}

/** One thing that somebody is asked to sign, and what their signature means. */
export interface AwaitedSignature extends Awaited {
  signs: Text | null;
}
