import { expect, test } from "vitest";
import { limitsOf } from "./limits";

const amount = (decimal: string, unit: string | undefined) => `${decimal} ${unit}`;

test("limits are said with their unit", () => {
  const unit = "kPa";
  expect(limitsOf({ low: "1", high: "3", unit }, amount)).toBe("1 kPa – 3 kPa");
  expect(limitsOf({ low: "1", high: "3", target: "2", unit }, amount)).toBe(
    "1 kPa – 3 kPa (2 kPa)",
  );
  expect(limitsOf({ low: "1", unit }, amount)).toBe("≥ 1 kPa");
  expect(limitsOf({ high: "3", unit }, amount)).toBe("≤ 3 kPa");
  expect(limitsOf({ target: "2", unit }, amount)).toBe("2 kPa");
  expect(limitsOf({ unit }, amount)).toBe("");
});
