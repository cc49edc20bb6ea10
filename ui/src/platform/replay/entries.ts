import type { Change, Json, JsonObject } from "../api/types";
import type { Text } from "../i18n/text";

/** One entry of `GET /api/story/{subject}`. */
export interface StoryEntry {
  readonly seq: number;
  /** RFC 3339; when it was recorded. */
  readonly at: string;
  readonly kind: string;
  readonly label: Text;
  readonly actor: string;
  /** Null where the reader may not know. */
  readonly said: readonly Text[] | null;
  readonly changes: readonly Change[];
}

/** What a record's fields are; a field without a value is absent. */
export type Values = Readonly<JsonObject>;

/** Entries that cannot be replayed; the message names the entry. */
export class BadStory extends Error {
  override readonly name = "BadStory";
}

/** Throws BadStory unless entries are in order and every change is one of the two forms. */
export function checkEntries(entries: readonly StoryEntry[]): void {
  let last = -1;
  for (const { seq, changes } of entries) {
    if (!Number.isSafeInteger(seq) || seq <= last) {
      throw new BadStory(`entry ${seq} does not follow entry ${last}`);
    }
    last = seq;
    for (const change of changes) checkChange(change, seq);
  }
}

function checkChange(change: Change, seq: number): void {
  const { record, key } = change;
  if (typeof record !== "string" || typeof key !== "string") {
    throw new BadStory(`a change of entry ${seq} names no record`);
  }
  if ((change.new === undefined) === (change.set === undefined)) {
    throw new BadStory(`entry ${seq}: ${record} ${key} is neither new nor set`);
  }
  const pairs: readonly (readonly Json[])[] = Object.values(change.set ?? {});
  if (!pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    throw new BadStory(`entry ${seq}: ${record} ${key} does not say old and new`);
  }
}

/** Which record a change is of, as one text. */
export function slotOf({ record, key }: Pick<Change, "record" | "key">): string {
  return `${record}\n${key}`;
}
