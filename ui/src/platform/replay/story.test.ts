import { describe, expect, it, vi } from "vitest";
import type { Change, Json, JsonObject } from "../api/types";
import { text } from "../i18n/text";
import { applied, undone } from "./apply";
import { BadStory, type StoryEntry, slotOf, type Values } from "./entries";
import { differences, positionAt, positionOf, recordAt, recordsAt, stateAt } from "./moment";
import { type Story, storyOf } from "./story";

// Much work: a busy machine may need long.
vi.setConfig({ testTimeout: 60_000 });

function entry(seq: number, changes: Change[], at = `2026-01-01T00:00:${pad(seq)}Z`): StoryEntry {
  const label = text("Done", "完成");
  return { seq, at, kind: "warehouse.move/1", label, actor: "usr_1", said: [], changes };
}

const pad = (n: number) => String(n % 60).padStart(2, "0");
const lot = (more: Partial<Change>): Change => ({ record: "warehouse.lot", key: "lot_1", ...more });
const lotAt = (story: Story, position: number) =>
  recordAt(story, position, "warehouse.lot", "lot_1");

describe("a story", () => {
  const story = storyOf([
    entry(3, [lot({ new: { state: "quarantined", quantity: "5", number: null } })]),
    entry(7, [lot({ set: { state: ["quarantined", "released"] } })]),
    entry(9, [lot({ set: { quantity: ["5", "3"], number: [null, "A1"] } })]),
    entry(12, [lot({ set: { quantity: ["3", null] } })]),
  ]);

  it("shows a record as it was at every position", () => {
    expect([0, 1, 2, 3, 4].map((position) => lotAt(story, position))).toEqual([
      null,
      { state: "quarantined", quantity: "5" },
      { state: "released", quantity: "5" },
      { state: "released", quantity: "3", number: "A1" },
      { state: "released", number: "A1" },
    ]);
    expect(story.gaps).toEqual([]);
  });

  it("finds the position of an entry and of a moment", () => {
    expect([2, 3, 8, 9, 99].map((seq) => positionOf(story, seq))).toEqual([0, 1, 2, 3, 4]);
    const at = (time: string) => positionAt(story, Date.parse(`2026-01-01T00:00:${time}Z`));
    expect([at("02"), at("03"), at("08.5"), at("12")]).toEqual([0, 1, 2, 4]);
  });

  it("says what a step changes, forward and backward", () => {
    const [step] = differences(story, 1, 2);
    expect([step?.before?.state, step?.after?.state]).toEqual(["quarantined", "released"]);
    const [back] = differences(story, 2, 1);
    expect([back?.before, back?.after]).toEqual([step?.after, step?.before]);
    expect(differences(story, 2, 2)).toEqual([]);
  });

  it("knows of an older record what the story changes of it", () => {
    const older = storyOf([
      entry(1, [lot({ set: { state: ["quarantined", "released"] } })]),
      entry(2, [lot({ set: { quantity: ["5", "4"], state: ["released", "blocked"] } })]),
    ]);
    expect(lotAt(older, 0)).toEqual({ state: "quarantined", quantity: "5" });
    expect(lotAt(older, 2)).toEqual({ state: "blocked", quantity: "4" });
  });

  it("joins the two changes of a record whose personal fields stand apart", () => {
    const person = { record: "people.user", key: "usr_2" };
    const joined = storyOf([
      entry(1, [
        { ...person, new: { state: "active" } },
        { ...person, new: { name: "王芳" } },
      ]),
      entry(2, [
        { ...person, set: { state: ["active", "left"] } },
        { ...person, set: { name: ["王芳", null] } },
      ]),
    ]);
    const states = [0, 1, 2].map((at) => recordAt(joined, at, "people.user", "usr_2"));
    expect(states).toEqual([null, { state: "active", name: "王芳" }, { state: "left" }]);
  });

  it("tells where something is missing from it", () => {
    const gappy = storyOf([
      entry(1, [lot({ new: { state: "quarantined" } })]),
      entry(5, [lot({ set: { state: ["released", "used"] } })]),
    ]);
    expect(gappy.gaps).toEqual([
      {
        seq: 5,
        record: "warehouse.lot",
        key: "lot_1",
        field: "state",
        said: "released",
        known: "quarantined",
      },
    ]);
    expect(lotAt(gappy, 0)).toBeNull();
  });

  it("is not confused by a clock that was set back", () => {
    const set = storyOf([
      entry(1, [], "2026-01-01T10:00:00Z"),
      entry(2, [], "2026-01-01T09:00:00Z"),
    ]);
    expect(positionAt(set, Date.parse("2026-01-01T09:30:00Z"))).toBe(0);
    expect(positionAt(set, Date.parse("2026-01-01T10:00:00Z"))).toBe(2);
  });

  it.each([
    ["entries out of order", [entry(2, []), entry(1, [])]],
    ["an entry twice", [entry(1, []), entry(1, [])]],
    ["a change of nothing", [entry(1, [lot({})])]],
    ["a change of both kinds", [entry(1, [lot({ new: {}, set: {} })])]],
    ["a set without old value", [entry(1, [lot({ set: { a: [1] as unknown as [Json, Json] } })])]],
    ["a record without key", [entry(1, [lot({ new: {}, key: undefined as unknown as string })])]],
  ])("refuses %s", (_, entries) => {
    expect(() => storyOf(entries)).toThrow(BadStory);
  });
});

