import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { call, type Query } from "../api/client";
import type { RecordPage } from "../api/types";

/** Records of a kind, refreshed as the ledger grows; `query` as the server takes it. */
export function useRecords(kind: string, query: Query, options: { isEnabled?: boolean } = {}) {
  return useQuery({
    queryKey: ["records", kind, query],
    queryFn: ({ signal }) => call<RecordPage>(`/api/records/${kind}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: options.isEnabled ?? true,
    meta: { kinds: [kind] },
  });
}
