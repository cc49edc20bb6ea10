import { expect, test } from "vitest";
import { type Lent, lentFor } from "./acting";

function lent(behalf: string, ...permissions: string[]): Lent {
  const time = { valid_from: "2026-01-01T00:00:00Z", valid_until: "2026-02-01T00:00:00Z" };
  return { delegation_id: `of ${behalf}`, behalf, name: behalf, permissions, ...time };
}

test("a person who lent a permission twice is named once, others who lent something else are not", () => {
  const given = [lent("usr_1", "a.b"), lent("usr_1", "a.b", "a.c"), lent("usr_2", "a.c")];
  expect(lentFor("a.b", given).map(({ behalf }) => behalf)).toEqual(["usr_1"]);
  expect(lentFor("a.c", given).map(({ behalf }) => behalf)).toEqual(["usr_1", "usr_2"]);
  expect(lentFor("a.d", given)).toEqual([]);
});
