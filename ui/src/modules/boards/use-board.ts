import { call, type Query } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

const KINDS = {
  orders: ["production.work_order", "sales.order", "purchasing.purchase_order"],
  schedule: ["production.operation_run", "production.work_order", "sites.workstation"],
  stock: ["warehouse.stock", "warehouse.lot"],
  expiry: ["warehouse.stock", "warehouse.lot"],
  map: ["warehouse.stock", "warehouse.lot", "warehouse.location", "warehouse.package"],
} as const;

/** A board, asked for again when what it shows changes. */
export function useBoard<T>(name: keyof typeof KINDS, query: Query = {}, isEnabled = true) {
  return useQuery({
    queryKey: ["board", name, query],
    queryFn: ({ signal }) => call<T>(`/api/board/${name}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    meta: { kinds: KINDS[name] },
  });
}
