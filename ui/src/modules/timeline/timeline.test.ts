import type { Told } from "@platform/api/types";
import { expect, test } from "vitest";
import { daysOf, isLate } from "./days";
import { filtersOf, isFiltered, questionOf, searchOf } from "./filters";

const told = (seq: number, recorded: string, occurred: string | null = null) =>
  ({ seq, recorded, occurred }) as Told;

test("neighbours of one day stand together, by when it happened", () => {
  const days = daysOf(
    [
      told(3, "2026-03-05T01:00:00Z", "2026-03-04T22:00:00Z"),
      told(2, "2026-03-04T08:00:00Z"),
      told(1, "2026-03-03T08:00:00Z"),
    ],
    (instant) => instant.slice(0, 10),
  );
  expect(days.map(({ day, entries }) => [day, entries.map(({ seq }) => seq)])).toEqual([
    ["2026-03-04", [3, 2]],
    ["2026-03-03", [1]],
  ]);
});

test("what was entered an hour after it happened is late", () => {
  expect(isLate(told(1, "2026-03-05T02:00:00Z", "2026-03-05T01:00:00Z"))).toBe(true);
  expect(isLate(told(1, "2026-03-05T01:00:00Z", "2026-03-05T01:00:00Z"))).toBe(false);
  expect(isLate(told(1, "2026-03-05T01:00:00Z"))).toBe(false);
});

test("filters survive the address", () => {
  const filters = {
    kinds: ["warehouse.move_stock/1", "warehouse.release_lot/1"],
    outcome: "refused" as const,
    from: "2026-03-01",
    to: null,
    isBy: true,
  };
  expect(filtersOf(searchOf(filters))).toEqual(filters);
  expect(isFiltered(filters)).toBe(true);
});

test("what an address says wrongly filters nothing", () => {
  const filters = filtersOf(new URLSearchParams("outcome=maybe&from=yesterday"));
  expect(isFiltered(filters)).toBe(false);
});

test("days are those of the plant's zone", () => {
  const filters = { ...filtersOf(new URLSearchParams()), from: "2026-03-04", to: "2026-03-04" };
  expect(questionOf("lot_1", filters, "Asia/Shanghai")).toMatchObject({
    subject: "lot_1",
    from: "2026-03-03T16:00:00.000Z",
    to: "2026-03-04T15:59:59.999Z",
  });
});
