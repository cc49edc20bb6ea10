import { describe, expect, it } from "vitest";
import { type Figure, sorted } from "./figures";

const figure = (code: string, group: Figure["group"], value: number): Figure => ({
  code,
  label: { en: code, zh: code },
  group,
  value,
  is_exact: true,
  kind: code === "tasks" ? "kernel.task" : "warehouse.lot",
  filters: value > 0 ? { state: "x" } : null,
});

const inspect = figure("inspect", "waiting", 3);

describe("sorted", () => {
  it("keeps what was found by group, and what was not apart", () => {
    const got = sorted(
      [inspect, figure("held", "wrong", 0), figure("expired", "wrong", 1), figure("x", "late", 2)],
      undefined,
    );
    expect(got.waiting.map((each) => each.code)).toEqual(["inspect"]);
    expect(got.wrong.map((each) => each.code)).toEqual(["expired"]);
    expect(got.late.map((each) => each.code)).toEqual(["x"]);
    expect(got.clear.map((each) => each.code)).toEqual(["held"]);
  });

  it("takes from the inbox which record waits longest", () => {
    const waiting = {
      code: "inspect",
      label: inspect.label,
      count: 3,
      kind: "warehouse.lot",
      filters: {},
      command: null,
      oldest: "lot_7",
      oldest_at: "2026-03-04T05:06:07Z",
    };
    const [work] = sorted([inspect], { own: [], tasks: [], waiting: [waiting] }).waiting;
    expect(work?.oldest).toBe("lot_7");
    expect(work?.oldestAt).toBe("2026-03-04T05:06:07Z");
  });

  it("says of no record that it waits longest while the inbox is not known", () => {
    expect(sorted([inspect], undefined).waiting[0]?.oldest).toBeNull();
  });

  it("leaves tasks to their own list, if there is one", () => {
    const tasks = figure("tasks", "waiting", 4);
    expect(sorted([tasks], { own: [], tasks: [{ id: "tsk_1" }], waiting: [] }).waiting).toEqual([]);
    expect(sorted([tasks], undefined).waiting).toHaveLength(1);
  });
});
