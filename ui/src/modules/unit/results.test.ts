import { expect, test } from "vitest";
import { byCharacteristic } from "./results";
import type { Result } from "./types";

const WORD = { en: "", zh: "" };
function result(code: string, sample: number, more: Partial<Result>): Result {
  return {
    id: `res_${code}${sample}`,
    characteristic: code,
    code,
    sample,
    within: true,
    state: "standing",
    state_label: WORD,
    by: "usr_1",
    at: "2026-01-01T00:00:00Z",
    ...more,
  };
}

test("values of a characteristic stand together with their range as texts", () => {
  const [only] = byCharacteristic([
    result("SEAL", 1, { value: "10.0", unit_of_measure: "N" }),
    result("SEAL", 2, { value: "9.50", unit_of_measure: "N" }),
  ]);
  expect(only).toMatchObject({
    samples: 2,
    isGood: true,
    range: { first: "9.50", last: "10.0" },
    unitOf: "N",
  });
});

test("one value outside makes the characteristic bad and is marked", () => {
  const [only] = byCharacteristic([
    result("SEAL", 1, { value: "1" }),
    result("SEAL", 2, { value: "9", within: false }),
  ]);
  expect(only?.isGood).toBe(false);
  expect([...(only?.outside ?? [])]).toEqual([1]);
});

test("what was corrected does not count", () => {
  const found = byCharacteristic([
    result("LEAK", 1, { passed: false, within: false, state: "superseded" }),
    result("LEAK", 1, { passed: true }),
  ]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ isGood: true, samples: 1, values: [], range: null });
});
