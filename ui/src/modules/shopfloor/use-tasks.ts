import { usePerson } from "@platform/session/store";
import { useRows } from "@platform/terminal/rows";
import { useMemo } from "react";
import type { Operation, OrderStep, Run, WorkOrder } from "./records";
import { type Task, tasksOf } from "./tasks";

const IN_MAX = 500;

/** What is to be done at a workstation; null for all of them. */
export function useTasks(workstationId: string | null): {
  tasks: readonly Task[];
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
} {
  const { userId } = usePerson();
  const orders = useRows<WorkOrder>("production.work_order", {
    "state.in": "released,in_progress",
    limit: IN_MAX,
    sort: "id",
  });
  const ids = orders.rows.map((each) => each.id).join(",");
  const routings = [...new Set(orders.rows.map((each) => each.routing_id))].join(",");
  const operations = useRows<Operation>(
    "items.routing_operation",
    { "routing_id.in": routings },
    routings !== "",
  );
  const steps = useRows<OrderStep>(
    "production.order_step",
    { "work_order_id.in": ids },
    ids !== "",
  );
  const runs = useRows<Run>("production.operation_run", { state: "running" });
  const tasks = useMemo(
    () => tasksOf(workstationId, userId, orders.rows, operations.rows, steps.rows, runs.rows),
    [workstationId, userId, orders.rows, operations.rows, steps.rows, runs.rows],
  );
  const parts = [orders, operations, steps, runs];
  return {
    tasks,
    isLoading: parts.some((part) => part.isLoading),
    error: parts.find((part) => part.error !== null)?.error ?? null,
    retry: () => {
      for (const part of parts) part.retry();
    },
  };
}
