import { expect, test } from "vitest";
import { stockRows, sumOf } from "./sums";

test("decimals are added without a digit lost", () => {
  expect(sumOf(["0.1", "0.2"])).toBe("0.3");
  expect(sumOf(["90071992547409.93", "0.000000000000000001"])).toBe(
    "90071992547409.930000000000000001",
  );
  expect(sumOf(["1.5", "-2"])).toBe("-0.5");
  expect(sumOf(["189", "11"])).toBe("200");
  expect(sumOf([])).toBe("0");
});

test("stock of an item over its locations stands in one row, by status", () => {
  const at = (location_id: string, status: string, quantity: string) => ({
    item_id: "itm_1",
    location_id,
    status,
    quantity,
    unit: "kg",
  });
  const [row] = stockRows([
    at("loc_1", "released", "1.25"),
    at("loc_2", "released", "0.75"),
    at("loc_2", "quarantined", "3"),
  ]);
  expect([...(row?.by ?? [])]).toEqual([
    ["released", "2.00"],
    ["quarantined", "3"],
  ]);
  expect(row?.total).toBe("5.00");
});
