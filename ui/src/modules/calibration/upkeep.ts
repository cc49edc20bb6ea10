import type { Tone } from "@platform/values/tone";
import { type Duty, type Machine, type Place, UPKEEP, type UpkeepCode } from "./types";

const TONES: Readonly<Record<UpkeepCode, Tone>> = {
  not_usable: "bad",
  overdue: "bad",
  due_soon: "warn",
  in_order: "good",
};

export function toneOf(upkeep: UpkeepCode): Tone {
  return TONES[upkeep];
}

/** The command that does what is asked, with what is known of its fields. */
export function commandOf(
  machine: Machine,
  duty: Duty,
): { kind: string; given: Record<string, string>; permission: string } {
  const given = { equipment_id: machine.id };
  switch (duty.sort) {
    case "calibration":
      return {
        kind: "calibration.record_calibration/1",
        given,
        permission: "calibration.calibration.record",
      };
    case "maintenance":
      return {
        kind: "calibration.record_maintenance/1",
        given: { ...given, plan_id: duty.id },
        permission: "calibration.maintenance.record",
      };
    case "qualification":
      return {
        kind: "calibration.record_qualification/1",
        given,
        permission: "calibration.qualification.confirm",
      };
  }
}

/** The kind of record that says it. */
export const KIND_OF = {
  calibration: "calibration.plan",
  maintenance: "calibration.maintenance_plan",
  qualification: "calibration.qualification_requirement",
} as const;

/** One line of the board: a machine, and one thing asked of it or nothing. */
export interface Row {
  key: string;
  machine: Machine;
  duty: Duty | null;
  isFirst: boolean;
}

export interface Section {
  area: Place | null;
  rows: Row[];
}

function rankOf(duty: Duty | null): number {
  return duty === null ? UPKEEP.length : UPKEEP.indexOf(duty.upkeep);
}

/** How many things stand how. */
export function counted(machines: readonly Machine[]): Record<UpkeepCode, number> {
  const counts = { not_usable: 0, overdue: 0, due_soon: 0, in_order: 0 };
  for (const machine of machines) for (const duty of machine.duties) counts[duty.upkeep] += 1;
  return counts;
}

/**
 * By area, machines without one last; in each the machine with the worst first, and of a machine
 * the worst first. `only` leaves what stands otherwise out, and machines of which nothing is left.
 */
export function sections(machines: readonly Machine[], only: UpkeepCode | null): Section[] {
  const found = new Map<string, Section>();
  for (const machine of machines) {
    const rows = rowsOf(machine, only);
    if (rows.length === 0) continue;
    const key = machine.area?.code ?? "";
    const section = found.get(key) ?? { area: machine.area, rows: [] };
    found.set(key, { ...section, rows: [...section.rows, ...rows] });
  }
  return [...found.values()]
    .sort((a, b) => order(a.area).localeCompare(order(b.area)))
    .map((section) => ({ ...section, rows: worstFirst(section.rows) }));
}

function order(area: Place | null): string {
  return area === null ? "￿" : area.code;
}

function rowsOf(machine: Machine, only: UpkeepCode | null): Row[] {
  const duties = machine.duties
    .filter((duty) => only === null || duty.upkeep === only)
    .sort((a, b) => rankOf(a) - rankOf(b));
  const shown: (Duty | null)[] = duties.length === 0 && only === null ? [null] : duties;
  return shown.map((duty, at) => ({
    key: `${machine.id} ${duty?.id ?? ""}`,
    machine,
    duty,
    isFirst: at === 0,
  }));
}

function worstFirst(rows: readonly Row[]): Row[] {
  const rank = new Map<string, number>();
  for (const row of rows) {
    const before = rank.get(row.machine.id) ?? Number.POSITIVE_INFINITY;
    rank.set(row.machine.id, Math.min(before, rankOf(row.duty)));
  }
  const of = (row: Row) => rank.get(row.machine.id) ?? 0;
  return [...rows].sort((a, b) => of(a) - of(b) || a.machine.code.localeCompare(b.machine.code));
}
