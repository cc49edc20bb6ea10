/** A serial as labels need it. */
export interface Unit {
  id: string;
  number: string;
  state: string;
}

const GONE: ReadonlySet<string> = new Set(["scrapped", "missing"]);
/** The server prints so many serials in one run. */
export const SERIALS_MAX = 1_000;

/** Units that have no label yet, in the order of their ids; what is gone gets none. */
export function unlabelled(
  units: readonly Unit[],
  runs: readonly { target: string; serial_ids: readonly string[] }[],
  target: string,
): Unit[] {
  const printed = new Set(
    runs.filter((run) => run.target === target).flatMap((run) => run.serial_ids),
  );
  return units.filter((unit) => !printed.has(unit.id) && !GONE.has(unit.state));
}

/** “QS000001 – QS000025, QS000030”: runs of neighbours in a list shortened. */
export function spans(units: readonly Unit[], all: readonly Unit[]): string {
  const place = new Map(all.map((unit, at) => [unit.id, at]));
  const sorted = [...units].sort(
    (one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0),
  );
  const found: [Unit, Unit][] = [];
  for (const unit of sorted) {
    const last = found[found.length - 1];
    const isNext = last !== undefined && place.get(unit.id) === (place.get(last[1].id) ?? -2) + 1;
    if (isNext) last[1] = unit;
    else found.push([unit, unit]);
  }
  return found
    .map(([first, last]) => (first === last ? first.number : `${first.number} – ${last.number}`))
    .join(", ");
}
