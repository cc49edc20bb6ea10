import type { Order } from "./types";

/** What is most late first, then what is due next, then in the order of the numbers. */
export function inUrgency(orders: readonly Order[]): Order[] {
  const due = (order: Order) => order.due_on ?? "9999-12-31";
  return [...orders].sort(
    (one, other) =>
      other.late_days - one.late_days ||
      due(one).localeCompare(due(other)) ||
      one.number.localeCompare(other.number),
  );
}

/** Orders whose number, party or item has the words, and that are late if only those are wanted. */
export function matching(
  orders: readonly Order[],
  words: string,
  isLateOnly: boolean,
): readonly Order[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "" && !isLateOnly) return orders;
  return orders.filter((order) => {
    const said =
      `${order.number} ${order.title.en} ${order.title.zh} ${order.item ?? ""}`.toLowerCase();
    return said.includes(wanted) && (!isLateOnly || order.late_days > 0);
  });
}

/** How far an order is, in per cent; null where nothing says so. */
export function progress(order: Order): number | null {
  const [part, whole] =
    order.lines === undefined
      ? [Number(order.received ?? 0), Number(order.quantity ?? 0)]
      : [order.done ?? 0, order.lines];
  return whole > 0 ? Math.min(100, Math.round((100 * part) / whole)) : null;
}
