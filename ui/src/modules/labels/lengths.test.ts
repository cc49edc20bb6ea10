import { expect, it } from "vitest";
import { between, micrometres, millimetres, snapped } from "./lengths";

it.each([
  ["80", 80_000],
  ["3.2", 3_200],
  ["0.25", 250],
  ["0.001", 1],
])("%s mm are whole micrometres and back", (text, um) => {
  expect(micrometres(text)).toBe(um);
  expect(millimetres(um)).toBe(text);
});

it.each(["", "-1", "1,5", "abc", "1.2345", "1e3"])("%j is no length", (text) => {
  expect(micrometres(text)).toBeNull();
});

it("lengths snap and stay within bounds", () => {
  expect(snapped(1_260, 500)).toBe(1_500);
  expect(between(-5, 0, 10)).toBe(0);
  expect(between(50, 0, 10)).toBe(10);
});
