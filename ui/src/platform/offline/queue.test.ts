import { describe, expect, it } from "vitest";
import { connectionLost } from "../api/problem";
import {
  FakePlant,
  fact,
  intention,
  lockManager,
  MemoryStore,
  PERSON,
  problem,
  tab,
} from "./plant-fixture";
import { IdTaken } from "./queue";
import { turnsBy } from "./turns";

const bodies = (plant: FakePlant) => plant.recorded.map((each) => each.body.n);

describe("while the line is there", () => {
  it("a fact is sealed at once, with its own time and id, and nothing is left", async () => {
    const plant = new FakePlant();
    const queue = tab(plant);
    const outcome = await queue.submit(
      fact(1, { id: "given", occurred: "2026-11-22T07:00:00Z", station: "T1", reason: "shift" }),
      PERSON,
    );
    expect(outcome).toMatchObject({ is: "sealed", receipt: { id: "given", outcome: "done" } });
    expect(plant.received).toEqual([
      {
        kind: "production.count/1",
        body: { n: 1 },
        id: "given",
        occurred: "2026-11-22T07:00:00Z",
        entered: "2026-11-22T08:00:00.000Z",
        reason: "shift",
        station: "T1",
        source: "hand",
      },
    ]);
    expect(queue.snapshot()).toMatchObject({ waiting: [], rejected: [], isSending: false });
  });

  it("on whose behalf it was done is sent with it; the name is for the list alone", async () => {
    const plant = new FakePlant();
    const store = new MemoryStore();
    plant.line = () => "lost_before";
    const queue = tab(plant, { store });
    const lender = { behalf: "usr_9", behalfName: "李娜" };
    const outcome = await queue.submit(fact(1, { id: "lent", ...lender }), PERSON);
    expect(outcome).toMatchObject({ is: "queued", fact: lender });
    await expect(queue.submit(fact(1, { id: "lent" }), PERSON)).rejects.toThrow(IdTaken);
    plant.line = () => "up";
    await queue.replay();
    expect(plant.recorded.map((each) => each.behalf)).toEqual(["usr_9"]);
    expect(plant.received.every((each) => !("behalfName" in each))).toBe(true);
  });

  it("a fact on its way is not shown as waiting: no screen goes on before the answer", async () => {
    const queue = tab(new FakePlant());
    const seen: number[] = [];
    queue.subscribe(() => seen.push(queue.snapshot().waiting.length));
    await queue.submit(fact(1), PERSON);
    expect(seen.length).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBe(0);
  });

  it("a fact without a time of its own happened when it was entered", async () => {
    const plant = new FakePlant();
    await tab(plant).submit(fact(1), PERSON);
    expect(plant.received[0]?.occurred).toBe("2026-11-22T08:00:00.000Z");
  });

  it("a refusal is shown by the form that sent it, and not kept a second time", async () => {
    const plant = new FakePlant();
    plant.refuse = () => problem(422, "invalid_input", "2026-11-22T08:00:00Z");
    const queue = tab(plant);
    const outcome = await queue.submit(fact(1), PERSON);
    expect(outcome).toMatchObject({ is: "refused", problem: { code: "invalid_input" } });
    expect(queue.snapshot().rejected).toEqual([]);
  });

  it("any other command goes at once and is not kept", async () => {
    const plant = new FakePlant();
    expect((await tab(plant).submit(intention(), PERSON)).is).toBe("sealed");
  });
});

