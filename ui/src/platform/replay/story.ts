import type { Change, Json } from "../api/types";
import { applied, undone } from "./apply";
import { BadStory, checkEntries, type StoryEntry, slotOf, type Values } from "./entries";

/**
 * A story that can be looked at from any place. Position 0 is before the first entry, position n
 * after n entries. Of each record every version is kept with the position from which it holds;
 * versions share what did not change. So any position costs the same, forward and backward.
 */
export interface Story {
  readonly entries: readonly StoryEntry[];
  readonly records: ReadonlyMap<string, RecordHistory>;
  /** Names of the kinds of record, with their records in the order in which they appear. */
  readonly kinds: ReadonlyMap<string, readonly RecordHistory[]>;
  /** Of each entry, the records that it changed. */
  readonly touched: readonly (readonly RecordHistory[])[];
  /** Where an entry found another value than the entries before it had left. */
  readonly gaps: readonly Gap[];
  /** Milliseconds since 1970 of each entry, never falling. */
  readonly times: readonly number[];
}

/** The versions of one record, oldest first; the first holds from position 0. */
export interface RecordHistory {
  readonly record: string;
  readonly key: string;
  readonly versions: readonly Version[];
}

export interface Version {
  readonly from: number;
  /** Null where there was no such record yet. */
  readonly values: Values | null;
}

/** Something happened that this story does not tell: withheld, or of an entry left out. */
export interface Gap {
  readonly seq: number;
  readonly record: string;
  readonly key: string;
  readonly field: string;
  readonly said: Json;
  readonly known: Json;
}

interface Growing extends RecordHistory {
  readonly versions: Version[];
}

/** Index the entries of a story; throws BadStory. */
export function storyOf(entries: readonly StoryEntry[]): Story {
  checkEntries(entries);
  const groups = entries.map((entry) => grouped(entry.changes));
  const records = new Map<string, Growing>();
  const kinds = new Map<string, Growing[]>();
  for (const [slot, { change, values }] of beginnings(groups)) {
    const { record, key } = change;
    const history = { record, key, versions: [{ from: 0, values }] };
    records.set(slot, history);
    const ofKind = kinds.get(record);
    if (ofKind === undefined) kinds.set(record, [history]);
    else ofKind.push(history);
  }
  const gaps: Gap[] = [];
  const touched = groups.map((group, at) =>
    Array.from(group, ([slot, changes]) => {
      const history = known(records, slot);
      const before = history.versions.at(-1)?.values ?? null;
      gaps.push(...gapsOf(before, changes, entries[at]?.seq ?? 0));
      history.versions.push({ from: at + 1, values: applied(before, changes) });
      return history;
    }),
  );
  return { entries, records, kinds, touched, gaps, times: timesOf(entries) };
}

/** What `beginnings` found: every record that any entry changes. */
function known(records: ReadonlyMap<string, Growing>, slot: string): Growing {
  const history = records.get(slot);
  if (history === undefined) throw new BadStory(`nothing is known of ${slot}`);
  return history;
}

/** The changes of one entry by the record that they are of. */
function grouped(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(slotOf(change));
    if (group === undefined) groups.set(slotOf(change), [change]);
    else group.push(change);
  }
  return groups;
}

/**
 * Each record as it was before the first entry, in the order of first appearance: everything
 * undone from the end. Of a record that is older than the story only those fields are known that
 * it changes.
 */
function beginnings(
  groups: readonly Map<string, Change[]>[],
): Map<string, { change: Change; values: Values | null }> {
  const found = new Map<string, { change: Change; values: Values | null }>();
  for (const group of groups) {
    for (const [slot, [change]] of group) {
      if (change !== undefined && !found.has(slot)) found.set(slot, { change, values: null });
    }
  }
  for (const group of [...groups].reverse()) {
    for (const [slot, changes] of group) {
      const record = found.get(slot);
      if (record !== undefined) record.values = undone(record.values, changes);
    }
  }
  return found;
}

function gapsOf(before: Values | null, changes: readonly Change[], seq: number): Gap[] {
  return changes.flatMap(({ record, key, set }) =>
    Object.entries(set ?? {}).flatMap(([field, [said]]) => {
      const known = before?.[field] ?? null;
      if (JSON.stringify(known) === JSON.stringify(said)) return [];
      return [{ seq, record, key, field, said, known }];
    }),
  );
}

/** A clock that was set back does not make an entry come before an earlier one. */
function timesOf(entries: readonly StoryEntry[]): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return entries.map(({ at }) => {
    last = Math.max(last, Date.parse(at));
    return last;
  });
}
