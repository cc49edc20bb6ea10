import { expect, it } from "vitest";
import { type Packed, packBody } from "./packing";

const lot: Packed = {
  kind: "lot",
  id: "lot_1",
  name: "A",
  locationId: "loc_1",
  quantity: "50",
  unit: "pcs",
};

it("a package is told as lines, serials and packages at the place of the first", () => {
  const serial = { ...lot, kind: "serial" as const, id: "ser_4", quantity: null };
  const box = { ...lot, kind: "package" as const, id: "pkg_2", quantity: null };
  expect(packBody("case", [lot, serial, box], null)).toEqual({
    level: "case",
    location_id: "loc_1",
    lines: [{ lot_id: "lot_1", quantity: "50", unit: "pcs" }],
    serial_ids: ["ser_4"],
    package_ids: ["pkg_2"],
  });
  expect(packBody("pallet", [box], "106948000000000017").sscc).toBe("106948000000000017");
});
