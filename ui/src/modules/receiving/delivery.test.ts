import { describe, expect, it } from "vitest";
import {
  type Delivery,
  daysAfter,
  type Item,
  type Known,
  type Line,
  linesFor,
  NOTHING,
  type Order,
  type Party,
  serialsOf,
  wrongWith,
} from "./delivery";

const item: Item = {
  id: "itm_1",
  number: "RM-PVC",
  name: "PVC",
  tracking: "lot",
  unit: "kg",
  shelf_life_days: 730,
  state: "active",
};
const supplier: Party = {
  id: "pty_1",
  code: "S",
  name: "Resin",
  is_supplier: true,
  state: "approved",
};
const order: Order = { id: "por_1", number: "PO-1", supplier_id: "pty_1", state: "approved" };
const line: Line = {
  id: "pol_1",
  order_id: "por_1",
  item_id: "itm_1",
  quantity: "60",
  unit: "kg",
  received: "20",
  due_on: "2026-11-20",
};
const known: Known = { item, line, order, supplier, today: "2026-11-20", isLookedUp: true };
const good: Delivery = {
  ...NOTHING,
  itemId: "itm_1",
  lineId: "pol_1",
  supplierId: "pty_1",
  supplierLot: "X1",
  madeOn: "2026-10-01",
  quantity: "40",
  unit: "kg",
};

function codes(delivery: Partial<Delivery>, other: Partial<Known> = {}): string[] {
  return wrongWith({ ...good, ...delivery }, { ...known, ...other }).map((each) => each.code);
}

describe("what is wrong with a delivery", () => {
  it("is nothing when it is as ordered", () => expect(codes({})).toEqual([]));

  it("is said of quantity", () => {
    expect(codes({ quantity: "40.5" })).toEqual(["too_much"]);
    expect(codes({ quantity: "39" })).toEqual(["less"]);
    expect(codes({ quantity: "" })).toEqual([]);
    expect(wrongWith({ ...good, quantity: "40.5" }, known)[0]?.values).toEqual({ over: "0.5" });
  });

  it("is said of expiry, reckoned from the day it was made", () => {
    expect(codes({ madeOn: "2024-11-19" })).toEqual(["expired"]);
    expect(codes({ madeOn: "2024-11-20" })).toEqual([]);
    expect(codes({ madeOn: "" })).toEqual(["expiry_unknown"]);
    expect(codes({ madeOn: "", expiresOn: "2026-11-19" })).toEqual(["expired"]);
  });

  it("is said of supplier and order", () => {
    expect(codes({}, { supplier: { ...supplier, state: "blocked" } })).toEqual(["supplier_state"]);
    expect(codes({}, { supplier: { ...supplier, id: "pty_2" } })).toEqual(["other_supplier"]);
    expect(codes({}, { order: { ...order, state: "closed" } })).toEqual(["order_state"]);
    expect(codes({}, { line: null, order: null })).toEqual(["not_ordered"]);
    expect(codes({}, { line: null, order: null, isLookedUp: false })).toEqual([]);
  });

  it("counts serials as the quantity", () => {
    const serial: Item = { ...item, tracking: "serial", shelf_life_days: undefined };
    const pieces = { ...line, unit: "pcs", quantity: "3", received: "0" };
    const delivery = { unit: "pcs", serials: ["1", "2", "3", "4"] };
    expect(codes(delivery, { item: serial, line: pieces })).toEqual(["too_much"]);
  });
});

describe("the order line of a delivery", () => {
  const orders = new Map<string, Order>([
    ["por_1", order],
    ["por_2", { ...order, id: "por_2", supplier_id: "pty_2" }],
    ["por_3", { ...order, id: "por_3", state: "closed" }],
  ]);
  const lines = [
    { ...line, id: "a", due_on: "2026-12-01" },
    { ...line, id: "b", order_id: "por_2", due_on: "2026-11-01" },
    { ...line, id: "c", order_id: "por_3" },
    { ...line, id: "d", received: "60" },
  ];

  it("is the first due of an open order, or that of the supplier or order that is known", () => {
    const found = (orderId: string | null, supplierId: string | null) =>
      linesFor(lines, orders, { orderId, supplierId }).map((each) => each.id);
    expect(found(null, null)).toEqual(["b", "a"]);
    expect(found(null, "pty_1")).toEqual(["a", "b"]);
    expect(found("por_2", "pty_1")).toEqual(["b", "a"]);
  });
});

it("days pass over months and leap years", () => {
  expect(daysAfter("2028-02-28", 2)).toBe("2028-03-01");
});

it("serials come in any list, each once", () => {
  expect(serialsOf("A1\nA2, A1;A3  A4")).toEqual(["A1", "A2", "A3", "A4"]);
});
