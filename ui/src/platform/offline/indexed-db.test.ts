import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import type { Fact } from "./fact";
import { indexedDbStore } from "./indexed-db";
import { FakePlant, fact, PERSON, tab } from "./plant-fixture";
import { StoreFailed } from "./store";

function kept(id: string): Omit<Fact, "order"> {
  return {
    ...fact(1),
    id,
    occurred: "2026-11-22T08:00:00Z",
    entered: "2026-11-22T08:00:00Z",
    userId: "usr_1",
    userName: "王芳",
    tries: 0,
    rejection: null,
  };
}

describe("facts in IndexedDB", () => {
  it("are there after a reload, in the order in which they came", async () => {
    const factory = new IDBFactory();
    const first = indexedDbStore(factory);
    for (const id of ["b", "a", "c"]) await first.add(kept(id));
    const after = indexedDbStore(factory);
    expect((await after.all()).map((each) => each.id)).toEqual(["b", "a", "c"]);
    expect(await after.all()).toEqual(await first.all());
  });

  it("keep their place when changed, and numbers are not used again", async () => {
    const store = indexedDbStore(new IDBFactory());
    const [one, two] = [await store.add(kept("one")), await store.add(kept("two"))];
    await store.put({ ...one, tries: 3 });
    expect((await store.all()).map((each) => each.tries)).toEqual([3, 0]);
    await store.remove(two.order);
    const three = await store.add(kept("three"));
    expect(three.order).toBeGreaterThan(two.order);
  });

  it("are one for one id, also when two tabs add it at once", async () => {
    const factory = new IDBFactory();
    const tabs = [indexedDbStore(factory), indexedDbStore(factory)];
    const added = await Promise.all(tabs.map((store) => store.add(kept("same"))));
    expect(added[0]).toEqual(added[1]);
    expect(await tabs[0]?.all()).toHaveLength(1);
  });

  it("fail by name where the browser keeps nothing", async () => {
    const closed = { open: () => failing() } as unknown as IDBFactory;
    await expect(indexedDbStore(closed).add(kept("x"))).rejects.toThrow(StoreFailed);
  });

  it("open again after another tab has upgraded", async () => {
    const factory = new IDBFactory();
    const store = indexedDbStore(factory);
    await store.add(kept("x"));
    await new Promise((resolve) => {
      factory.deleteDatabase("lotproof").onsuccess = resolve;
    });
    await store.add(kept("y"));
    expect((await store.all()).map((each) => each.id)).toEqual(["y"]);
  });

  it("carry a queue through a reload", async () => {
    const factory = new IDBFactory();
    const plant = new FakePlant();
    plant.line = () => "lost_before";
    await tab(plant, { store: indexedDbStore(factory) }).submit(fact(1), PERSON);
    plant.line = () => "up";
    await tab(plant, { store: indexedDbStore(factory) }).replay();
    expect(plant.recorded.map((each) => each.body.n)).toEqual([1]);
  });
});

function failing(): Partial<IDBOpenDBRequest> {
  const request: { onerror?: () => void; error: DOMException } = {
    error: new DOMException("private", "InvalidStateError"),
  };
  queueMicrotask(() => request.onerror?.());
  return request as Partial<IDBOpenDBRequest>;
}
