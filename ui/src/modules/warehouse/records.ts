import type { Records } from "../../generated/registry";

/** Records as the server gives them, that the warehouse terminal needs. */
export type Lot = Pick<
  Records["warehouse.lot"],
  | "id"
  | "number"
  | "item_id"
  | "unit"
  | "state"
  | "purpose"
  | "holds"
  | "expires_on"
  | "supplier_lot"
>;
export type Item = Records["items.item"];
export type Location = Records["warehouse.location"];
export type Stock = Records["warehouse.stock"];
export type Package = Records["warehouse.package"];
export type Shipment = Records["sales.shipment"];
export type SalesLine = Records["sales.order_line"];
export type ShipmentLine = Records["sales.shipment_line"];
export type WorkOrder = Records["production.work_order"];
export type Bom = Records["items.bom"];
export type BomLine = Records["items.bom_line"];
export type Material = Records["production.material"];

/** In some records the server leaves out what is zero or empty; amounts always come. */
export const IN_STOCK = { "quantity.min": "1" } as const;
