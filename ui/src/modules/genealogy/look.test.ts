import { expect, test } from "vitest";
import { cut, labelOf } from "./look";
import type { GraphNode } from "./types";

const NODE: GraphNode = {
  id: "lot_1",
  kind: "warehouse.lot",
  unit: "lot",
  name: "IV-2600034",
  state: "released",
  state_label: { en: "released", zh: "已放行" },
  tone: "good",
  is_held: false,
  is_possible: false,
  item_id: "itm_7",
  item: "DV-IVSET",
  level: 0,
  rank: 0,
  x: 0,
  y: 0,
};
const words = (language: "en" | "zh") => ({
  say: (text: { en: string; zh: string }) => text[language],
  items: new Map([["itm_7", language === "zh" ? "一次性使用输液器 带针 加长型" : "Infusion set"]]),
  group: (count: number) => `×${count}`,
  possible: "maybe",
});

test("what does not fit a line is cut; Chinese characters take two places", () => {
  expect(cut("abcdef", 4)).toBe("abcd…");
  expect(cut("一二三四", 4)).toBe("一二…");
  expect(cut("abc", 4)).toBe("abc");
});

test("a label names the unit, and the state is never cut off", () => {
  expect(labelOf(NODE, words("en"))).toBe("IV-2600034\nInfusion set · released");
  expect(labelOf(NODE, words("zh"))).toMatch(/^IV-2600034\n一次性.*… · 已放行$/);
});

test("a group says how many it has", () => {
  const group = { count: 698, first: "a", last: "b", first_name: "QS1", last_name: "QS698" };
  expect(labelOf({ ...NODE, group }, words("en"))).toMatch(/^×698: QS1/);
});
