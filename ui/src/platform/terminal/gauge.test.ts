import { describe, expect, it } from "vitest";
import { gaugeReading, isUnit } from "./gauge";

describe("a gauge's text", () => {
  it.each([
    ["12.34", "12.34", null],
    ["+0012.340mm", "12.340", "mm"],
    ["-0.05 mm", "-0.05", "mm"],
    ["01A+00012.345", "12.345", null],
    ["CH1: 00.825", "0.825", null],
    ["2.1N/15mm", "2.1", "N/15mm"],
    ["D1=6,02", "6.02", null],
    ["-0.00", "0.00", null],
    ["36.5°C", "36.5", "°C"],
  ])("%s is read", (text, value, unit) => {
    expect(gaugeReading(text)).toEqual({ value, unit });
  });

  it.each(["LOT-2024-01", "", "12.3.4", "(01)06948000000016", "1 234", "0694800000001610ABC"])(
    "%s is no reading",
    (text) => expect(gaugeReading(text)).toBeNull(),
  );

  it("is compared with the unit that the plan wants", () => {
    expect(isUnit(null, "mm")).toBe(true);
    expect(isUnit("MM", "mm")).toBe(true);
    expect(isUnit("℃", "Cel")).toBe(true);
    expect(isUnit("in", "mm")).toBe(false);
  });
});
