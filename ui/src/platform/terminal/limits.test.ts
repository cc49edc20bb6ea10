import { describe, expect, it } from "vitest";
import { scaleOf } from "./limits";

describe("the scale of limits", () => {
  it("leaves room outside both limits", () => {
    const scale = scaleOf(10, 20, 15, []);
    expect(scale.low).toBeCloseTo(1 / 6);
    expect(scale.high).toBeCloseTo(5 / 6);
    expect(scale.target).toBeCloseTo(0.5);
  });

  it("shows what was measured far outside", () => {
    const scale = scaleOf(10, 20, null, [100]);
    expect(scale.at(100)).toBeLessThan(1);
    expect(scale.at(100)).toBeGreaterThan(scale.high ?? 1);
  });

  it("does with one limit, one value or nothing", () => {
    expect(scaleOf(null, 0.3, null, []).high).toBeCloseTo(0.5);
    expect(scaleOf(null, null, null, [0]).at(0)).toBeCloseTo(0.5);
    expect(scaleOf(null, null, null, []).at(0.5)).toBe(0.5);
  });
});
