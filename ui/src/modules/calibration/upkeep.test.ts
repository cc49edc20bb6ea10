import { describe, expect, it } from "vitest";
import type { Duty, Machine, UpkeepCode } from "./types";
import { commandOf, counted, sections, toneOf } from "./upkeep";

const SAID = { en: "", zh: "" };

function duty(id: string, upkeep: UpkeepCode, sort: Duty["sort"] = "calibration"): Duty {
  return {
    sort,
    id,
    title: SAID,
    upkeep,
    upkeep_label: SAID,
    detail: null,
    due_on: null,
    days_left: null,
    runs_left: null,
  };
}

function machine(code: string, area: string | null, ...duties: Duty[]): Machine {
  return {
    id: `eqp_${code}`,
    code,
    name: code,
    state: "available",
    state_label: SAID,
    area: area === null ? null : { code: area, name: area },
    workstation: null,
    duties,
  };
}

const PLANT = [
  machine("A", "MC", duty("1", "in_order")),
  machine("B", null, duty("2", "due_soon")),
  machine("C", "MC", duty("3", "in_order"), duty("4", "not_usable")),
  machine("D", "CR"),
];

function shown(only: UpkeepCode | null): (string | undefined)[][] {
  return sections(PLANT, only).map((section) => [
    section.area?.code,
    ...section.rows.map((row) => `${row.machine.code}${row.duty?.id ?? "-"}`),
  ]);
}

describe("the board", () => {
  it("shows areas in their order, the worst machine first, and of it the worst", () => {
    expect(shown(null)).toEqual([
      ["CR", "D-"],
      ["MC", "C4", "C3", "A1"],
      [undefined, "B2"],
    ]);
  });

  it("leaves out what stands otherwise, and machines of which nothing is left", () => {
    expect(shown("in_order")).toEqual([["MC", "A1", "C3"]]);
    expect(shown("overdue")).toEqual([]);
  });

  it("marks the first row of a machine", () => {
    const [, mc] = sections(PLANT, null);
    expect(mc?.rows.map((row) => row.isFirst)).toEqual([true, false, true]);
  });

  it("counts things, not machines", () => {
    expect(counted(PLANT)).toEqual({ not_usable: 1, overdue: 0, due_soon: 1, in_order: 2 });
  });
});

describe("what is asked", () => {
  it.each([
    ["calibration", "calibration.record_calibration/1", undefined],
    ["maintenance", "calibration.record_maintenance/1", "9"],
    ["qualification", "calibration.record_qualification/1", undefined],
  ] as const)("is done for %s by its own command", (sort, kind, plan) => {
    const asked = commandOf(machine("A", null), duty("9", "overdue", sort));
    expect(asked.kind).toBe(kind);
    expect(asked.given).toEqual(
      plan === undefined ? { equipment_id: "eqp_A" } : { equipment_id: "eqp_A", plan_id: plan },
    );
  });

  it("is red where it may not be used or is late", () => {
    expect((["not_usable", "overdue", "due_soon", "in_order"] as const).map(toneOf)).toEqual([
      "bad",
      "bad",
      "warn",
      "good",
    ]);
  });
});
