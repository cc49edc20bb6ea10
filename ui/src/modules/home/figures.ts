import type { InboxAnswer, Waiting } from "@platform/api/types";
import type { Text } from "@platform/i18n/text";

/** A figure of the first page: how many records are so, and the list of exactly those. */
export interface Figure {
  code: string;
  label: Text;
  group: "waiting" | "wrong" | "late";
  value: number;
  is_exact: boolean;
  kind: string;
  /** Null where there is nothing to open. */
  filters: Readonly<Record<string, string>> | null;
  /** The kind of command that works it off. */
  command?: string;
}

export interface HomeAnswer {
  figures: Figure[];
}

/** What the inbox says besides: the record that waits longest. */
type Dated = Waiting & { oldest?: string; oldest_at?: string | null };

export interface Work extends Figure {
  oldest: string | null;
  oldestAt: string | null;
}

export interface Sorted {
  waiting: Work[];
  wrong: Figure[];
  late: Figure[];
  /** Counted, and nothing found. */
  clear: Figure[];
}

const TASKS = "kernel.task";

/** Figures by what they are to the person; the system's tasks only where the inbox does not list them. */
export function sorted(figures: readonly Figure[], inbox: InboxAnswer | undefined): Sorted {
  const found = figures.filter((each) => each.value > 0);
  const dated = new Map((inbox?.waiting ?? []).map((each: Dated) => [each.code, each]));
  const of = (group: Figure["group"]) => found.filter((each) => each.group === group);
  const areTasksListed = (inbox?.tasks.length ?? 0) > 0;
  const waiting = of("waiting").filter((each) => each.kind !== TASKS || !areTasksListed);
  return {
    waiting: waiting.map((each) => ({
      ...each,
      oldest: dated.get(each.code)?.oldest ?? null,
      oldestAt: dated.get(each.code)?.oldest_at ?? null,
    })),
    wrong: of("wrong"),
    late: of("late"),
    clear: figures.filter((each) => each.value === 0),
  };
}
