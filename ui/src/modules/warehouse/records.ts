/** Records as the server gives them, as far as the warehouse terminal needs them. */
export interface Lot {
  id: string;
  number: string;
  item_id: string;
  unit: string;
  state: "quarantined" | "released" | "rejected";
  purpose: "commercial" | "validation" | "trial";
  holds: number;
  expires_on?: string;
  supplier_lot?: string;
}

export interface Item {
  id: string;
  number: string;
  name: string;
  name_zh?: string;
  tracking: "none" | "lot" | "serial";
  unit: string;
}

export interface Location {
  id: string;
  code: string;
  name: string;
  kind: "quarantine" | "storage" | "production" | "shipping" | "rejected" | "external";
}

export interface Stock {
  lot_id: string;
  location_id: string;
  item_id: string;
  unit: string;
  quantity: string;
  packed: string;
}

export interface Package {
  id: string;
  level: string;
  state: string;
  sscc?: string;
  parent_id?: string;
  location_id?: string;
}

export interface Shipment {
  id: string;
  number: string;
  order_id: string;
  consignee_id: string;
  state: string;
}

export interface SalesLine {
  id: string;
  order_id: string;
  item_id: string;
  quantity: string;
  unit: string;
  due_on: string;
  picked: string;
  shipped: string;
}

export interface ShipmentLine {
  id: string;
  shipment_id: string;
  item_id: string;
  lot_id: string;
  location_id: string;
  quantity: string;
  unit: string;
  state: string;
  package_id?: string;
}

export interface WorkOrder {
  id: string;
  number: string;
  item_id: string;
  bom_id: string;
  purpose: Lot["purpose"];
  quantity: string;
  unit: string;
  state: string;
}

export interface Bom {
  id: string;
  quantity: string;
  unit: string;
}

export interface BomLine {
  bom_id: string;
  position: number;
  component_id: string;
  quantity: string;
  unit: string;
}

export interface Material {
  work_order_id: string;
  lot_id: string;
  item_id: string;
  unit: string;
  issued: string;
  returned: string;
}

/** In some records the server leaves out what is zero or empty; amounts always come. */
export const IN_STOCK = { "quantity.min": "1" } as const;
