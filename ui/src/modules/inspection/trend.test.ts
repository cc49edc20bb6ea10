import type { Ink } from "@platform/chart/ink";
import { expect, it } from "vitest";
import type { Characteristic, Result } from "./records";
import { pointsOf, rangeOf, trendOption } from "./trend";

function result(id: string, value: string | undefined, more: Partial<Result> = {}): Result {
  return { id, value, within: true, state: "standing", inspection_id: "ins_1", ...more } as Result;
}

const limits = { low: "0.8", high: "0.83" } as Characteristic;

it("values stand in the order of their measurement, corrected ones left out", () => {
  const points = pointsOf(
    [
      result("res_10", "3"),
      result("res_9", "2", { inspection_id: "ins_0" }),
      result("res_11", "9", { state: "superseded" }),
      result("res_12", undefined),
    ],
    "ins_1",
  );
  expect(points.map((point) => [point.value, point.isOwn])).toEqual([
    ["2", false],
    ["3", true],
  ]);
});

it("limits and values have room, and no limit is rounded", () => {
  expect(rangeOf([], limits)[0]).toBeLessThan(0.8);
  expect(rangeOf(pointsOf([result("res_1", "1.2")], ""), limits)[1]).toBeGreaterThan(1.2);
  expect(rangeOf([], {} as Characteristic)).toEqual([0, 1]);
  const option = trendOption([], limits, {} as Ink, { low: (v) => v, high: (v) => v });
  expect(JSON.stringify(option)).toContain('"precision":12');
});
