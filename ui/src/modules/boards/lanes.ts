import type { Bar, ScheduleRow } from "./types";

/** A run as it is drawn: times as milliseconds of the plant's wall clock, and its line. */
export interface Drawn {
  bar: Bar;
  first: number;
  last: number;
  line: number;
}

/** A line of the drawing; a workstation has one for each run that goes on at the same time. */
export interface Line {
  row: ScheduleRow;
  /** The first line of a workstation bears its name. */
  isFirst: boolean;
}

export interface Layout {
  lines: Line[];
  bars: Drawn[];
}

/**
 * Put runs onto lines so that none covers another: each goes to the first line of its workstation
 * that is free (greedy interval colouring, which uses as few lines as runs overlap).
 */
export function layOut(
  rows: readonly ScheduleRow[],
  wall: (instant: string) => number,
  now: number,
): Layout {
  const lines: Line[] = [];
  const bars: Drawn[] = [];
  for (const row of rows) {
    const start = lines.length;
    const free: number[] = [];
    lines.push({ row, isFirst: true });
    const spans = row.bars.map((bar) => {
      const first = wall(bar.from);
      return { bar, first, last: Math.max(first, bar.to === null ? now : wall(bar.to)) };
    });
    spans.sort((one, other) => one.first - other.first || one.last - other.last);
    for (const span of spans) {
      const found = free.findIndex((until) => until <= span.first);
      const lane = found === -1 ? free.length : found;
      free[lane] = span.last;
      if (lane > 0 && start + lane >= lines.length) lines.push({ row, isFirst: false });
      bars.push({ ...span, line: start + lane });
    }
  }
  return { lines, bars };
}
