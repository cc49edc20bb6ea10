import { describe, expect, it } from "vitest";
import { hasSpread, marksOf, signOf } from "./control";
import type { PlottedPoint } from "./types";

const AT = ["2026-03-02T00:00:00Z", "2026-03-02T00:05:00Z", "2026-03-02T00:10:00Z"] as const;
const POINTS: PlottedPoint[] = AT.map((at) => [at, "5", "1", "3", "4", null] as const);
const SIGNAL = { part: "middle", from: AT[0], at: AT[1], last: AT[2] } as const;

describe("marks of a control chart", () => {
  it("names every point of a run, and signs the one where it was noticed", () => {
    expect(marksOf(POINTS, [{ ...SIGNAL, rule: "nelson_2" }])).toEqual([
      { at: AT[0], part: "middle", sign: "" },
      { at: AT[1], part: "middle", sign: "2" },
      { at: AT[2], part: "middle", sign: "" },
    ]);
  });

  it("names of a rule of single points none between two of them", () => {
    const found = marksOf(POINTS, [{ ...SIGNAL, rule: "nelson_1", at: AT[0], from: AT[0] }]);
    expect(found.map((each) => each.at)).toEqual([AT[0], AT[2]]);
  });

  it("names no point for what is seen in many of them", () => {
    expect(marksOf(POINTS, [{ ...SIGNAL, rule: "drift" }])).toEqual([]);
  });
});

it("says rules by the number that is in use for them", () => {
  expect(["nelson_7", "western_electric_4", "drift"].map(signOf)).toEqual(["7", "W4", "↗"]);
});

it("draws a chart of spread where there is any", () => {
  expect(hasSpread(POINTS)).toBe(false);
  expect(hasSpread([[AT[0], "5", "1", "3", "4", ["1", "0", "1", "2"]]])).toBe(true);
});
