import { useRegistry } from "@platform/registry/registry";
import { usePerson } from "@platform/session/store";
import { isAbove, minus, shareOf, sum } from "@platform/terminal/decimal";
import { useOne, useRows } from "@platform/terminal/rows";
import { useMemo } from "react";
import type {
  Article,
  Bom,
  BomLine,
  Clearance,
  Item,
  Material,
  Operation,
  OrderStep,
  Parameter,
  Reading,
  Rework,
  Run,
  WorkOrder,
} from "./records";
import { articlesOver, clearanceOver, waiting } from "./sequence";

/** A component of the bill, and how much of it went in. */
export interface Component {
  itemId: string;
  wanted: string;
  done: string;
  unit: string;
}

export interface Sight {
  order: WorkOrder;
  item: Item | undefined;
  operation: Operation;
  routing: readonly Operation[];
  step: OrderStep;
  waiting: string;
  runs: readonly Run[];
  /** The run that is worked on: one's own before another's. */
  run: Run | null;
  clearances: readonly Clearance[];
  articles: readonly Article[];
  parameters: readonly Parameter[];
  readings: readonly Reading[];
  material: readonly Material[];
  components: readonly Component[];
  reworks: readonly Rework[];
  clearanceAt: number | null;
  articlesAt: readonly number[];
}

/** Everything about one operation of an order. */
export function useOrder(
  orderId: string,
  position: number,
): { sight: Sight | null; isLoading: boolean; error: Error | null; isUnknown: boolean } {
  const registry = useRegistry();
  const { userId } = usePerson();
  const of = { work_order_id: orderId };
  const order = useOne<WorkOrder>("production.work_order", orderId);
  const routingId = order.data?.routing_id ?? "";
  const isKnown = order.data !== undefined;
  const item = useOne<Item>("items.item", order.data?.item_id);
  const routing = useRows<Operation>("items.routing_operation", { routing_id: routingId }, isKnown);
  const parameters = useRows<Parameter>(
    "items.operation_parameter",
    { routing_id: routingId, position },
    isKnown,
  );
  const steps = useRows<OrderStep>("production.order_step", of);
  const runs = useRows<Run>("production.operation_run", { ...of, position, state: "running" });
  const clearances = useRows<Clearance>("production.line_clearance", of);
  const articles = useRows<Article>("production.first_article", of);
  const readings = useRows<Reading>("production.reading", {
    ...of,
    position,
    sort: "-id",
    limit: 60,
  });
  const material = useRows<Material>("production.material", of);
  const reworks = useRows<Rework>("production.rework", { ...of, state: "open" });
  const bom = useOne<Bom>("items.bom", order.data?.bom_id);
  const lines = useRows<BomLine>("items.bom_line", { bom_id: order.data?.bom_id ?? "" }, isKnown);
  const components = useMemo(() => {
    if (order.data === undefined || bom.data === undefined) return [];
    const decimals = (unit: string) => registry.unit(unit)?.decimals ?? 0;
    return componentsOf(order.data, bom.data, lines.rows, material.rows, decimals);
  }, [order.data, bom.data, lines.rows, material.rows, registry]);
  const parts = [
    order,
    item,
    routing,
    parameters,
    steps,
    runs,
    clearances,
    articles,
    readings,
    material,
    reworks,
  ];
  const operation = routing.rows.find((each) => each.position === position);
  const step = steps.rows.find((each) => each.position === position);
  const isLoading = parts.some((part) => part.isLoading);
  const error = parts.find((part) => part.error !== null)?.error ?? null;
  if (order.data === undefined || operation === undefined || step === undefined) {
    return { sight: null, isLoading, error, isUnknown: !isLoading && error === null };
  }
  const sight: Sight = {
    order: order.data,
    item: item.data,
    operation,
    routing: routing.rows,
    step,
    waiting: waiting(step),
    runs: runs.rows,
    run: runs.rows.find((each) => each.operator === userId) ?? runs.rows[0] ?? null,
    clearances: clearances.rows,
    articles: articles.rows,
    parameters: parameters.rows,
    readings: readings.rows,
    material: material.rows,
    components,
    reworks: reworks.rows.filter((each) => each.next_position === position),
    clearanceAt: clearanceOver(routing.rows, position),
    articlesAt: articlesOver(routing.rows, position),
  };
  return { sight, isLoading, error, isUnknown: false };
}

function componentsOf(
  order: WorkOrder,
  bom: Bom,
  lines: readonly BomLine[],
  material: readonly Material[],
  decimals: (unit: string) => number,
): Component[] {
  return lines.map((line) => ({
    itemId: line.component_id,
    wanted: shareOf(line.quantity, order.quantity, bom.quantity, decimals(line.unit)),
    done: sum(
      "0",
      ...material.filter((m) => m.item_id === line.component_id).map((m) => m.consumed),
    ),
    unit: line.unit,
  }));
}

/** What the order still has of a lot. */
export function atOrder(material: Material): string {
  return minus(material.issued, material.consumed, material.returned, material.scrapped);
}

export function isUsedUp(component: Component): boolean {
  return !isAbove(component.wanted, component.done);
}
