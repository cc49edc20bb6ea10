import type { Json } from "../api/types";
import type { Text } from "../i18n/text";

export type FieldType =
  | "text"
  | "integer"
  | "yesno"
  | "date"
  | "instant"
  | "amount"
  | "id"
  | "choice"
  | "list"
  | "map"
  | "shape";

export interface Choice {
  value: string;
  label: Text;
}

/** One field of a record, command or shape, as the server declares it. */
export interface Field {
  name: string;
  label: Text;
  help: Text | null;
  type: FieldType;
  required: boolean;
  nullable: boolean;
  default?: Json;
  personal: boolean;
  /** Kept from readers without the permission that `unmasks` names of its kind. */
  masked?: boolean;
  secret: boolean;
  length_max?: number | null;
  pattern?: string | null;
  minimum?: number | null;
  maximum?: number | null;
  multiline?: boolean;
  /** Of an id: the prefix of the ids and the kind of record they name. */
  prefix?: string | null;
  kind?: string | null;
  choices?: Choice[] | null;
  /** Of an amount: the sibling field that holds its unit. */
  unit_field?: string | null;
  item?: Field | null;
  fields?: Field[] | null;
}

export interface ModuleInfo {
  name: string;
  title: Text;
  tier: string;
}

export interface KindInfo {
  name: string;
  label: Text;
  module: string;
  key: string[];
  prefix: string | null;
  permission: string;
  /** What reading its masked fields needs besides; null where none is masked. */
  unmasks: string | null;
  /** Fields that together name a record for people. */
  title: string[];
  state: string | null;
  life: Readonly<Record<string, readonly string[]>> | null;
  fields: Field[];
}

export interface CommandInfo {
  kind: string;
  label: Text;
  help: Text;
  permission: string;
  module: string;
  is_fact: boolean;
  needs_reason: boolean;
  /** What the signature on it means; null: it is not signed. */
  signs: Text | null;
  /** Only the program can fill it in: there is no form for people. */
  by_program: boolean;
  /** The fact that reports the same when it was done while there was no line. */
  late_as: string | null;
  fields: Field[];
  /** Prefix of what the command is about, and the input field that names it. */
  about: string | null;
  about_field: string | null;
}

export interface UnitInfo {
  code: string;
  label: Text;
  decimals: number;
}

export interface RegistryAnswer {
  release: string;
  modules: ModuleInfo[];
  kinds: KindInfo[];
  commands: CommandInfo[];
  events: { kind: string; label: Text }[];
  units: UnitInfo[];
  permissions: { code: string; label: Text }[];
  /** How an input came in, and how far that is believed unless its origin is known better. */
  sources: (Choice & { trust: string })[];
  trusts: Choice[];
}
