import { useQuery } from "@tanstack/react-query";
import { call } from "./client";
import type { LedgerStatus } from "./types";

/** The site and how its ledger stands; kept up to date by the live stream. */
export function useLedger(): LedgerStatus | undefined {
  return useQuery({
    queryKey: ["ledger"],
    queryFn: ({ signal }) => call<LedgerStatus>("/api/ledger", { signal }),
    meta: { isEverything: true },
    staleTime: 30_000,
  }).data;
}
