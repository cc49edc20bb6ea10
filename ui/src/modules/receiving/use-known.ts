import { usePermission } from "@platform/session/store";
import { useOne, useRows } from "@platform/terminal/rows";
import { useToday } from "@platform/terminal/today";
import { useMemo } from "react";
import {
  type Delivery,
  type Item,
  type Known,
  type Line,
  type Location,
  linesFor,
  type Order,
  type Party,
} from "./delivery";

export interface Lookups {
  items: readonly Item[];
  hasMoreItems: boolean;
  places: readonly Location[];
  known: Known;
  /** Lines that the delivery may belong to, the most likely first. */
  lines: readonly Line[];
  orders: ReadonlyMap<string, Order>;
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
}

const NEWEST = { sort: "-due_on" };

/** Everything that is known of a delivery here: its item, the lines it may belong to, by whom. */
export function useKnown(delivery: Delivery, orderId: string | null): Lookups {
  const today = useToday();
  const mayOrders = usePermission("purchasing.read");
  const mayParties = usePermission("parties.read");
  const items = useRows<Item>("items.item", { state: "active" });
  const places = useRows<Location>("warehouse.location", {});
  const listed = items.rows.find((each) => each.id === delivery.itemId);
  const alone = useOne<Item>("items.item", listed ? null : delivery.itemId);
  const item = listed ?? alone.data ?? null;
  const lines = useRows<Line>(
    "purchasing.purchase_line",
    item ? { item_id: item.id, ...NEWEST } : { order_id: orderId ?? "", ...NEWEST },
    mayOrders && (item !== null || orderId !== null),
  );
  const orderIds = [...new Set([...lines.rows.map((each) => each.order_id), orderId ?? ""])]
    .filter((id) => id !== "")
    .slice(0, 200);
  const found = useRows<Order>(
    "purchasing.purchase_order",
    { "id.in": orderIds.join(",") },
    mayOrders && orderIds.length > 0,
  );
  const orders = useMemo(() => new Map(found.rows.map((each) => [each.id, each])), [found.rows]);
  const line = lines.rows.find((each) => each.id === delivery.lineId) ?? null;
  const order = orders.get(line?.order_id ?? orderId ?? "") ?? null;
  const supplierId = delivery.supplierId ?? order?.supplier_id ?? null;
  const supplier = useOne<Party>("parties.party", mayParties ? supplierId : null).data ?? null;
  const fitting = useMemo(
    () => linesFor(lines.rows, orders, { orderId, supplierId: delivery.supplierId }),
    [lines.rows, orders, orderId, delivery.supplierId],
  );
  const isLookedUp = mayOrders && !lines.isLoading && !found.isLoading && lines.error === null;
  return {
    items: items.rows,
    hasMoreItems: items.isCut,
    places: places.rows,
    known: { item, line, order, supplier, today, isLookedUp },
    lines: fitting,
    orders,
    isLoading: items.isLoading || places.isLoading,
    error: items.error ?? places.error,
    retry: () => {
      items.retry();
      places.retry();
    },
  };
}
