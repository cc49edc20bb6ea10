import type { Text } from "@platform/i18n/text";

/** One field as `GET /api/dictionary` gives it. */
export interface DictionaryEntry {
  of: "record" | "command" | "event";
  in: string;
  /** `lines[].quantity` within a list. */
  field: string;
  type: string;
  label: Text;
  help: Text;
  required: boolean;
  personal: boolean;
  secret: boolean;
  length_max: number | null;
  pattern: string | null;
  minimum: number | null;
  maximum: number | null;
  unit_field: string | null;
  choices: Readonly<Record<string, Text>> | null;
}

export const OF = ["record", "command", "event"] as const;

export interface DictionaryFilter {
  text: string;
  of: DictionaryEntry["of"] | null;
  module: string | null;
  type: string | null;
  isPersonal: boolean;
  isSecret: boolean;
}

/** All words of the text must stand somewhere in the field, in either language. */
export function search(
  entries: readonly DictionaryEntry[],
  filter: DictionaryFilter,
): DictionaryEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(
    (entry) =>
      (filter.of === null || entry.of === filter.of) &&
      (filter.module === null || entry.in.startsWith(`${filter.module}.`)) &&
      (filter.type === null || entry.type === filter.type) &&
      (!filter.isPersonal || entry.personal) &&
      (!filter.isSecret || entry.secret) &&
      words.every((word) => wordsOf(entry).includes(word)),
  );
}

const said = new WeakMap<DictionaryEntry, string>();

function wordsOf(entry: DictionaryEntry): string {
  let known = said.get(entry);
  if (known === undefined) {
    const { label, help, choices } = entry;
    const values = Object.entries(choices ?? {}).flatMap(([value, { en, zh }]) => [value, en, zh]);
    const all = [entry.in, entry.field, label.en, label.zh, help.en, help.zh, ...values];
    known = all.join(" ").toLowerCase();
    said.set(entry, known);
  }
  return known;
}

export function keyOf(entry: DictionaryEntry): string {
  return `${entry.of} ${entry.in} ${entry.field}`;
}

/** Where the unit of an amount stands, said as the amount itself is. */
export function unitPlace(entry: DictionaryEntry): string | null {
  if (entry.unit_field === null) return null;
  const at = entry.field.lastIndexOf(".");
  return entry.field.slice(0, at + 1) + entry.unit_field;
}

const COLUMNS = [
  "of",
  "in",
  "field",
  "label_en",
  "label_zh",
  "help_en",
  "help_zh",
  "type",
  "required",
  "length_max",
  "pattern",
  "minimum",
  "maximum",
  "unit_field",
  "personal",
  "secret",
  "choices",
] as const;

/** The entries as CSV (RFC 4180) with a byte-order mark, by which Excel knows UTF-8. */
export function csv(entries: readonly DictionaryEntry[]): string {
  const rows = entries.map((entry) => {
    const { label, help, choices, ...rest } = entry;
    const flat: Readonly<Record<string, unknown>> = {
      ...rest,
      label_en: label.en,
      label_zh: label.zh,
      help_en: help.en,
      help_zh: help.zh,
      choices: Object.entries(choices ?? {})
        .map(([value, text]) => `${value} = ${text.en} / ${text.zh}`)
        .join("; "),
    };
    return COLUMNS.map((name) => quoted(flat[name])).join(",");
  });
  return `\ufeff${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** A text that a table program would take for a formula is kept from being one. */
function quoted(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
