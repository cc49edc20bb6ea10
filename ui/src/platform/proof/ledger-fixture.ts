import { type Bytes, fromBase64 } from "./bytes";
import type { Question, World } from "./check";
import fixture from "./fixtures/ledger.json";
import { type Memory, memoryIn } from "./memory";

/** The small ledger of fixtures/make.py, as a server would show it. */
export const { keys, checkpoints, checkpoints_of_others: othersCheckpoints, answers } = fixture;

export const NOW = "2026-11-22T08:00:00.000Z";

type Answer = (typeof answers)["3"];

/** A copy that a test may spoil. */
export function answerOf(seq: "3" | "5" | "6"): Answer {
  return structuredClone(answers[seq]) as Answer;
}

export function questionOf(seq: "3" | "5" | "6", more: Partial<Question> = {}): Question {
  return { seq: Number(seq), answer: answerOf(seq), ledgerKey: keys.log, ...more };
}

/** A Storage of one page load. */
export function storage(): Pick<Storage, "getItem" | "setItem"> & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  };
}

/** Serves the tiles of the ledger, narrower ones cut from the wide one. */
export function tileReader(tiles: Readonly<Record<string, string>>) {
  return async (path: string): Promise<Bytes> => {
    const [name = "", width] = path.split(".p/");
    const found = Object.entries(tiles).find(([each]) => each.split(".p/")[0] === name);
    if (found === undefined) throw new Error(`no ${path}`);
    const whole = fromBase64(found[1]);
    return width === undefined ? whole : whole.slice(0, Number(width) * 32);
  };
}

export function worldWith(
  newest: string,
  memory?: Partial<Memory>,
  more: Partial<World> = {},
): World {
  const kept = memoryIn(storage());
  if (memory !== undefined) kept.write({ ...pinned(), ...memory });
  return {
    subtle: crypto.subtle,
    memory: kept,
    now: () => NOW,
    readCheckpoint: async () => newest,
    readTile: tileReader(fixture.tiles),
    ...more,
  };
}

export function pinned(): Memory {
  return {
    vkey: keys.log,
    pinnedAt: "2026-01-02T00:00:00.000Z",
    earlier: [],
    witnesses: [],
    checkpoint: null,
    checkpointAt: null,
  };
}

export const tilesOfOthers = fixture.tiles_forked;
