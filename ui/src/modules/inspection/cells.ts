import type { Characteristic, Result } from "./records";

/** One thing to find out: a characteristic of a sample. */
export interface Cell {
  characteristicId: string;
  sample: number;
}

/** By which one goes on: all samples of a characteristic first, or all of a sample. */
export type Order = "characteristic" | "sample";

export function keyOf({ characteristicId, sample }: Cell): string {
  return `${characteristicId} ${sample}`;
}

/** Standing results by cell; of several the last, all count for the decision. */
export function byCell(results: readonly Result[]): ReadonlyMap<string, readonly Result[]> {
  const cells = new Map<string, Result[]>();
  for (const result of results) {
    if (result.state !== "standing") continue;
    const key = keyOf({ characteristicId: result.characteristic_id, sample: result.sample });
    cells.set(key, [...(cells.get(key) ?? []), result]);
  }
  return cells;
}

/** The first cell without a result from `from` on, else from the beginning; null when all are. */
export function nextMissing(
  characteristics: readonly Characteristic[],
  sampleSize: number,
  isKnown: (cell: Cell) => boolean,
  order: Order,
  from: Cell | null = null,
): Cell | null {
  const count = characteristics.length * sampleSize;
  const begin = from === null ? 0 : indexOf(from, characteristics, sampleSize, order);
  for (let step = 0; step < count; step++) {
    const cell = cellAt((begin + step) % count, characteristics, sampleSize, order);
    if (cell !== null && !isKnown(cell)) return cell;
  }
  return null;
}

function indexOf(
  { characteristicId, sample }: Cell,
  characteristics: readonly Characteristic[],
  sampleSize: number,
  order: Order,
): number {
  const at = Math.max(
    0,
    characteristics.findIndex((each) => each.id === characteristicId),
  );
  return order === "characteristic"
    ? at * sampleSize + sample - 1
    : (sample - 1) * characteristics.length + at;
}

function cellAt(
  index: number,
  characteristics: readonly Characteristic[],
  sampleSize: number,
  order: Order,
): Cell | null {
  const by = order === "characteristic" ? sampleSize : characteristics.length;
  const [major, minor] = [Math.floor(index / by), index % by];
  const at = order === "characteristic" ? major : minor;
  const sample = (order === "characteristic" ? minor : major) + 1;
  const characteristic = characteristics[at];
  return characteristic === undefined ? null : { characteristicId: characteristic.id, sample };
}

export interface Progress {
  planned: number;
  found: number;
  outside: number;
}

/** How far an inspection is, and how many standing results are outside their limits. */
export function progressOf(
  characteristics: readonly Characteristic[],
  sampleSize: number,
  cells: ReadonlyMap<string, readonly Result[]>,
): Progress {
  const known = new Set(characteristics.map((each) => each.id));
  let found = 0;
  let outside = 0;
  for (const results of cells.values()) {
    const [first] = results;
    if (first === undefined) continue;
    if (known.has(first.characteristic_id) && first.sample <= sampleSize) found += 1;
    outside += results.filter((result) => !result.within).length;
  }
  return { planned: characteristics.length * sampleSize, found, outside };
}

const WINDOW = 12;

/** The samples that a table shows around the one that is worked on; thousands are not drawn. */
export function windowOf(sample: number, sampleSize: number): number[] {
  const first = Math.max(1, Math.min(sample - Math.floor(WINDOW / 2), sampleSize - WINDOW + 1));
  const last = Math.min(sampleSize, first + WINDOW - 1);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
