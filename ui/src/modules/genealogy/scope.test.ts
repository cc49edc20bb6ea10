import { expect, test } from "vitest";
import { bySort, csvOf, EVERYTHING, isTaken, isWhole, tallyKey } from "./scope";
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

test("a spreadsheet gets quoted cells and no formulas", () => {
  const words = { yes: "是", no: "否", language: "zh" } as const;
  const csv = csvOf(["号码"], [{ ...ROW, name: "=1+1" }], words);
  expect(csv).toContain("'=1+1");
  expect(csv).toContain('"Set, ""sterile"""');
  expect(csv).toContain("已放行,否,是,-1\r\n");
  expect(csv.startsWith("\ufeff号码\r\n")).toBe(true);
});
