import type { Told } from "@platform/api/types";
import { expect, it } from "vitest";
import { byDay, clockOf } from "./days";

const told = (seq: number, recorded: string) => ({ seq, recorded }) as Told;

it("days are those of the site, newest first as given", () => {
  const entries = [
    told(9, "2026-04-02T16:30:00.000000Z"),
    told(8, "2026-04-02T15:59:59.000000Z"),
    told(7, "2026-04-01T16:00:00.000000Z"),
    told(6, "2026-04-01T15:00:00.000000Z"),
  ];
  const days = byDay(entries, "Asia/Shanghai");
  expect(days.map(({ day, entries }) => [day, entries.map(({ seq }) => seq)])).toEqual([
    ["2026-04-03", [9]],
    ["2026-04-02", [8, 7]],
    ["2026-04-01", [6]],
  ]);
});

it("the clock is the site's", () => {
  expect(clockOf("2026-04-02T16:30:05.123456Z", "Asia/Shanghai")).toBe("00:30:05");
});
