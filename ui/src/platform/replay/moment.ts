import { slotOf, type Values } from "./entries";
import type { RecordHistory, Story } from "./story";

export interface FoundRecord {
  readonly record: string;
  readonly key: string;
  readonly values: Values;
}

export interface Difference {
  readonly record: string;
  readonly key: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** A record as it was at a position; null when there was none. */
export function recordAt(
  story: Story,
  position: number,
  record: string,
  key: string,
): Values | null {
  const history = story.records.get(slotOf({ record, key }));
  return history === undefined ? null : valuesAt(history, position);
}

/** All records of a kind that there were at a position. */
export function recordsAt(story: Story, position: number, record: string): FoundRecord[] {
  const found: FoundRecord[] = [];
  for (const history of story.kinds.get(record) ?? []) {
    const values = valuesAt(history, position);
    if (values !== null) found.push({ record, key: history.key, values });
  }
  return found;
}

/** Everything that there was at a position, kind by kind. */
export function stateAt(story: Story, position: number): ReadonlyMap<string, FoundRecord[]> {
  const kinds = [...story.kinds.keys()];
  return new Map(kinds.map((record) => [record, recordsAt(story, position, record)]));
}

/** What differs between two positions, in either direction: of a step, what its entry changed. */
export function differences(story: Story, from: number, to: number): Difference[] {
  const entries = story.touched.slice(Math.min(from, to), Math.max(from, to));
  return [...new Set(entries.flat())].flatMap((history) => {
    const [before, after] = [valuesAt(history, from), valuesAt(history, to)];
    const { record, key } = history;
    return before === after ? [] : [{ record, key, before, after }];
  });
}

/** How many entries had been recorded at a moment (milliseconds since 1970). */
export function positionAt(story: Story, moment: number): number {
  return countUpTo(story.times, moment, (time) => time);
}

/** The position right after an entry; that after the one before it if it is not in the story. */
export function positionOf(story: Story, seq: number): number {
  return countUpTo(story.entries, seq, (entry) => entry.seq);
}

function valuesAt({ versions }: RecordHistory, position: number): Values | null {
  const last = versions.at(-1);
  // Most records rest: their last version has held for long.
  if (last !== undefined && last.from <= position) return last.values;
  const count = countUpTo(versions, position, (version) => version.from);
  return versions[count - 1]?.values ?? null;
}

/** How many items of a rising list are at or below a limit, by halving. */
function countUpTo<T>(items: readonly T[], limit: number, placeOf: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && placeOf(item) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
