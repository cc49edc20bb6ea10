import { describe, expect, it } from "vitest";
import { checkLedger, checkRecord, type RecordCheck } from "./check";
import {
  answerOf,
  checkpoints,
  keys,
  othersCheckpoints,
  questionOf,
  tileReader,
  tilesOfOthers,
  worldWith,
} from "./ledger-fixture";
import { replaceKey } from "./pinning";
import type { Step } from "./steps";

const newest = checkpoints["300"];

function found(check: Pick<RecordCheck, "steps">): string[] {
  return check.steps.map(({ code, finding }) => `${code}: ${finding}`);
}

function wrong(check: { steps: readonly Step[] }): string[] {
  return check.steps.filter((each) => each.ok === false).map((each) => each.finding);
}

describe("a record of an honest ledger", () => {
  it("holds at first use, which pins the key and says so", async () => {
    const world = worldWith(newest);
    const check = await checkRecord(questionOf("3"), world);
    expect(found(check)).toEqual([
      "browser: can_check",
      "key: pinned_first",
      "answer: answer_read",
      "checkpoint: checkpoint_read",
      "entry: entry_read",
      "signature: signed",
      "inclusion: included",
      ...Array(6).fill("part: part_opens"),
      "receipt: receipt_stands",
      "contents: contents_agree",
      "history: first_seen",
    ]);
    expect(check.verdict).toBe("holds");
    expect(check.opened.get("reason")).toBe("复检合格 – passed again");
    expect(check.envelope?.station).toBe("装配 2");
    expect(world.memory.read()).toMatchObject({ vkey: keys.log, checkpoint: newest });
  });

  it("holds a second time under the pinned key, with an unchanged history", async () => {
    const world = worldWith(newest);
    await checkRecord(questionOf("3"), world);
    const check = await checkRecord(questionOf("6"), world);
    expect(check.verdict).toBe("holds");
    expect(found(check)).toContain("key: same_key");
    expect(found(check)).toContain("history: extended");
  });

  it.each(["3", "5", "6"] as const)("entry %s has nothing wrong", async (seq) => {
    const check = await checkRecord(questionOf(seq), worldWith(newest));
    expect(wrong(check)).toEqual([]);
    expect(check.verdict).toBe("holds");
  });

  it("holds with parts withheld, which is said and not compared", async () => {
    const answer = answerOf("3");
    Reflect.deleteProperty(answer.parts, "changes_personal");
    answer.changes.pop();
    const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
    expect(check.verdict).toBe("holds");
    expect(found(check)).toContain("part: part_withheld");
  });

  it("says in both languages what it found", async () => {
    const { steps } = await checkRecord(questionOf("3"), worldWith(newest));
    expect(steps.find((each) => each.code === "inclusion")?.detail).toEqual({
      en: "Its bytes are number 3 of 11.",
      zh: "其字节即为 11 条中的第 3 号。",
    });
    for (const { detail } of steps) expect(`${detail.en}${detail.zh}`).not.toMatch(/\{\w+\}/);
  });
});

