import { isAbove, isDecimal, minus, sum } from "@platform/terminal/decimal";
import type { Records } from "../../generated/registry";

/** Records as the server gives them, as far as receiving needs them. */
export type Item = Pick<
  Records["items.item"],
  "id" | "number" | "name" | "name_zh" | "tracking" | "unit" | "shelf_life_days" | "state"
>;

export type Party = Pick<
  Records["parties.party"],
  "id" | "code" | "name" | "is_supplier" | "state"
>;

export type Order = Pick<
  Records["purchasing.purchase_order"],
  "id" | "number" | "supplier_id" | "state"
>;

export type Line = Pick<
  Records["purchasing.purchase_line"],
  "id" | "order_id" | "item_id" | "quantity" | "unit" | "received" | "due_on"
>;

export type Location = Records["warehouse.location"];

/** What is being received; texts as typed, dates `2026-03-04`. */
export interface Delivery {
  itemId: string | null;
  lineId: string | null;
  supplierId: string | null;
  supplierLot: string;
  madeOn: string;
  expiresOn: string;
  quantity: string;
  unit: string | null;
  serials: readonly string[];
  note: string;
  barcode: string | null;
}

export const NOTHING: Delivery = {
  itemId: null,
  lineId: null,
  supplierId: null,
  supplierLot: "",
  madeOn: "",
  expiresOn: "",
  quantity: "",
  unit: null,
  serials: [],
  note: "",
  barcode: null,
};

/** Why a delivery is not as it should be: keys of the texts, with what fills them. */
export interface Wrong {
  code:
    | "not_ordered"
    | "order_state"
    | "other_supplier"
    | "supplier_state"
    | "too_much"
    | "less"
    | "expired"
    | "expiry_unknown"
    | "item_state"
    | "supplier_lot_missing"
    | "early"
    | "late";
  /** Information alone; not a reason to keep it apart. */
  isMild?: boolean;
  values?: Readonly<Record<string, string>>;
}

export interface Known {
  item: Item | null;
  line: Line | null;
  order: Order | null;
  supplier: Party | null;
  /** The site's date. */
  today: string;
  /** Whether order lines could be looked up at all. */
  isLookedUp: boolean;
}

const DAY_MS = 86_400_000;

/** `date` + days, both as `2026-03-04`. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day of use as the server will reckon it; null where it is not known or not limited. */
export function expiryOf(delivery: Delivery, item: Item | null): string | null {
  if (delivery.expiresOn !== "") return delivery.expiresOn;
  if (delivery.madeOn === "" || item?.shelf_life_days === undefined) return null;
  return daysAfter(delivery.madeOn, item.shelf_life_days);
}

/** How many pieces or how much is received: of serials their number. */
export function quantityOf(delivery: Delivery, item: Item | null): string {
  return item?.tracking === "serial" ? String(delivery.serials.length) : delivery.quantity;
}

/** Everything that is wrong with a delivery, the worst first; the server judges again. */
export function wrongWith(delivery: Delivery, known: Known): Wrong[] {
  const { item, line, order, supplier, today } = known;
  const wrongs: Wrong[] = [];
  if (item !== null && item.state !== "active") wrongs.push({ code: "item_state" });
  if (supplier !== null && !(supplier.is_supplier && supplier.state === "approved")) {
    wrongs.push({ code: "supplier_state", values: { supplier: supplier.name } });
  }
  if (item !== null && line === null && known.isLookedUp) wrongs.push({ code: "not_ordered" });
  if (order !== null && order.state !== "approved") {
    wrongs.push({ code: "order_state", values: { order: order.number } });
  }
  if (order !== null && supplier !== null && order.supplier_id !== supplier.id) {
    wrongs.push({ code: "other_supplier", values: { order: order.number } });
  }
  return [...wrongs, ...wrongDates(delivery, item, today), ...wrongQuantity(delivery, known)];
}

function wrongDates(delivery: Delivery, item: Item | null, today: string): Wrong[] {
  if (item === null) return [];
  const expiry = expiryOf(delivery, item);
  const wrongs: Wrong[] = [];
  if (expiry !== null && expiry < today) {
    wrongs.push({ code: "expired", values: { on: expiry } });
  }
  if (expiry === null && item.shelf_life_days !== undefined) {
    wrongs.push({ code: "expiry_unknown" });
  }
  if (delivery.supplierLot === "" && item.tracking !== "none") {
    wrongs.push({ code: "supplier_lot_missing", isMild: true });
  }
  return wrongs;
}

const EARLY_DAYS = 14;

function wrongQuantity(delivery: Delivery, { item, line, today }: Known): Wrong[] {
  const wrongs: Wrong[] = [];
  if (line === null) return wrongs;
  const quantity = quantityOf(delivery, item);
  if (isDecimal(quantity) && delivery.unit === line.unit) {
    const total = sum(line.received, quantity);
    if (isAbove(total, line.quantity)) {
      wrongs.push({ code: "too_much", values: { over: minus(total, line.quantity) } });
    } else if (isAbove(line.quantity, total)) {
      wrongs.push({
        code: "less",
        isMild: true,
        values: { open: minus(line.quantity, total) },
      });
    }
  }
  if (line.due_on < today) {
    wrongs.push({ code: "late", isMild: true, values: { on: line.due_on } });
  } else if (line.due_on > daysAfter(today, EARLY_DAYS)) {
    wrongs.push({ code: "early", isMild: true, values: { on: line.due_on } });
  }
  return wrongs;
}

export function isOpen(line: Line): boolean {
  return isAbove(line.quantity, line.received);
}

/** What of a line has not come yet. */
export function openOf(line: Line): string {
  return isOpen(line) ? minus(line.quantity, line.received) : "0";
}

/**
 * The lines that a delivery may belong to, the most likely first: of an approved order, of this
 * order or supplier where one is known, due first.
 */
export function linesFor(
  lines: readonly Line[],
  orders: ReadonlyMap<string, Order>,
  wanted: { orderId: string | null; supplierId: string | null },
): Line[] {
  const likely = (line: Line): number => {
    const order = orders.get(line.order_id);
    const isMeant = wanted.orderId !== null && line.order_id === wanted.orderId;
    const isTheirs = wanted.supplierId !== null && order?.supplier_id === wanted.supplierId;
    return (isMeant ? 4 : 0) + (isTheirs ? 2 : 0) + (order?.state === "approved" ? 1 : 0);
  };
  return lines
    .filter((line) => isOpen(line) && isWaitedFor(orders.get(line.order_id)))
    .sort((a, b) => likely(b) - likely(a) || (a.due_on < b.due_on ? -1 : 1));
}

function isWaitedFor(order: Order | undefined): boolean {
  return order === undefined || order.state === "approved";
}

/** Serial numbers from a text, one a line or between blanks; each once, in order. */
export function serialsOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;，；]+/).filter((each) => each !== ""))];
}
