import { expect, it } from "vitest";
import { needsOfSales, needsOfWork } from "./needs";
import type { Bom, BomLine, Material, SalesLine, WorkOrder } from "./records";

it("a sales line needs what is neither picked nor shipped", () => {
  const line = { id: "sol_1", item_id: "itm_1", quantity: "10", unit: "pcs" };
  const lines = [{ ...line, picked: "3", shipped: "2" }] as SalesLine[];
  expect(needsOfSales(lines)[0]).toMatchObject({ wanted: "10", done: "5", open: "5" });
});

it("a work order needs its share of the bill, rounded up to what can be issued", () => {
  const order = { quantity: "333", unit: "pcs" } as WorkOrder;
  const bom = { quantity: "1000", unit: "pcs" } as Bom;
  const lines = [
    { position: 1, component_id: "itm_1", quantity: "12", unit: "kg" },
    { position: 2, component_id: "itm_2", quantity: "2", unit: "pcs" },
  ] as BomLine[];
  const material = [
    { item_id: "itm_1", issued: "5", returned: "0.5" },
    { item_id: "itm_1", issued: "0.1", returned: "0" },
    { item_id: "itm_2", issued: "5000", returned: "0" },
  ] as Material[];
  const needs = needsOfWork(order, bom, lines, material, (unit) => (unit === "kg" ? 2 : 0));
  expect(needs.map((each) => [each.wanted, each.done, each.open])).toEqual([
    ["4", "4.6", "0"],
    ["1", "5000", "0"],
  ]);
});
