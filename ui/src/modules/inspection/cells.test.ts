import { describe, expect, it } from "vitest";
import { byCell, type Cell, keyOf, nextMissing, progressOf, windowOf } from "./cells";
import type { Characteristic, Result } from "./records";

const characteristics = ["chr_1", "chr_2"].map((id) => ({ id }) as Characteristic);

function result(characteristicId: string, sample: number, more: Partial<Result> = {}): Result {
  return {
    characteristic_id: characteristicId,
    sample,
    within: true,
    state: "standing",
    ...more,
  } as Result;
}

describe("what is measured next", () => {
  const known = new Set(["chr_1 1", "chr_1 3"]);
  const next = (order: "characteristic" | "sample", from: Cell | null = null) => {
    const cell = nextMissing(characteristics, 3, (each) => known.has(keyOf(each)), order, from);
    return cell && keyOf(cell);
  };

  it("is the first gap, by characteristic or by sample", () => {
    expect(next("characteristic")).toBe("chr_1 2");
    expect(next("sample")).toBe("chr_2 1");
  });

  it("goes on behind the last and comes round to what was left out", () => {
    expect(next("characteristic", { characteristicId: "chr_1", sample: 3 })).toBe("chr_2 1");
    const rest = (cell: Cell) => keyOf(cell) !== "chr_1 2";
    const from = { characteristicId: "chr_2", sample: 3 };
    expect(nextMissing(characteristics, 3, rest, "characteristic", from)).toEqual({
      characteristicId: "chr_1",
      sample: 2,
    });
    expect(nextMissing(characteristics, 3, () => true, "sample")).toBeNull();
    expect(nextMissing([], 3, () => false, "sample")).toBeNull();
  });
});

describe("how far it is", () => {
  it("counts each cell once, every result outside, and none that was corrected", () => {
    const cells = byCell([
      result("chr_1", 1),
      result("chr_1", 1, { within: false }),
      result("chr_2", 1, { within: false, state: "superseded" }),
      result("chr_2", 2, { within: false }),
      result("chr_2", 9),
    ]);
    expect(progressOf(characteristics, 3, cells)).toEqual({ planned: 6, found: 2, outside: 2 });
  });
});

it("a table of ten thousand samples shows those around the present one", () => {
  expect(windowOf(1, 3)).toEqual([1, 2, 3]);
  expect(windowOf(5000, 10_000)).toHaveLength(12);
  expect(windowOf(5000, 10_000)).toContain(5000);
  expect(windowOf(10_000, 10_000).pop()).toBe(10_000);
});
