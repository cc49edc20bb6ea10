import { expect, test } from "vitest";
import { leftUntil } from "./left";
import { grouped, isWholeDay, moduleOf } from "./permissions";
import { byPerson, fitting, type Line, whoDecides } from "./review-lines";
import type { UseAnswer } from "./types";

const NOON = Date.parse("2026-03-01T12:00:00Z");

test("the time that is left counts the minute that has begun, and is none once it is over", () => {
  expect(leftUntil("2026-03-02T14:05:30Z", NOON)).toEqual({ days: 1, hours: 2, minutes: 6 });
  expect(leftUntil("2026-03-01T12:00:00.001Z", NOON)).toEqual({ days: 0, hours: 0, minutes: 1 });
  expect(leftUntil("2026-03-01T12:00:00Z", NOON)).toBeNull();
});

test("permissions stand with their modules", () => {
  expect(grouped(["items.b", "parties.read", "items.a"])).toEqual([
    { module: "items", permissions: ["items.a", "items.b"] },
    { module: "parties", permissions: ["parties.read"] },
  ]);
  expect(moduleOf("nothing")).toBe("");
});

test("a day that goes on is whole for who has it still; a past one only to its end", () => {
  const day = { from: "2026-03-01T00:00:00Z", told_until: "2026-03-01T12:00:00Z" };
  const still = { from: day.from, until: "2026-03-01T12:00:00Z" };
  expect(isWholeDay(still, day)).toBe(true);
  expect(isWholeDay(still, { ...day, told_until: "2026-03-02T00:00:00Z" })).toBe(false);
  expect(isWholeDay({ ...still, from: "2026-03-01T01:00:00Z" }, day)).toBe(false);
});

const line = (position: number, user_id: string, more: Partial<Line> = {}): Line => ({
  review_id: "arv_1",
  position,
  user_id,
  role_id: "rol_1",
  scope: [],
  decision: "open",
  ...more,
});
const { role_id: _, ...lent } = line(3, "usr_2", { delegation_id: "dlg_1" });
const USE: UseAnswer = {
  used: [
    { user_id: "usr_1", role_id: "rol_1", behalf: null, seq: 7, recorded: "2026-03-01T00:00:00Z" },
    { user_id: "usr_2", role_id: null, behalf: "usr_9", seq: 8, recorded: "2026-03-01T00:00:00Z" },
  ],
  since: { usr_1: null, usr_2: null },
  signed_in: { usr_1: "2026-03-01T00:00:00Z" },
  conflicts: {},
};

test("lines stand with their person; what was done on behalf is use of the delegation alone", () => {
  const lines = [line(1, "usr_1"), line(2, "usr_2"), lent];
  const [one, two] = byPerson(lines, new Map([["dlg_1", "usr_9"]]), USE);
  expect(one?.lines.map(({ used }) => used?.seq)).toEqual([7]);
  expect(two?.lines.map(({ used }) => used?.seq)).toEqual([undefined, 8]);
  expect(two && fitting(two, "unused")?.lines.map((each) => each.line.position)).toEqual([2]);
  expect(one && fitting(one, "conflicts")).toBeNull();
});

test("nobody decides about themselves, and others only about the responsible person", () => {
  expect(whoDecides(line(1, "usr_1"), "usr_1", "usr_1")).toBe("own");
  expect(whoDecides(line(1, "usr_2"), "usr_1", "usr_1")).toBe("may");
  expect(whoDecides(line(1, "usr_1"), "usr_1", "usr_3")).toBe("may");
  expect(whoDecides(line(1, "usr_2"), "usr_1", "usr_3")).toBe("not_responsible");
});