describe("while the line is gone", () => {
  it("facts wait, and go once and in their order when it is back", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const sealed: string[] = [];
    const queue = tab(plant, { onSealed: (given) => sealed.push(given.label.en) });
    for (const n of [1, 2, 3]) {
      expect((await queue.submit(fact(n), PERSON)).is).toBe("queued");
    }
    expect(queue.snapshot().waiting.map((each) => each.body.n)).toEqual([1, 2, 3]);
    expect(queue.snapshot().trouble).toEqual(connectionLost().text);
    plant.line = () => "up";
    await queue.replay();
    expect(bodies(plant)).toEqual([1, 2, 3]);
    expect(sealed).toEqual(["Count 1", "Count 2", "Count 3"]);
    expect(queue.snapshot()).toMatchObject({ waiting: [], trouble: null });
  });

  it("a lost answer is asked for again with the same id and content", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_after";
    const queue = tab(plant, { whoIsSignedIn: async () => "usr_1" });
    expect((await queue.submit(fact(1), PERSON)).is).toBe("queued");
    plant.line = () => "up";
    await queue.replay();
    expect(plant.received).toHaveLength(2);
    expect(plant.received[1]).toEqual(plant.received[0]);
    expect(bodies(plant)).toEqual([1]);
    expect(queue.snapshot().waiting).toEqual([]);
  });

  it("what is no fact waits for the line, and says so; nothing is sent", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const queue = tab(plant);
    const outcome = await queue.submit(intention(), PERSON);
    expect(outcome.is).toBe("needs_line");
    plant.line = () => "up";
    await queue.replay();
    expect(plant.received).toEqual([]);
  });

  it("what is no fact and lost its answer says with which id to send it again", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_after";
    const outcome = await tab(plant).submit(intention({ id: "mine" }), PERSON);
    expect(outcome).toMatchObject({ is: "unanswered", id: "mine" });
  });

  it("what is no fact does not overtake facts that wait", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const queue = tab(plant, { isReachable: () => true });
    await queue.submit(fact(1), PERSON);
    expect((await queue.submit(intention(), PERSON)).is).toBe("needs_line");
    plant.line = () => "up";
    expect((await queue.submit(intention(), PERSON)).is).toBe("sealed");
    expect(plant.recorded.map((each) => each.kind)).toEqual([
      "production.count/1",
      "warehouse.release_lot/1",
    ]);
  });

  it.each([
    [408, "timeout"],
    [429, "too_many"],
    [503, "overloaded"],
    [401, "not_signed_in"],
    [403, "new_password_due"],
  ])("an answer %i %s keeps the fact where it is", async (status, code) => {
    const plant = new FakePlant();
    plant.refuse = () => problem(status, code);
    const queue = tab(plant);
    expect((await queue.submit(fact(1), PERSON)).is).toBe("queued");
    expect(queue.snapshot().waiting[0]?.tries).toBe(1);
    expect(queue.snapshot().trouble).not.toBeNull();
  });
});

describe("what is rejected on replay", () => {
  async function replayed(refusal: ReturnType<typeof problem>) {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const queue = tab(plant);
    for (const n of [1, 2, 3]) await queue.submit(fact(n), PERSON);
    plant.line = () => "up";
    plant.refuse = (command) => (command.body.n === 2 ? refusal : null);
    await queue.replay();
    return { plant, queue };
  }

  it("becomes an item that says what, why and what next; the others go on", async () => {
    const { plant, queue } = await replayed(problem(422, "wrong_state", "2026-11-22T08:00:00Z"));
    expect(bodies(plant)).toEqual([1, 3]);
    const [item] = queue.snapshot().rejected;
    expect(item?.what.zh).toBe("计数 2");
    expect(item?.why.zh).toBe("否：wrong_state");
    expect(item?.next.en).toContain("The refusal is recorded");
    expect(item?.canSendAgain).toBe(false);
  });

  it("stays through any replay until a person deals with it", async () => {
    const { queue } = await replayed(problem(422, "wrong_state", "2026-11-22T08:00:00Z"));
    await queue.replay();
    expect(queue.snapshot().rejected).toHaveLength(1);
    await queue.dealWith(queue.snapshot().rejected[0]?.fact.order ?? 0);
    expect(queue.snapshot().rejected).toEqual([]);
  });

  it("can be sent again with the same id if the server kept nothing of it", async () => {
    const { plant, queue } = await replayed(problem(500, "defect"));
    const [item] = queue.snapshot().rejected;
    expect(item?.canSendAgain).toBe(true);
    plant.refuse = () => null;
    await queue.sendAgain(item?.fact.order ?? 0);
    expect(bodies(plant)).toEqual([1, 3, 2]);
    expect(plant.recorded[2]?.id).toBe(item?.fact.id);
    expect(queue.snapshot().rejected).toEqual([]);
  });

  it("cannot be sent again where the refusal is recorded, nor twice dealt with", async () => {
    const { queue } = await replayed(problem(422, "wrong_state", "2026-11-22T08:00:00Z"));
    const order = queue.snapshot().rejected[0]?.fact.order ?? 0;
    await expect(queue.sendAgain(order)).rejects.toThrow(RangeError);
    await queue.dealWith(order);
    await expect(queue.dealWith(order)).rejects.toThrow(RangeError);
  });
});

