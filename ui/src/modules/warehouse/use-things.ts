import { useOne, useRows } from "@platform/terminal/rows";
import { useMemo } from "react";
import { IN_STOCK, type Item, type Location, type Lot, type Stock } from "./records";

/** All places of the site, by id, and found by the code on their label without the line. */
export function useLocations() {
  const { rows, isLoading, error, retry } = useRows<Location>("warehouse.location", {});
  const byId = useMemo(() => new Map(rows.map((each) => [each.id, each])), [rows]);
  const known = (text: string) => rows.find((each) => each.code === text)?.id ?? null;
  return { rows, byId, known, isLoading, error, retry };
}

export interface LotSight {
  lot: Lot | undefined;
  item: Item | undefined;
  stock: readonly Stock[];
  error: Error | null;
  isLoading: boolean;
}

/** A lot with its item and where it is. */
export function useLot(id: string | null): LotSight {
  const lot = useOne<Lot>("warehouse.lot", id);
  const item = useOne<Item>("items.item", lot.data?.item_id);
  const stock = useRows<Stock>("warehouse.stock", { lot_id: id ?? "", ...IN_STOCK }, id !== null);
  return {
    lot: lot.data,
    item: item.data,
    stock: stock.rows,
    error: lot.error ?? item.error ?? stock.error,
    isLoading: lot.isLoading || item.isLoading || stock.isLoading,
  };
}
