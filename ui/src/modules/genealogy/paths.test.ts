import { expect, test } from "vitest";
import { between, neighboursOf, stepped } from "./paths";
import type { GraphEdge, GraphNode } from "./types";

const WORD = { en: "", zh: "" };
const edge = (from: string, to: string): GraphEdge => ({
  from,
  to,
  kind: "consumed",
  label: WORD,
  is_possible: false,
});
const node = (id: string, level: number, y: number): GraphNode => ({
  id,
  kind: "warehouse.lot",
  unit: "lot",
  name: id,
  state: "released",
  state_label: WORD,
  tone: "good",
  is_held: false,
  is_possible: false,
  level,
  rank: level,
  x: level * 260,
  y,
});

/** Two ways from a to d, and a side branch x. */
const ways = neighboursOf([
  edge("a", "b"),
  edge("a", "c"),
  edge("b", "d"),
  edge("c", "d"),
  edge("a", "x"),
]);

test("all ways between two nodes are on the path, and nothing beside them", () => {
  expect([...between(ways, "a", "d")].sort()).toEqual(["a", "b", "c", "d"]);
});

test("the path is the same from either end", () => {
  expect(between(ways, "d", "a")).toEqual(between(ways, "a", "d"));
});

test("nodes without a way between them are alone", () => {
  expect([...between(ways, "x", "d")].sort()).toEqual(["d", "x"]);
});

test("a circle comes to an end", () => {
  const circle = neighboursOf([edge("a", "b"), edge("b", "a")]);
  expect(between(circle, "a", "b").size).toBe(2);
});

test("arrows lead along ways and within the level, to what is nearest", () => {
  const nodes = [node("a", 0, 0), node("b", 1, 0), node("c", 1, 64), node("d", 2, 40)];
  expect(stepped(nodes, ways, "a", "ArrowRight")).toBe("b");
  expect(stepped(nodes, ways, "d", "ArrowLeft")).toBe("c");
  expect(stepped(nodes, ways, "b", "ArrowDown")).toBe("c");
  expect(stepped(nodes, ways, "b", "ArrowUp")).toBeNull();
  expect(stepped(nodes, ways, "gone", "ArrowUp")).toBe("a");
});
