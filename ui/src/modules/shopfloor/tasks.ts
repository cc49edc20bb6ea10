import { isAbove } from "@platform/terminal/decimal";
import type { Operation, OrderStep, Run, WorkOrder } from "./records";
import { before, counted, waiting } from "./sequence";

/** An operation of an order, as it stands at a workstation. */
export interface Task {
  key: string;
  order: WorkOrder;
  operation: Operation;
  /** `mine` and `running`: somebody is at it; `ready`: units wait; `coming`: none have arrived. */
  state: "mine" | "running" | "ready" | "coming";
  waiting: string;
  running: string;
}

const RANK = { mine: 0, running: 1, ready: 2, coming: 3 } as const;

/** What is to be done at a workstation, the most urgent first; null for all workstations. */
export function tasksOf(
  workstationId: string | null,
  userId: string,
  orders: readonly WorkOrder[],
  operations: readonly Operation[],
  steps: readonly OrderStep[],
  runs: readonly Run[],
): Task[] {
  const routings = groupBy(operations, (each) => each.routing_id);
  const stepOf = new Map(steps.map((step) => [`${step.work_order_id} ${step.position}`, step]));
  const runsOf = groupBy(runs, (run) => `${run.work_order_id} ${run.position}`);
  const tasks = orders.flatMap((order) => {
    const routing = routings.get(order.routing_id) ?? [];
    const passed = new Set(counted(routing));
    return routing
      .filter((operation) => passed.has(operation.position))
      .filter((operation) => isHere(operation, workstationId))
      .flatMap((operation): Task[] => {
        const key = `${order.id} ${operation.position}`;
        const task = taskOf(order, operation, stepOf.get(key), runsOf.get(key) ?? [], userId);
        return task === null ? [] : [task];
      });
  });
  return tasks.sort(
    (a, b) => RANK[a.state] - RANK[b.state] || compareText(a.order.number, b.order.number),
  );
}

function isHere(operation: Operation, workstationId: string | null): boolean {
  return (
    workstationId === null ||
    operation.workstation_id === undefined ||
    operation.workstation_id === workstationId
  );
}

function taskOf(
  order: WorkOrder,
  operation: Operation,
  step: OrderStep | undefined,
  runs: readonly Run[],
  userId: string,
): Task | null {
  if (step === undefined) return null;
  const there = waiting(step);
  const isRunning = runs.length > 0;
  const isReady = isAbove(there, "0");
  const hasEnded = !isRunning && !isReady && isAbove(step.arrived, "0");
  const isWhole = hasEnded && !isAbove(order.quantity, step.arrived);
  if (isWhole) return null;
  const isMine = runs.some((run) => run.operator === userId);
  const state = isMine ? "mine" : isRunning ? "running" : isReady ? "ready" : "coming";
  return {
    key: `${order.id}/${operation.position}`,
    order,
    operation,
    state,
    waiting: there,
    running: step.running,
  };
}

/** Whether an operation is the last that units go through. */
export function isLast(routing: readonly Operation[], position: number): boolean {
  return counted(routing).pop() === position;
}

/** Whether it is the first, where units begin. */
export function isFirst(routing: readonly Operation[], position: number): boolean {
  return before(routing, position) === null;
}

function groupBy<T>(list: readonly T[], key: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return groups;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
