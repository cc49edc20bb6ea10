import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Records } from "../../generated/registry";
import { call, type Query } from "../api/client";
import type { RecordPage, RecordValues } from "../api/types";

/** What records of a kind look like; of a kind that is not known before the program runs, any. */
type Of<K extends string> = K extends keyof Records ? Records[K] : RecordValues;

/** Records of a kind, refreshed as the ledger grows; `query` as the server takes it. */
export function useRecords<K extends string>(
  kind: K,
  query: Query,
  options: { isEnabled?: boolean } = {},
) {
  return useQuery({
    queryKey: ["records", kind, query],
    queryFn: ({ signal }) => call<RecordPage<Of<K>>>(`/api/records/${kind}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: options.isEnabled ?? true,
    meta: { kinds: [kind] },
  });
}