describe("what the entry says against what was shown", () => {
  it("tells another entry than the one asked for", async () => {
    const check = await checkRecord({ ...questionOf("3"), seq: 5 }, worldWith(newest));
    expect(wrong(check)).toEqual(["other_entry"]);
  });

  it("tells a proof that is for another entry", async () => {
    const answer = { ...answerOf("3"), seq: 5 };
    const check = await checkRecord(questionOf("5", { answer }), worldWith(newest));
    expect(wrong(check)).toEqual(["other_number"]);
  });

  it("tells a receipt of another command and of another outcome", async () => {
    const id = answerOf("3").command_id;
    const other = { receipt: { id: answerOf("6").command_id, outcome: "done" } };
    const refused = { receipt: { id, outcome: "refused" } };
    const ask = async (more: object) =>
      wrong(await checkRecord(questionOf("3", more), worldWith(newest)));
    expect(await ask(other)).toEqual(["other_command"]);
    expect(await ask(refused)).toEqual(["other_outcome"]);
    expect(await ask({ receipt: { id, outcome: "done" } })).toEqual([]);
  });

  it.each(["actor", "recorded", "reason", "input", "changes", "subjects", "station"] as const)(
    "tells a shown %s that is not the sealed one",
    async (field) => {
      const answer = { ...answerOf("3"), [field]: "something else" };
      const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
      expect(wrong(check)).toEqual(["contents_differ"]);
      expect(check.steps.find((each) => each.code === "contents")?.detail.en).toContain(field);
    },
  );

  it("tells what is said of a part that is not shown, for nobody could check it", async () => {
    const answer = answerOf("3");
    Reflect.deleteProperty(answer.parts, "changes_personal");
    const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
    expect(wrong(check)).toEqual(["contents_differ"]);
  });

  it("names a part that the entry does not know, also one called like a method", async () => {
    const answer = answerOf("3");
    Object.assign(answer.parts, { constructor: answer.parts.input });
    const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
    expect(wrong(check)).toEqual(["part_uncommitted"]);
  });

  it.each([null, 7, {}, { seq: 3 }, { seq: 3, parts: {}, leaf: "?" }])(
    "names an answer that is none: %j",
    async (answer) => {
      const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
      expect(wrong(check)).toEqual(["answer_malformed"]);
      expect(check.verdict).toBe("broken");
    },
  );

  it("leaves open what no checkpoint covers yet", async () => {
    const { proof: _, ...answer } = answerOf("3");
    const check = await checkRecord(questionOf("3", { answer }), worldWith(newest));
    expect(check.verdict).toBe("open");
    expect(found(check)).toContain("checkpoint: not_signed_yet");
  });
});

describe("keys", () => {
  it("a different key later is an alarm, and nothing is replaced", async () => {
    const world = worldWith(othersCheckpoints.other_key, {});
    const check = await checkRecord(questionOf("3", { ledgerKey: keys.other_log }), world);
    expect(found(check)).toContain("key: other_key");
    expect(found(check)).toContain("history: unknown_signer");
    expect(check.verdict).toBe("broken");
    expect(world.memory.read()).toMatchObject({ vkey: keys.log, checkpoint: null });
  });

  it("is not pinned when the newest checkpoint does not hold under it", async () => {
    const world = worldWith(newest);
    const check = await checkRecord(questionOf("3", { ledgerKey: keys.other_log }), world);
    expect(found(check)).toContain("key: not_pinned");
    expect(check.verdict).toBe("broken");
    expect(world.memory.read()).toBeNull();
  });

  it("replaced by hand, the old one vouches for what was seen under it and no more", async () => {
    const world = worldWith(othersCheckpoints.other_key, { checkpoint: checkpoints["11"] });
    await replaceKey(world.memory, crypto.subtle, keys.other_log, "2026-11-23T00:00:00.000Z");
    const ask = { ledgerKey: keys.other_log };
    expect((await checkRecord(questionOf("3", ask), world)).verdict).toBe("holds");

    const short = worldWith(othersCheckpoints.other_key, { checkpoint: checkpoints["7"] });
    await replaceKey(short.memory, crypto.subtle, keys.other_log, "2026-11-23T00:00:00.000Z");
    expect(wrong(await checkRecord(questionOf("3", ask), short))).toEqual(["unknown_signer"]);
  });

  it("a key of another log does not vouch for this one", async () => {
    const world = worldWith(othersCheckpoints.other_origin, {});
    expect(wrong(await checkLedger(keys.log, world))).toEqual(["wrong_origin"]);
  });

  it("memory that cannot be read is an alarm", async () => {
    const world = worldWith(newest, { vkey: "no key" });
    const check = await checkRecord(questionOf("3"), world);
    expect(wrong(check)).toEqual(["memory_broken"]);
    expect(found(check)).toContain("signature: no_key");
  });

  it("a server without a key leaves signatures open", async () => {
    const check = await checkRecord(questionOf("3", { ledgerKey: null }), worldWith(newest));
    expect(check.verdict).toBe("open");
    expect(found(check)).toContain("key: no_key");
  });

  it("a key that is none is named", async () => {
    const ledgerKey = keys.log.replace("+", "+0");
    const check = await checkRecord(questionOf("3", { ledgerKey }), worldWith(newest));
    expect(wrong(check)).toEqual(["key_malformed"]);
  });
});

