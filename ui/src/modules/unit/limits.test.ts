import { expect, test } from "vitest";
import { placed } from "./limits";

test("a value in the middle of its limits stands in the middle of the bar", () => {
  const bar = placed({ low: "165", high: "185" }, ["175"]);
  expect(bar?.values[0]).toBeCloseTo(0.5);
  expect(bar?.low).toBeCloseTo(1 - (bar?.high ?? 0));
});

test("a value outside stays on the bar, beyond the limit", () => {
  const bar = placed({ low: "1", high: "2" }, ["5"]);
  expect(bar?.values[0]).toBeGreaterThan(bar?.high ?? 1);
  expect(bar?.values[0]).toBeLessThan(1);
});

test("one limit alone is placed", () => {
  const bar = placed({ high: "10" }, ["4", "6"]);
  expect(bar?.low).toBeNull();
  expect(bar?.high).toBeGreaterThan(bar?.values[1] ?? 1);
});

test("a value that is its own limit does not divide by nothing", () => {
  expect(placed({ low: "0" }, ["0"])?.values[0]).toBeCloseTo(1 / 7);
});

test("without limits there is no bar", () => {
  expect(placed({}, ["1"])).toBeNull();
});
