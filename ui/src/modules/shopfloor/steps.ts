import { compare, isAbove, minus, sum } from "@platform/terminal/decimal";
import type { Reading } from "./records";
import { latestArticle, latestClearance } from "./sequence";
import { isLast } from "./tasks";
import { isUsedUp, type Sight } from "./use-order";

export type StepKey =
  | "clearance"
  | "output"
  | "start"
  | "material"
  | "parameters"
  | "article"
  | "finish"
  | "receive";

/** One thing to do at an operation. */
export interface OperationStep {
  key: StepKey;
  isDone: boolean;
  /** How far it is, where it has parts. */
  part: { done: number; all: number } | null;
  /** A value that was read last is outside its limits. */
  isBad: boolean;
}

/** What is to be done at an operation, in the order of the work. */
export function stepsOf(sight: Sight, workstationId: string | null): OperationStep[] {
  const steps: OperationStep[] = [];
  const add = (key: StepKey, isDone: boolean, part: OperationStep["part"] = null, isBad = false) =>
    steps.push({ key, isDone, part, isBad });
  const { order, run } = sight;
  const hasEnded =
    run === null && compare(sight.waiting, "0") <= 0 && isAbove(sight.step.arrived, "0");
  if (sight.clearanceAt !== null) add("clearance", hasEnded || isCleared(sight, workstationId));
  add("output", order.output_lot_id !== undefined);
  add("start", hasEnded || run !== null);
  if (sight.components.length > 0) {
    const used = sight.components.filter(isUsedUp).length;
    const all = sight.components.length;
    // Material belongs to the order: an operation that has ended leaves the rest to the next one.
    const isLeft = hasEnded && !isLast(sight.routing, sight.operation.position);
    add("material", used === all || isLeft, { done: used, all });
  }
  if (sight.parameters.length > 0) {
    const read = sight.parameters.filter((each) => isRead(sight, each.id)).length;
    const all = sight.parameters.length;
    const isBad = sight.parameters.some((each) => isLastOutside(sight, each.id));
    add("parameters", read === all, { done: read, all }, isBad);
  }
  if (sight.articlesAt.length > 0) {
    add(
      "article",
      sight.articlesAt.every((check) => latestArticle(sight.articles, check)?.is_accepted),
    );
  }
  add("finish", hasEnded);
  if (isLast(sight.routing, sight.operation.position)) {
    add("receive", hasEnded && !isAbove(finishedOf(sight), "0"));
  }
  return steps;
}

/** Whether somebody has begun the operation; only then material goes in. */
export function isStarted({ step }: Sight): boolean {
  const { running, good, scrapped, set_aside, in_rework } = step;
  return isAbove(sum(running, good, scrapped, set_aside, in_rework), "0");
}

/** Finished units that are not in stock yet. */
export function finishedOf({ order }: Sight): string {
  return isAbove(order.finished, order.received) ? minus(order.finished, order.received) : "0";
}

/** Whether a workstation was found clear for this order; without one, any. */
export function isCleared(sight: Sight, workstationId: string | null): boolean {
  const check = sight.clearanceAt;
  const place = workstationId ?? sight.operation.workstation_id;
  if (check === null) return true;
  if (place === undefined) return sight.clearances.some((each) => each.is_cleared);
  return latestClearance(sight.clearances, check, place)?.is_cleared ?? false;
}

/** Read since the run began; before it begins, at all. */
export function isRead(sight: Sight, parameterId: string): boolean {
  return lastReading(sight, parameterId) !== undefined;
}

/** Whether the value read last is outside its limits; one that is within stands after it. */
export function isLastOutside(sight: Sight, parameterId: string): boolean {
  const last = lastReading(sight, parameterId);
  return last !== undefined && last.verdict !== "within";
}

/** Readings come with the newest first. */
function lastReading({ run, readings }: Sight, parameterId: string): Reading | undefined {
  return readings.find(
    (reading) =>
      reading.parameter_id === parameterId && (run === null || reading.read_at >= run.started_at),
  );
}
