import { describe, expect, it } from "vitest";
import type { Article, Clearance, Operation, OrderStep, Run, WorkOrder } from "./records";
import {
  articlesOver,
  clearanceOver,
  counted,
  latestArticle,
  latestClearance,
  waiting,
} from "./sequence";
import { isFirst, isLast, tasksOf } from "./tasks";

function operation(position: number, kind: Operation["kind"], at?: string): Operation {
  return { routing_id: "rtg_1", position, code: "C", name: "N", kind, workstation_id: at };
}

const routing = [
  operation(1, "line_clearance"),
  operation(2, "process", "wst_1"),
  operation(3, "first_article"),
  operation(4, "packing", "wst_2"),
  operation(5, "labelling"),
];

const order = {
  id: "wor_1",
  number: "WO-1",
  routing_id: "rtg_1",
  quantity: "10",
} as WorkOrder;

function step(position: number, values: Partial<OrderStep>): OrderStep {
  const none = { running: "0", good: "0", scrapped: "0", set_aside: "0", in_rework: "0" };
  return { work_order_id: "wor_1", position, unit: "pcs", arrived: "0", ...none, ...values };
}

describe("the order of operations", () => {
  it("counts what units go through", () => {
    expect(counted(routing)).toEqual([2, 4, 5]);
    expect([isFirst(routing, 2), isLast(routing, 4), isLast(routing, 5)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("says which check covers what", () => {
    expect(clearanceOver(routing, 4)).toBe(1);
    expect(clearanceOver([operation(2, "process")], 2)).toBeNull();
    expect(articlesOver(routing, 2)).toEqual([3]);
    expect(articlesOver(routing, 4)).toEqual([]);
    expect(articlesOver([operation(1, "first_article"), operation(2, "process")], 2)).toEqual([1]);
  });

  it("the last decision counts, by number and not by text", () => {
    const articles = ["far_9", "far_10"].map((id) => ({ id, position: 3 }) as Article);
    expect(latestArticle(articles, 3)?.id).toBe("far_10");
    const clearances = [{ id: "lcl_1", position: 1, workstation_id: "wst_1" } as Clearance];
    expect(latestClearance(clearances, 1, "wst_2")).toBeUndefined();
    expect(latestClearance(clearances, 1, "wst_1")?.id).toBe("lcl_1");
  });
});

describe("what is to be done at a workstation", () => {
  const steps = [
    step(2, { arrived: "10", running: "4", good: "3", scrapped: "1" }),
    step(4, { arrived: "3" }),
    step(5, {}),
  ];
  const run = { work_order_id: "wor_1", position: 2, operator: "usr_1" } as Run;
  const at = (place: string | null, user = "usr_1", all = steps) =>
    tasksOf(place, user, [order], routing, all, [run]).map((each) => [
      each.operation.position,
      each.state,
    ]);

  it("is what belongs there, or anywhere", () => {
    expect(at("wst_1")).toEqual([
      [2, "mine"],
      [5, "coming"],
    ]);
    expect(at("wst_2")).toEqual([
      [4, "ready"],
      [5, "coming"],
    ]);
    expect(at(null, "usr_2").map(([position]) => position)).toEqual([2, 4, 5]);
    expect(at("wst_1", "usr_2")[0]).toEqual([2, "running"]);
  });

  it("ends when everything has gone through", () => {
    const ended = [
      steps[0] as OrderStep,
      step(4, { arrived: "10", good: "10" }),
      steps[2] as OrderStep,
    ];
    expect(at("wst_2", "usr_1", ended)).toEqual([[5, "coming"]]);
  });

  it("counts what waits", () => expect(waiting(steps[0] as OrderStep)).toBe("2"));
});
