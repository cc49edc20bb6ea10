import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

/** What a question is about, so that the live stream can tell which answers are old. */
export interface Concern {
  /** Ids like `lot_3`; the answer is old when an entry names one of them. */
  subjects?: readonly string[];
  /** Kinds of record like `warehouse.lot`. */
  kinds?: readonly string[];
  /** Old with every new entry: figures, inbox, ledger. */
  isEverything?: boolean;
  /** Also with every task: the inbox. */
  isInbox?: boolean;
}

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: Record<string, unknown> & Concern;
    defaultError: Error;
  }
}

function isWorthAnotherTry(count: number, error: Error): boolean {
  if (!(error instanceof Problem)) return false;
  return count < 2 && (error.isConnectionLost || error.status === 429 || error.status === 503);
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 300_000,
        retry: isWorthAnotherTry,
        networkMode: "always",
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
