import { expect, it } from "vitest";
import { labelWidth, layoutOf } from "./life-layout";

const order = {
  planned: ["released", "cancelled"],
  released: ["in_progress", "cancelled"],
  in_progress: ["closed", "cancelled"],
  closed: [],
  cancelled: [],
};

it("states stand in columns by how many moves they are from the beginning", () => {
  const { states, moves } = layoutOf(order, (state) => state);
  const x = (state: string) => states.find((each) => each.state === state)?.x ?? Number.NaN;
  expect(x("planned")).toBeLessThan(x("released"));
  expect(x("released")).toBe(x("cancelled"));
  expect(x("released")).toBeLessThan(x("in_progress"));
  expect(x("in_progress")).toBeLessThan(x("closed"));
  expect(moves.length).toBe(6);
  expect(moves.filter((move) => move.isBack).map(({ from, to }) => [from.state, to.state])).toEqual(
    [
      ["released", "cancelled"],
      ["in_progress", "cancelled"],
    ],
  );
});

it("a state that nothing leads to has a place, too", () => {
  const { states } = layoutOf({ a: ["b"], b: [], orphan: ["b"] }, (state) => state);
  expect(states.map(({ state }) => state).sort()).toEqual(["a", "b", "orphan"]);
});

it("Chinese labels are given room as wide as they are high", () => {
  expect(labelWidth("已放行")).toBe(42);
  expect(labelWidth("abc")).toBeLessThan(30);
});