describe("random stories", () => {
  it.each([1, 2, 3, 4, 5, 6])("are the same forward, backward and looked up (%i)", (seed) => {
    const entries = randomEntries(seed, 300, 12);
    const story = storyOf(entries);
    expect(story.gaps).toEqual([]);
    const forward = [new Map<string, Values>()];
    for (const each of entries) forward.push(moved(forward.at(-1), each, applied));
    for (const [position, state] of forward.entries()) {
      expect(looked(story, position)).toEqual(state);
    }
    let state: State = forward.at(-1) ?? new Map();
    for (let position = entries.length; position > 0; position--) {
      const each = entries[position - 1] as StoryEntry;
      state = moved(state, each, undone);
      expect(state).toEqual(forward[position - 1]);
      expect(moved(state, each, applied)).toEqual(forward[position]);
    }
  });
});

describe("a story of 5,000 entries and 12,000 records", () => {
  it("costs at most 20 ms a step, wherever it goes", () => {
    const story = storyOf(randomEntries(7, 5000, 12_000, 6));
    const chance = sequence(8);
    const steps = Array.from({ length: 40 }, () => {
      const position = Math.floor(chance() * 5001);
      const start = performance.now();
      stateAt(story, position);
      differences(story, position, Math.max(position - 1, 0));
      return performance.now() - start;
    });
    // The middle one: a busy machine may stop any single one.
    expect(steps.sort((a, b) => a - b)[20]).toBeLessThan(20);
  });
});

type State = Map<string, Values>;
type Move = (values: Values | null, changes: Change[]) => Values | null;

/** Apply or undo one entry on a whole state, in the plainest way. */
function moved(state: State = new Map(), { changes }: StoryEntry, move: Move): State {
  const next = new Map(state);
  for (const slot of new Set(changes.map(slotOf))) {
    const own = changes.filter((change) => slotOf(change) === slot);
    const values = move(state.get(slot) ?? null, own);
    if (values === null) next.delete(slot);
    else next.set(slot, values);
  }
  return next;
}

function looked(story: Story, position: number): State {
  const kinds = [...story.kinds.keys()];
  const found = kinds.flatMap((kind) => recordsAt(story, position, kind));
  return new Map(found.map((each) => [slotOf(each), each.values]));
}

/** Entries that make and change records; a value is null now and then. */
function randomEntries(seed: number, count: number, records: number, perEntry = 3): StoryEntry[] {
  const chance = sequence(seed);
  const pick = (n: number) => Math.floor(chance() * n);
  const known = new Map<string, JsonObject>();
  const value = (): Json => (pick(5) === 0 ? null : `v${pick(20)}`);
  return Array.from({ length: count }, (_, seq) => {
    const keys = new Set(Array.from({ length: 1 + pick(perEntry) }, () => pick(records)));
    return entry(
      seq,
      [...keys].map((n) => {
        const change = { record: `kind_${n % 3}`, key: `k_${n}` };
        const old = known.get(change.key);
        if (old === undefined) {
          const made = { a: value(), b: value(), c: `c${n}` };
          known.set(change.key, made);
          return { ...change, new: withoutNulls(made) };
        }
        const field = ["a", "b", "c"][pick(3)] ?? "a";
        const next = field === "c" ? `c${pick(99)}` : value();
        const set = { [field]: [old[field] ?? null, next] as [Json, Json] };
        known.set(change.key, { ...old, [field]: next });
        return { ...change, set };
      }),
    );
  });
}

function withoutNulls(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, each]) => each !== null));
}

/** Numbers in [0, 1), the same for the same seed (a linear congruential generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
