import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../api/client";
import { Problem } from "../api/problem";
import type { Told } from "../api/types";
import { onSealed } from "../live/live";

const ASK_AGAIN_MS = 1_000;

/** The entry of a command once it is sealed; null as long as it is not. */
export function useSealed(commandId: string) {
  const queries = useQueryClient();
  const result = useQuery({
    queryKey: ["receipt", commandId],
    queryFn: ({ signal }) => sealed(commandId, signal),
    refetchInterval: (query) => (query.state.data === null ? ASK_AGAIN_MS : false),
    staleTime: (query) => (query.state.data ? Number.POSITIVE_INFINITY : 0),
  });
  const isOpen = result.data === null;
  useEffect(() => {
    if (!isOpen) return;
    return onSealed(() => void queries.invalidateQueries({ queryKey: ["receipt", commandId] }));
  }, [isOpen, queries, commandId]);
  return result;
}

async function sealed(commandId: string, signal: AbortSignal): Promise<Told | null> {
  try {
    return await call<Told>(`/api/receipts/${commandId}`, { signal });
  } catch (error) {
    if (error instanceof Problem && error.code === "not_sealed") return null;
    throw error;
  }
}
