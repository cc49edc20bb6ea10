import { expect, test } from "vitest";
import { sectionsOf } from "./sections";
import type { Overview } from "./types";

const NEAR = { count: 0, units: [] };
const LOT: Overview = {
  subject: "lot_1",
  unit: "lot",
  record: { id: "lot_1", state: "released" },
  state_label: { en: "released", zh: "已放行" },
  is_expired: false,
  places: [],
  holds: [],
  came_from: NEAR,
  went_into: NEAR,
  signatures: [],
  people: [],
  hidden: [],
};
const names = (found: Overview, hasLabels = false) =>
  sectionsOf(found, hasLabels).map(({ name }) => name);

test("a lot of which nothing is known shows what every unit has", () => {
  expect(names(LOT)).toEqual([
    "identity",
    "places",
    "came_from",
    "went_into",
    "documents",
    "latest",
  ]);
});

test("contents are only those of packages, and labels only where there are some", () => {
  expect(names({ ...LOT, contents: [] })).toContain("contents");
  expect(names(LOT, true)).toContain("label");
});

test("what permissions hide is a section that says so", () => {
  const shown = sectionsOf({ ...LOT, hidden: ["shipments"] }, false);
  expect(shown.find(({ name }) => name === "shipments")).toMatchObject({ isHidden: true });
});

test("a hold and a value outside its limits mark their sections", () => {
  const reading = { verdict: "outside" } as NonNullable<Overview["readings"]>[number];
  const shown = sectionsOf({ ...LOT, holds: [{ id: "hld_1" }], readings: [reading] }, false);
  expect(shown.filter(({ isOdd }) => isOdd).map(({ name }) => name)).toEqual([
    "identity",
    "parameters",
  ]);
});

test("a result that was corrected does not mark the inspections", () => {
  const inspection = (state: string) =>
    ({ state: "accepted", results: [{ within: false, state }] }) as NonNullable<
      Overview["inspections"]
    >[number];
  const isOdd = (state: string) =>
    sectionsOf({ ...LOT, inspections: [inspection(state)] }, false).some((each) => each.isOdd);
  expect(isOdd("standing")).toBe(true);
  expect(isOdd("superseded")).toBe(false);
});
