import { useWaiting } from "@platform/offline/use-waiting";
import { useAllRows, useOne, useRows } from "@platform/terminal/rows";
import { useMemo } from "react";
import { byCell, keyOf, type Progress, progressOf } from "./cells";
import type { Characteristic, Inspection, Item, Lot, Plan, Result } from "./records";

export const RECORD = "inspection.record_result/1";

export interface BenchSight {
  inspection: Inspection;
  lot: Lot;
  item: Item | undefined;
  plan: Plan;
  characteristics: readonly Characteristic[];
  results: readonly Result[];
  cells: ReadonlyMap<string, readonly Result[]>;
  /** Cells whose result waits on this device for the line. */
  waiting: ReadonlySet<string>;
  progress: Progress;
}

/** An inspection with its plan, everything that was found, and what waits to be sealed. */
export function useBench(id: string): {
  sight: BenchSight | null;
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
} {
  const inspection = useOne<Inspection>("inspection.inspection", id);
  const lot = useOne<Lot>("warehouse.lot", inspection.data?.lot_id);
  const item = useOne<Item>("items.item", inspection.data?.item_id);
  const plan = useOne<Plan>("inspection.plan", inspection.data?.plan_id);
  const characteristics = useRows<Characteristic>(
    "inspection.characteristic",
    { plan_id: inspection.data?.plan_id ?? "", sort: "position" },
    inspection.data !== undefined,
  );
  const results = useAllRows<Result>("inspection.result", { inspection_id: id });
  const facts = useWaiting(RECORD, "inspection_id", id);
  const waiting = useMemo(
    () => new Set(facts.flatMap((fact) => cellsOf(fact.body.results))),
    [facts],
  );
  const cells = useMemo(() => byCell(results.rows), [results.rows]);
  const parts = [inspection, lot, item, plan, characteristics, results];
  const isLoading = parts.some((part) => part.isLoading);
  const error = parts.find((part) => part.error !== null)?.error ?? null;
  const retry = () => {
    void inspection.refetch();
    results.retry();
    characteristics.retry();
  };
  if (inspection.data === undefined || lot.data === undefined || plan.data === undefined) {
    return { sight: null, isLoading, error, retry };
  }
  const sight: BenchSight = {
    inspection: inspection.data,
    lot: lot.data,
    item: item.data,
    plan: plan.data,
    characteristics: characteristics.rows,
    results: results.rows,
    cells,
    waiting,
    progress: progressOf(characteristics.rows, plan.data.sample_size, cells),
  };
  return { sight, isLoading, error, retry };
}

function cellsOf(results: unknown): string[] {
  if (!Array.isArray(results)) return [];
  return (results as { characteristic_id: string; sample: number }[]).map((each) =>
    keyOf({ characteristicId: each.characteristic_id, sample: each.sample }),
  );
}