describe("who and where", () => {
  it("facts go only as the person who entered them", async () => {
    const plant = new FakePlant();
    const store = new MemoryStore();
    const queue = tab(plant, { store });
    plant.line = () => "lost_before";
    await queue.submit(fact(1), PERSON);
    plant.line = () => "up";
    plant.signedIn = "usr_2";
    await queue.replay();
    expect(plant.received).toEqual([]);
    expect((await queue.submit(fact(2), { userId: "usr_2", name: "李强" })).is).toBe("sealed");
    expect(queue.snapshot().waiting.map((each) => each.userName)).toEqual(["王芳"]);
    plant.signedIn = "usr_1";
    await queue.replay();
    expect(bodies(plant)).toEqual([2, 1]);
  });

  it("another person who signs in in the middle stops it", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const queue = tab(plant);
    for (const n of [1, 2]) await queue.submit(fact(n), PERSON);
    plant.line = () => "up";
    plant.refuse = () => {
      plant.signedIn = "usr_2";
      return null;
    };
    await queue.replay();
    expect(bodies(plant)).toEqual([1]);
    expect(queue.snapshot().waiting.map((each) => each.body.n)).toEqual([2]);
  });

  it("two tabs send each fact once", async () => {
    const plant = new FakePlant();
    const [store, locks] = [new MemoryStore(), lockManager()];
    const shared = { store, inTurn: turnsBy(locks) };
    const [left, right] = [tab(plant, shared), tab(plant, shared)];
    plant.line = () => "lost_before";
    for (const n of [1, 3, 5]) await left.submit(fact(n), PERSON);
    for (const n of [2, 4]) await right.submit(fact(n), PERSON);
    plant.line = () => "up";
    await Promise.all([left.replay(), right.replay(), left.replay()]);
    expect(plant.received.map((each) => each.body.n)).toEqual([1, 3, 5, 2, 4]);
  });

  it("a fact that the other tab sent gives its receipt here", async () => {
    const plant = new FakePlant();
    const [store, locks] = [new MemoryStore(), lockManager()];
    const shared = { store, inTurn: turnsBy(locks) };
    const [left, right] = [tab(plant, shared), tab(plant, shared)];
    const ends = await Promise.all([left.submit(fact(1), PERSON), right.submit(fact(2), PERSON)]);
    expect(ends.map((each) => each.is)).toEqual(["sealed", "sealed"]);
    expect(bodies(plant)).toEqual([1, 2]);
  });

  it("a reload finds what waited", async () => {
    const plant = new FakePlant();
    const store = new MemoryStore();
    plant.line = () => "lost_before";
    await tab(plant, { store }).submit(fact(1), PERSON);
    plant.line = () => "up";
    const reloaded = tab(plant, { store });
    await reloaded.replay();
    expect(bodies(plant)).toEqual([1]);
  });

  it("the same id twice is one fact, and with other content an error", async () => {
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    const queue = tab(plant);
    await queue.submit(fact(1, { id: "one" }), PERSON);
    await queue.submit(fact(1, { id: "one" }), PERSON);
    expect(queue.snapshot().waiting).toHaveLength(1);
    await expect(queue.submit(fact(2, { id: "one" }), PERSON)).rejects.toThrow(IdTaken);
  });
});

describe("a device that keeps nothing", () => {
  it("sends a fact at once, and says if that fails too", async () => {
    const plant = new FakePlant();
    const store = new MemoryStore();
    store.isBroken = true;
    const queue = tab(plant, { store });
    expect((await queue.submit(fact(1), PERSON)).is).toBe("sealed");
    plant.line = () => "lost_before";
    expect((await queue.submit(fact(2), PERSON)).is).toBe("needs_line");
    await queue.replay();
    expect(queue.snapshot().trouble?.en).toContain("keeps nothing on this device");
  });

  it("a defect of this program is thrown and the fact stays", async () => {
    const plant = new FakePlant();
    const send = () => Promise.reject(new TypeError("defect"));
    const queue = tab(plant, { send });
    await expect(queue.submit(fact(1), PERSON)).rejects.toThrow(TypeError);
    expect(queue.snapshot()).toMatchObject({ isSending: false, waiting: [{ body: { n: 1 } }] });
  });
});

describe("a line that breaks at random", () => {
  it.each([1, 2, 3, 4, 5])("records every fact once and in order (run %i)", async (seed) => {
    const chance = sequence(seed);
    const plant = new FakePlant();
    const [store, locks] = [new MemoryStore(), lockManager()];
    const tabs = [0, 1].map(() => tab(plant, { store, inTurn: turnsBy(locks) }));
    const lines = ["up", "lost_before", "lost_after"] as const;
    plant.line = () => lines[Math.floor(chance() * 3)] ?? "up";
    plant.refuse = (command) =>
      Number(command.body.n) % 7 === 3 ? problem(422, "wrong_state", "recorded") : null;
    const shown = new Set<unknown>();
    for (let n = 0; n < 40; n++) {
      const outcome = await tabs[n % 2]?.submit(fact(n), PERSON);
      if (outcome?.is === "refused") shown.add(n);
    }
    plant.line = () => "up";
    await Promise.all(tabs.map((each) => each.replay()));
    for (const { fact: each } of tabs[0]?.snapshot().rejected ?? []) shown.add(each.body.n);
    const all = Array.from({ length: 40 }, (_, n) => n);
    expect(bodies(plant)).toEqual(all.filter((n) => n % 7 !== 3));
    expect([...shown].sort((a, b) => Number(a) - Number(b))).toEqual(
      all.filter((n) => n % 7 === 3),
    );
    expect(await store.all()).toHaveLength(tabs[0]?.snapshot().rejected.length ?? 0);
  });
});

/** Numbers in [0, 1), the same for the same seed (a linear congruential generator). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
