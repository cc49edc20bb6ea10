/** Verification jobs as `GET /api/jobs` gives them. */
export interface Job {
  id: string;
  kind: "verify";
  by: string;
  started: string;
  state: "running" | "done" | "failed";
  progress: { level: string | null; done: number; total: number | null };
  finished: string | null;
  result: Report | null;
}

export interface Report {
  origin: string;
  size: number;
  root: string;
  key: string;
  anchored: boolean;
  signed_size: number;
  /** By level, `whole` or `3 found`. */
  levels: Readonly<Record<string, string>>;
  findings: Finding[];
  changes_replayed: number;
  whole: boolean;
}

export interface Finding {
  level: string;
  place: Readonly<Record<string, string | number>>;
  kind: string;
  message: string;
  /** Absent in results of earlier releases. */
  message_zh?: string;
}

/** In the order in which they are gone through. */
export const LEVELS = ["bytes", "tree", "checkpoint", "index", "replay"] as const;
export type Level = (typeof LEVELS)[number];
/** Of each level the server names so many findings. */
export const NAMED_MAX = 20;

export type LevelState =
  | { is: "open" }
  | { is: "running"; percent: number | null }
  | { is: "whole" }
  | { is: "damaged"; count: number };

/** How a level of a job stands. What is said of a level while it runs is its own progress. */
export function levelState(job: Job, level: Level): LevelState {
  if (job.result !== null) return stateOfWords(job.result.levels[level]);
  const { done, total } = job.progress;
  const isHere = job.state === "running" && (job.progress.level ?? LEVELS[0]) === level;
  if (!isHere) return { is: "open" };
  return { is: "running", percent: total ? Math.floor((100 * done) / total) : null };
}

function stateOfWords(words: string | undefined): LevelState {
  if (words === "whole") return { is: "whole" };
  const count = Number(/^(\d+) found$/.exec(words ?? "")?.[1]);
  return count > 0 ? { is: "damaged", count } : { is: "open" };
}

/** All findings of a report, also those that are only counted. */
export function findingCount(report: Report): number {
  const counts = LEVELS.map((level) => stateOfWords(report.levels[level]));
  const counted = counts.reduce((sum, each) => sum + (each.is === "damaged" ? each.count : 0), 0);
  return Math.max(counted, report.findings.length);
}

/** Whole seconds that a job took, or has taken until now. */
export function secondsOf(job: Job, now: number): number {
  const end = job.finished === null ? now : Date.parse(job.finished);
  return Math.max(0, Math.round((end - Date.parse(job.started)) / 1000));
}

export type PlacePart =
  | { is: "entry"; seq: number }
  | { is: "entries"; first: number; last: number }
  | { is: "record"; kind: string; key: string }
  | { is: "field"; kind: string | null; name: string }
  | { is: "checkpoint" | "pending" | "tile" | "table" | "part" | "key"; value: string };

/**
 * Where a finding is, in parts that can be named and opened. `isKind` says whether there are
 * records of a kind like `warehouse.lot`, whose table is called `warehouse_lot`.
 */
export function placeParts(
  place: Finding["place"],
  isKind: (name: string) => boolean,
): PlacePart[] {
  const parts: PlacePart[] = [];
  const { entry, to, table, key } = place;
  if (typeof entry === "number") {
    parts.push(
      typeof to === "number"
        ? { is: "entries", first: entry, last: to }
        : { is: "entry", seq: entry },
    );
  }
  const named = String(place.record ?? String(table ?? "").replace("_", "."));
  const kind = isKind(named) ? named : null;
  if (kind !== null && key !== undefined) parts.push({ is: "record", kind, key: String(key) });
  else {
    if (table !== undefined) parts.push({ is: "table", value: String(table) });
    if (key !== undefined) parts.push({ is: "key", value: String(key) });
  }
  if (place.field !== undefined) parts.push({ is: "field", kind, name: String(place.field) });
  for (const is of ["checkpoint", "pending", "tile", "part"] as const) {
    if (place[is] !== undefined) parts.push({ is, value: String(place[is]) });
  }
  return parts;
}
