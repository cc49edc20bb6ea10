import { expect, test } from "vitest";
import { bySort, EVERYTHING, isTaken, isWhole, lotsOf, tallyKey } from "./scope";
import type { Row } from "./types";

const ROW: Row = {
  id: "lot_1",
  kind: "warehouse.lot",
  unit: "lot",
  name: "IV-1",
  state: "released",
  state_label: { en: "released", zh: "已放行" },
  tone: "good",
  is_held: false,
  is_possible: true,
  item_id: "itm_1",
  item: "DV",
  item_name: 'Set, "sterile"',
  level: -1,
};

test("everything takes every row", () => {
  expect(isWhole(EVERYTHING)).toBe(true);
  expect(isTaken(ROW, EVERYTHING)).toBe(true);
});

test("a group that is left out, and what is only possible, are not taken", () => {
  const left = new Set([tallyKey(ROW)]);
  expect(isTaken(ROW, { left, isPossibleTaken: true })).toBe(false);
  expect(isTaken(ROW, { left: new Set(), isPossibleTaken: false })).toBe(false);
  expect(isTaken({ ...ROW, state: "rejected" }, { left, isPossibleTaken: true })).toBe(true);
});

test("packages of all levels are packages", () => {
  const counted = bySort([
    { unit: "box", units: 2 },
    { unit: "carton", units: 1 },
    { unit: "lot", units: 5 },
  ]);
  expect([...counted]).toEqual([
    ["package", 3],
    ["lot", 5],
  ]);
});

test("lots are what can be held at once", () => {
  expect(lotsOf([ROW, { ...ROW, id: "ser_2", kind: "warehouse.serial" }])).toEqual(["lot_1"]);
});
