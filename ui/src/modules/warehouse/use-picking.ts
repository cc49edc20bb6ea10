import { useRegistry } from "@platform/registry/registry";
import { useOne, useRows } from "@platform/terminal/rows";
import { useToday } from "@platform/terminal/today";
import { prefixOf } from "@platform/terminal/understand";
import { useMemo } from "react";
import { type Pick, picksOf, type Wanted } from "./fefo";
import { type Need, needsOfSales, needsOfWork } from "./needs";
import {
  type Bom,
  type BomLine,
  IN_STOCK,
  type Item,
  type Location,
  type Lot,
  type Material,
  type SalesLine,
  type Shipment,
  type ShipmentLine,
  type Stock,
  type WorkOrder,
} from "./records";

export interface Order {
  id: string;
  isShipment: boolean;
  shipment: Shipment | undefined;
  work: WorkOrder | undefined;
  isOpen: boolean;
  purpose: Lot["purpose"];
  needs: readonly Need[];
  picked: readonly ShipmentLine[];
  isLoading: boolean;
  error: Error | null;
}

/** What a shipment or a work order needs, and how much of that is there. */
export function useOrder(id: string): Order {
  const isShipment = prefixOf(id) === "shp";
  const registry = useRegistry();
  const shipment = useOne<Shipment>("sales.shipment", isShipment ? id : null);
  const orderId = shipment.data?.order_id;
  const sales = useRows<SalesLine>(
    "sales.order_line",
    { order_id: orderId ?? "" },
    orderId !== undefined,
  );
  const picked = useRows<ShipmentLine>("sales.shipment_line", { shipment_id: id }, isShipment);
  const work = useOne<WorkOrder>("production.work_order", isShipment ? null : id);
  const bomId = work.data?.bom_id;
  const bom = useOne<Bom>("items.bom", bomId);
  const lines = useRows<BomLine>("items.bom_line", { bom_id: bomId ?? "" }, bomId !== undefined);
  const material = useRows<Material>("production.material", { work_order_id: id }, !isShipment);
  const needs = useMemo(() => {
    if (isShipment) return needsOfSales(sales.rows);
    if (work.data === undefined || bom.data === undefined) return [];
    const decimals = (unit: string) => registry.unit(unit)?.decimals ?? 0;
    return needsOfWork(work.data, bom.data, lines.rows, material.rows, decimals);
  }, [isShipment, sales.rows, work.data, bom.data, lines.rows, material.rows, registry]);
  const parts = [shipment, sales, picked, work, bom, lines, material];
  return {
    id,
    isShipment,
    shipment: shipment.data,
    work: work.data,
    isOpen: isShipment
      ? shipment.data?.state === "open"
      : ["released", "in_progress"].includes(work.data?.state ?? ""),
    purpose: work.data?.purpose ?? "commercial",
    needs,
    picked: picked.rows.filter((line) => line.state === "picked"),
    isLoading: parts.some((part) => part.isLoading),
    error: parts.find((part) => part.error !== null)?.error ?? null,
  };
}

const FROM_SALES: ReadonlySet<Location["kind"]> = new Set(["storage", "shipping"]);
const FROM_WORK: ReadonlySet<Location["kind"]> = new Set(["storage", "production", "shipping"]);

export interface Supply {
  wanted: Wanted;
  picks: readonly Pick[];
  item: Item | undefined;
  isLoading: boolean;
}

/** What may be taken of an item for an order, in the order in which it has to go. */
export function useSupply(
  order: Order,
  itemId: string | null,
  locations: ReadonlyMap<string, Location>,
): Supply {
  const today = useToday();
  const item = useOne<Item>("items.item", itemId);
  const of = { item_id: itemId ?? "" };
  const isAsked = itemId !== null;
  const stock = useRows<Stock>("warehouse.stock", { ...of, ...IN_STOCK }, isAsked);
  const ids = [...new Set(stock.rows.map((row) => row.lot_id))].slice(0, 500).join(",");
  const lots = useRows<Lot>("warehouse.lot", { "id.in": ids }, ids !== "");
  const promised = useRows<ShipmentLine>(
    "sales.shipment_line",
    { ...of, state: "picked" },
    isAsked && order.isShipment,
  );
  const wanted: Wanted = useMemo(
    () => ({
      itemId: itemId ?? "",
      purpose: order.purpose,
      from: order.isShipment ? FROM_SALES : FROM_WORK,
      today,
    }),
    [itemId, order.purpose, order.isShipment, today],
  );
  const picks = useMemo(
    () => picksOf(lots.rows, stock.rows, locations, promised.rows, wanted),
    [lots.rows, stock.rows, locations, promised.rows, wanted],
  );
  const isLoading = item.isLoading || stock.isLoading || lots.isLoading || promised.isLoading;
  return { wanted, picks, item: item.data, isLoading };
}
