import type { Text } from "../i18n/text";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** A record as lists and record pages get it: the fields that have a value. */
export type RecordValues = Readonly<Record<string, Json>>;

export interface RecordPage<R = RecordValues> {
  records: R[];
  total: number;
  offset: number;
  /** Absent or true: `total` was counted; false: there are more than were counted. */
  total_is_exact?: boolean;
}

export interface RecordAnswer<R = RecordValues> {
  record: R;
  size: number;
}

export interface Receipt {
  id: string;
  kind: string;
  outcome: "done" | "refused" | "failed";
  recorded: string;
  code?: string;
  message?: Text;
  problems?: { path: string; label: Text; message: Text }[];
  events?: ReceiptEvent[];
  deviations?: { code: string; message?: Text; [name: string]: Json | Text | undefined }[];
}

export type ReceiptEvent = { kind: string } & JsonObject;

/** What a record's fields became: everything of a new one, or old and new of what was set. */
export interface Change {
  record: string;
  key: string;
  new?: JsonObject;
  set?: Readonly<Record<string, readonly [Json, Json]>>;
  /** Units of the record, for amounts that changed while their unit did not. */
  beside?: JsonObject;
  /** What stands in personal fields since what stood there was destroyed. */
  erased?: JsonObject;
  /** Fields that are kept from the reader. */
  $masked?: readonly string[];
}

/** An entry of the ledger, told for people (derive/story.py). */
export interface Told {
  seq: number;
  command_id: string;
  kind: string;
  label: Text;
  outcome: "done" | "refused" | "failed";
  code: string | null;
  actor: string;
  behalf: string | null;
  role: string | null;
  station: string | null;
  source: string;
  trust: string;
  occurred: string | null;
  entered: string | null;
  recorded: string;
  zone: string;
  cause: string | null;
  subjects: string[];
  reason: Json;
  input: Json;
  refusal: Json;
  deviations: Json[];
  said: Text[];
  changes: Change[];
}

/** What an entry's page gets besides: all that a browser needs to check it alone. */
export interface SealedEntry extends Told {
  leaf: string;
  parts: JsonObject;
  proof?: string;
}

export interface EntryPage {
  entries: Told[];
  next_before: number | null;
}

export interface LedgerStatus {
  site: string;
  origin: string;
  zone: string;
  is_demonstration: boolean;
  size: number;
  root: string;
  witnesses: string[];
  key: string | null;
  checkpoint?: string;
  signed_size?: number;
  trouble?: string;
}

export interface SessionAnswer {
  user_id: string;
  login: string;
  name: string;
  language: "en" | "zh";
  needs_new_password: boolean;
  needs_second_factor: boolean;
  permissions: string[];
  /** How long the session lasts without use, and until when at most (RFC 3339). */
  idle_minutes: number;
  expires: string | null;
}

export interface Named {
  name: string;
  /** Null for the program's own actors, whose label is the detail. */
  kind: string | null;
  detail: Text | null;
}

export interface Pick {
  id: string;
  name: string;
  detail: Text | null;
}

/** Whether a command may be done to a subject now, and if not, why. */
export interface Possible {
  kind: string;
  /** The input field that names the subject. */
  field: string | null;
  allowed: boolean;
  why: Text | null;
  code: string | null;
  /** For whom it would be done by a deputy who may not do it in their own name. */
  behalf: string | null;
}

export interface Waiting {
  code: string;
  label: Text;
  count: number;
  count_is_exact?: boolean;
  kind: string;
  filters: Readonly<Record<string, string>>;
  command: string | null;
  /** The id of what waits longest, and since when (RFC 3339). */
  oldest?: string;
  oldest_at?: string | null;
}

/** One thing that waits for somebody, and the command that comes next. */
export interface Awaited {
  subject: string;
  title: Text;
  command: string;
  label: Text;
  given: Readonly<Record<string, string>>;
  since: string | null;
  due_on: string | null;
  /** No while somebody else has to do the next step, or has to sign first. */
  is_turn: boolean;
}

/** One thing that somebody has to do for themselves. */
export interface OwnTask extends Awaited {
  is_late: boolean;
}

export interface OwnList {
  code: string;
  label: Text;
  count: number;
  items: OwnTask[];
}

export interface InboxAnswer {
  /** What the person has to do for themselves, by sort. */
  own: OwnList[];
  tasks: RecordValues[];
  /** How many there are; `tasks` are the oldest of them. */
  tasks_count?: number;
  waiting: Waiting[];
}
