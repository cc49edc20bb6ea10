import { describe, expect, it } from "vitest";
import { compare, fitsDecimals, isDecimal, least, minus, shareOf, sum } from "./decimal";

describe("decimal texts", () => {
  it("add up exactly where floating point does not", () => {
    expect(sum("0.1", "0.2")).toBe("0.3");
    expect(minus("22.32", "22.3", "0.02")).toBe("0");
    expect(minus("1", "1.5")).toBe("-0.5");
    expect(sum("9007199254740993", "1")).toBe("9007199254740994");
  });

  it("compare by value, not by spelling", () => {
    expect(compare("1.50", "1.5")).toBe(0);
    expect(compare("-2", "-1.99")).toBe(-1);
    expect(least("10", "9.99")).toBe("9.99");
  });

  it("share out material rounded up", () => {
    expect(shareOf("12", "500", "1000", 3)).toBe("6");
    expect(shareOf("2", "1", "3", 2)).toBe("0.67");
    expect(shareOf("1", "7", "1000", 0)).toBe("1");
  });

  it("fit their unit or not", () => {
    expect(fitsDecimals("1.25", 2)).toBe(true);
    expect(fitsDecimals("1.250", 2)).toBe(false);
    expect(fitsDecimals("x", 0)).toBe(true);
  });

  it("are refused where they are none", () => {
    expect(isDecimal("1,5")).toBe(false);
    expect(() => sum("")).toThrow(RangeError);
    expect(() => shareOf("1", "1", "0", 0)).toThrow(RangeError);
  });
});
