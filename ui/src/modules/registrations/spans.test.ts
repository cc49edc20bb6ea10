import { describe, expect, it } from "vitest";
import { spanOf, toneOf } from "./spans";

describe("how far ahead one looks", () => {
  it("is what the address says, if it is offered", () => {
    expect(spanOf("180")).toBe(180);
  });

  it.each([null, "", "7", "x", "-30"])("is ninety days for %s", (text) => {
    expect(spanOf(text)).toBe(90);
  });
});

describe("the tone of what ends", () => {
  it.each([
    [-1, "bad"],
    [0, "warn"],
    [30, "warn"],
    [31, "plain"],
  ] as const)("of %i days left is %s", (days, tone) => {
    expect(toneOf(days)).toBe(tone);
  });
});
