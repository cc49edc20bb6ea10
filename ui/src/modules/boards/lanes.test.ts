import { describe, expect, it } from "vitest";
import { layOut } from "./lanes";
import type { Bar, ScheduleRow } from "./types";

const wall = (instant: string) => Date.parse(instant);
const at = (hour: number) => `2026-03-04T${String(hour).padStart(2, "0")}:00:00Z`;
const NOW = wall(at(20));

const bar = (id: string, from: number, to: number | null): Bar => ({
  id,
  from: at(from),
  to: to === null ? null : at(to),
  state: "finished",
  state_label: { en: "", zh: "" },
  tone: "good",
  order_id: "wor_1",
  order: "WO-1",
  item: "X",
  position: 1,
  operation: "Turning",
  operator: "usr_1",
  operator_name: "Li Na",
  equipment_id: null,
  equipment: null,
  quantity: "1",
  good: "1",
  scrapped: "0",
  unit: "pcs",
  due_on: null,
  late_days: 0,
});

const row = (code: string, bars: Bar[]): ScheduleRow => ({
  workstation_id: `wst_${code}`,
  code,
  name: code,
  area: "",
  state: "in_use",
  bars,
});

function linesOf(rows: ScheduleRow[]): Record<string, number> {
  const { bars } = layOut(rows, wall, NOW);
  return Object.fromEntries(bars.map((each) => [each.bar.id, each.line]));
}

describe("layOut", () => {
  it("keeps runs that follow each other on one line", () => {
    expect(linesOf([row("A", [bar("b", 9, 10), bar("a", 8, 9)])])).toEqual({ a: 0, b: 0 });
  });

  it("puts runs at the same time beside each other, and frees lines again", () => {
    const rows = [row("A", [bar("a", 8, 12), bar("b", 9, 10), bar("c", 10, 11)])];
    expect(linesOf(rows)).toEqual({ a: 0, b: 1, c: 1 });
  });

  it("gives a workstation without runs its line, and each its own", () => {
    const layout = layOut([row("A", []), row("B", [bar("b", 8, 9)])], wall, NOW);
    expect(layout.lines.map((line) => line.row.code)).toEqual(["A", "B"]);
    expect(layout.bars[0]?.line).toBe(1);
  });

  it("lets what runs reach to now", () => {
    const [only] = layOut([row("A", [bar("a", 8, null)])], wall, NOW).bars;
    expect(only?.last).toBe(NOW);
  });

  it("never lets two runs cover each other", () => {
    const bars = Array.from({ length: 200 }, (_, n) => bar(`x${n}`, n % 20, (n % 20) + (n % 4)));
    const drawn = layOut([row("A", bars)], wall, NOW).bars;
    for (const one of drawn) {
      for (const other of drawn) {
        if (one === other || one.line !== other.line) continue;
        expect(one.last <= other.first || other.last <= one.first).toBe(true);
      }
    }
  });
});
