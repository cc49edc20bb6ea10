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

/** Ids of the lots among the units. */
export function lotsOf(rows: readonly Row[]): string[] {
  return rows.filter(({ kind }) => kind === "warehouse.lot").map(({ id }) => id);
}
