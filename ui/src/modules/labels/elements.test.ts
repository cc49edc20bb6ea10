import { expect, it } from "vitest";
import {
  boxOf,
  type Design,
  fromRecord,
  isOutside,
  type LabelElement,
  moved,
  newElement,
  resized,
} from "./elements";

const design: Design = { width: "80", height: "50", elements: [] };
const element: LabelElement = {
  kind: "text",
  from_left: "2",
  from_top: "2",
  width: "30",
  height: "4",
  unit: "mm",
  content: "x",
  letters: "3",
};

it("moves on the grid and stops at the edge", () => {
  expect(boxOf(moved(element, { x: 700, y: -9_000 }, design))).toMatchObject({
    left: 2_500,
    top: 0,
  });
  expect(boxOf(moved(element, { x: 900_000, y: 900_000 }, design))).toMatchObject({
    left: 50_000,
    top: 46_000,
  });
});

it("changes size only where it is pulled, within the label", () => {
  expect(boxOf(resized({ ...element, height: "4.2" }, { x: 500, y: 0 }, design))).toMatchObject({
    width: 30_500,
    height: 4_200,
  });
  expect(boxOf(resized(element, { x: 900_000, y: -900_000 }, design))).toMatchObject({
    width: 78_000,
    height: 200,
  });
});

it.each(["text", "code", "interpretation", "sign", "line"] as const)(
  "a new %s fits on a small label",
  (kind) => {
    const small: Design = { width: "12", height: "8", elements: [] };
    expect(isOutside(newElement(kind, small), small)).toBe(false);
  },
);

it("says what goes over the edge", () => {
  expect(isOutside({ ...element, width: "79" }, design)).toBe(true);
  expect(isOutside(element, design)).toBe(false);
});

it("a stored element becomes one of a command", () => {
  const stored = { template_id: "ltp_1", position: 3, sign: null, ...element };
  expect(fromRecord(stored)).toEqual(element);
});