describe("witnesses", () => {
  it("a pinned witness that cosigned holds, with its time", async () => {
    const world = worldWith(newest, { witnesses: [keys.witness] });
    const check = await checkRecord(questionOf("3"), world);
    expect(check.verdict).toBe("holds");
    const said = check.steps.find((each) => each.code === "witness")?.detail.en;
    expect(said).toBe("Cosigned by witness.example/w1 at 2026-01-01T00:05:00.000Z.");
  });

  it("a pinned witness that did not cosign is missed", async () => {
    const world = worldWith(newest, { witnesses: [keys.other_witness] });
    expect(wrong(await checkRecord(questionOf("3"), world))).toEqual(["not_cosigned"]);
  });
});

describe("history", () => {
  it("grows: the newer tree begins with the whole older one", async () => {
    const world = worldWith(newest, { checkpoint: checkpoints["7"] });
    const check = await checkLedger(keys.log, world);
    expect(found(check)).toContain("history: extended");
    expect(world.memory.read()?.checkpoint).toBe(newest);
  });

  it("a shorter ledger than was seen is a rollback", async () => {
    const world = worldWith(checkpoints["11"], { checkpoint: newest, checkpointAt: "2026-11-20" });
    expect(wrong(await checkLedger(keys.log, world))).toEqual(["rolled_back"]);
    expect(world.memory.read()?.checkpoint).toBe(newest);
  });

  it("a rewritten ledger is a fork, with its own tiles as with the old ones", async () => {
    for (const tiles of [tilesOfOthers, undefined]) {
      const more = tiles === undefined ? {} : { readTile: tileReader(tiles) };
      const seen = { checkpoint: checkpoints["11"] };
      const world = worldWith(othersCheckpoints.forked, seen, more);
      expect(wrong(await checkLedger(keys.log, world))).toEqual(["forked"]);
      expect(world.memory.read()?.checkpoint).toBe(checkpoints["11"]);
    }
  });

  it("of the same size with another root is a fork", async () => {
    const world = worldWith(othersCheckpoints.forked, { checkpoint: newest });
    expect(wrong(await checkLedger(keys.log, world))).toEqual(["forked"]);
  });

  it("an entry proved in a tree that the newest does not begin with is a fork", async () => {
    const world = worldWith(othersCheckpoints.forked, undefined, {
      readTile: tileReader(tilesOfOthers),
    });
    expect(wrong(await checkRecord(questionOf("3"), world))).toEqual(["forked"]);
    expect(world.memory.read()).toBeNull();
  });

  it("stays open when the line is gone", async () => {
    const lost = { readCheckpoint: () => Promise.reject(new TypeError("Failed to fetch")) };
    const check = await checkRecord(questionOf("3"), worldWith(newest, {}, lost));
    expect(check.verdict).toBe("open");
    expect(found(check)).toContain("history: not_compared");

    const noTiles = { readTile: () => Promise.reject(new Error("503")) };
    const seen = worldWith(newest, { checkpoint: checkpoints["7"] }, noTiles);
    expect((await checkLedger(keys.log, seen)).verdict).toBe("open");
    expect(seen.memory.read()?.checkpoint).toBe(checkpoints["7"]);
  });
});

describe("browsers that cannot check", () => {
  it("says so where the page did not come over TLS", async () => {
    const check = await checkRecord(questionOf("3"), worldWith(newest, {}, { subtle: undefined }));
    expect(found(check)).toEqual(["browser: not_secure"]);
    expect(check.verdict).toBe("open");
  });

  it("without Ed25519 checks everything else, and pins nothing", async () => {
    const world = worldWith(newest, undefined, { subtle: withoutEd25519() });
    const check = await checkRecord(questionOf("3"), world);
    expect(check.verdict).toBe("open");
    expect(found(check)).toContain("signature: no_ed25519");
    expect(found(check)).toContain("inclusion: included");
    expect(world.memory.read()).toBeNull();
  });
});

/** WebCrypto of an older browser. */
function withoutEd25519(): SubtleCrypto {
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  const importKey = () => Promise.reject(new DOMException("unknown", "NotSupportedError"));
  return { digest, importKey } as unknown as SubtleCrypto;
}
