import type { Language } from "@platform/i18n/text";
import type { Row, Tally, Unit } from "./types";

/** Which units are taken from the whole scope: groups of sort, item and state that are left out. */
export interface Selection {
  readonly left: ReadonlySet<string>;
  readonly isPossibleTaken: boolean;
}

export const EVERYTHING: Selection = { left: new Set(), isPossibleTaken: true };

export function tallyKey(of: Pick<Unit, "unit" | "state" | "item_id">): string {
  return `${of.unit} ${of.item_id ?? ""} ${of.state}`;
}

export function isWhole(selection: Selection): boolean {
  return selection.left.size === 0 && selection.isPossibleTaken;
}

export function isTaken(row: Row, { left, isPossibleTaken }: Selection): boolean {
  return !left.has(tallyKey(row)) && (isPossibleTaken || !row.is_possible);
}

/** How many units the groups that are taken have, as far as the totals tell. */
export function taken(by: readonly Tally[], selection: Selection): Tally[] {
  return by.filter((each) => !selection.left.has(tallyKey(each)));
}

/** Units of each sort: `{lot: 25, serial: 698}`. */
export function bySort(of: readonly { unit: string; units: number }[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { unit, units } of of) {
    const sort = unit === "lot" || unit === "serial" ? unit : "package";
    found.set(sort, (found.get(sort) ?? 0) + units);
  }
  return found;
}

/** A table as spreadsheets open it; a text like =1+1 is shown and never run. */
export function csvOf(
  head: readonly string[],
  rows: readonly Row[],
  words: { yes: string; no: string; language: Language },
): string {
  const yesno = (value: boolean) => (value ? words.yes : words.no);
  const lines = rows.map((row) => [
    row.id,
    row.unit,
    row.name,
    row.item ?? "",
    row.item_name ?? "",
    row.state_label[words.language],
    yesno(row.is_held),
    yesno(row.is_possible),
    String(row.level),
  ]);
  const text = [head, ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n");
  return `\ufeff${text}\r\n`;
}

function cell(value: string): string {
  const isNumber = /^-?[0-9]+$/.test(value);
  const safe = !isNumber && /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
