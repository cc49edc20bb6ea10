import type { Change, Json } from "../api/types";
import type { Values } from "./entries";

/**
 * One record before and after one entry. `changes` are those of the entry that are of this
 * record: more than one when its personal fields stand apart. Null is a record that there is not.
 */

/** The record after the entry. */
export function applied(before: Values | null, changes: readonly Change[]): Values {
  const after: Record<string, Json> = isMade(changes) ? {} : { ...before };
  for (const change of changes) {
    for (const [name, value] of Object.entries(change.new ?? {})) put(after, name, value);
    for (const [name, [, value]] of Object.entries(change.set ?? {})) put(after, name, value);
  }
  return after;
}

/** The record before the entry: the inverse of `applied`, from what the changes say was old. */
export function undone(after: Values | null, changes: readonly Change[]): Values | null {
  if (isMade(changes)) return null;
  const before: Record<string, Json> = { ...after };
  for (const change of [...changes].reverse()) {
    for (const [name, [value]] of Object.entries(change.set ?? {})) put(before, name, value);
  }
  return before;
}

function isMade(changes: readonly Change[]): boolean {
  return changes.some((change) => change.new !== undefined);
}

/** A field without a value is absent. */
function put(values: Record<string, Json>, name: string, value: Json): void {
  if (value === null) delete values[name];
  else values[name] = value;
}
