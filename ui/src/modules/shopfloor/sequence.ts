import { minus } from "@platform/terminal/decimal";
import type { Article, Clearance, Operation, OrderStep } from "./records";

/** Checks stand between operations; units do not go through them. */
const CHECKS: ReadonlySet<Operation["kind"]> = new Set(["line_clearance", "first_article"]);

type Routing = readonly Operation[];

/** The positions that units go through, ascending. */
export function counted(routing: Routing): number[] {
  return routing
    .filter((each) => !CHECKS.has(each.kind))
    .map((each) => each.position)
    .sort((a, b) => a - b);
}

export function before(routing: Routing, position: number): number | null {
  return (
    counted(routing)
      .filter((each) => each < position)
      .pop() ?? null
  );
}

export function after(routing: Routing, position: number): number | null {
  return counted(routing).find((each) => each > position) ?? null;
}

/** The line clearance that covers an operation: the nearest before it. */
export function clearanceOver(routing: Routing, position: number): number | null {
  return (
    positions(routing, "line_clearance")
      .filter((each) => each < position)
      .pop() ?? null
  );
}

/** The first-article checks that decide on the first unit of an operation. */
export function articlesOver(routing: Routing, position: number): number[] {
  return positions(routing, "first_article").filter(
    (check) => (before(routing, check) ?? after(routing, check)) === position,
  );
}

function positions(routing: Routing, kind: Operation["kind"]): number[] {
  return routing
    .filter((each) => each.kind === kind)
    .map((each) => each.position)
    .sort((a, b) => a - b);
}

/** Units that have arrived and are in nobody's hands. */
export function waiting(step: OrderStep): string {
  return minus(
    step.arrived,
    step.running,
    step.good,
    step.scrapped,
    step.set_aside,
    step.in_rework,
  );
}

/** The last clearance of a workstation at a check; undefined if there is none. */
export function latestClearance(
  clearances: readonly Clearance[],
  position: number,
  workstationId: string,
): Clearance | undefined {
  return latest(
    clearances.filter((c) => c.position === position && c.workstation_id === workstationId),
  );
}

/** The decision in force at a check: the last one taken. */
export function latestArticle(articles: readonly Article[], position: number): Article | undefined {
  return latest(articles.filter((each) => each.position === position));
}

function latest<T extends { id: string }>(records: readonly T[]): T | undefined {
  return [...records].sort((a, b) => numberOf(b.id) - numberOf(a.id))[0];
}

/** Ids count up, so the greater is the later. */
export function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("_") + 1));
}
