import { SCREENS } from "./registration";

/** The page of a record: the screen that a module made for its kind, else the generic one. */
export function recordPath(kind: string, key: string): string {
  const own = SCREENS.find((screen) => screen.opens?.includes(kind));
  if (own !== undefined) return own.path.replace(/:[a-z]+/i, encodeURIComponent(key));
  return genericRecordPath(kind, key);
}

export function genericRecordPath(kind: string, key: string): string {
  return `/record/${kind}/${encodeURIComponent(key)}`;
}

/** A list, filtered as the server's list is: `{state: "quarantined", "expires_on.max": …}`. */
export function listPath(kind: string, filters: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(filters).toString();
  return search === "" ? `/list/${kind}` : `/list/${kind}?${search}`;
}

/** In the address of a form: for whom a deputy comes. No field of an input is called so. */
export const BEHALF = ":behalf";

/** The form of a command with some fields filled in. */
export function commandPath(kind: string, given: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(given).toString();
  return search === "" ? `/do/${kind}` : `/do/${kind}?${search}`;
}

export function entryPath(seq: number): string {
  return `/entry/${seq}`;
}

export function receiptPath(commandId: string): string {
  return `/receipt/${commandId}`;
}

/** What a thing such as `exc_5`, or the entry of a number, was caused by and led to. */
export function chainPath(about: string | number): string {
  return `/chain/${about}`;
}
