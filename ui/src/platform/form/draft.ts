import type { CommandInfo, Field } from "../registry/types";
import type { FormValue, FormValues } from "./values";

export interface Draft {
  /** RFC 3339. */
  at: string;
  values: FormValues;
  reason: string;
}

const MEASURED: ReadonlySet<string> = new Set(["amount", "integer", "yesno"]);

/**
 * What of the values may be kept: no secrets, and nothing measured or counted of a fact, since a
 * reading is sealed before anybody looks at it twice.
 */
export function keepable(command: CommandInfo, values: FormValues): FormValues {
  return ofFields(command.fields, values, command.is_fact);
}

function ofFields(fields: readonly Field[], values: FormValues, isFact: boolean): FormValues {
  const out: FormValues = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined || field.secret || (isFact && MEASURED.has(field.type))) continue;
    out[field.name] = ofField(field, value, isFact);
  }
  return out;
}

function ofField(field: Field, value: FormValue, isFact: boolean): FormValue {
  if (field.type === "shape") return ofFields(field.fields ?? [], value as FormValues, isFact);
  const item = field.item;
  if (field.type !== "list" || item?.type !== "shape" || !Array.isArray(value)) return value;
  return value.map((row) => ofFields(item.fields ?? [], row as FormValues, isFact));
}

/** One place for each person, command and thing that it is about. */
export function draftPlace(userId: string, kind: string, given: string): string {
  return `lotproof.draft.${userId}.${kind}.${given}`;
}

export function readDraft(place: string): Draft | null {
  const kept = localStorage.getItem(place);
  return kept === null ? null : (JSON.parse(kept) as Draft);
}

export function keepDraft(place: string, draft: Draft): void {
  localStorage.setItem(place, JSON.stringify(draft));
}

export function dropDraft(place: string): void {
  localStorage.removeItem(place);
}
