import { call } from "@platform/api/client";
import { useQuery } from "@tanstack/react-query";
import type { AwaitedSignature, ChangePage, Differences, Impact } from "./types";

/** A change order and what it needs to go on. */
export function useChange(id: string) {
  return useQuery({
    queryKey: ["change", id],
    queryFn: ({ signal }) => call<ChangePage>(`/api/changes/${id}`, { signal }),
    meta: { subjects: [id], isEverything: true },
  });
}

export function useDifferences(id: string) {
  return useQuery({
    queryKey: ["change", id, "differences"],
    queryFn: ({ signal }) =>
      call<{ objects: Differences[] }>(`/api/changes/${id}/differences`, { signal }),
    meta: { subjects: [id] },
    select: ({ objects }) => objects,
  });
}

export function useImpact(id: string) {
  return useQuery({
    queryKey: ["change", id, "impact"],
    queryFn: ({ signal }) => call<Impact>(`/api/changes/${id}/impact`, { signal }),
    meta: { subjects: [id] },
  });
}

/** Two versions of one thing. */
export function useComparison(old: string, later: string) {
  return useQuery({
    queryKey: ["differences", old, later],
    queryFn: ({ signal }) =>
      call<Differences>("/api/differences", { query: { old, new: later }, signal }),
    enabled: old !== "" && later !== "",
  });
}

/** What waits for the signature of whoever is signed in. */
export function useApprovals() {
  return useQuery({
    queryKey: ["approvals"],
    queryFn: ({ signal }) => call<{ approvals: AwaitedSignature[] }>("/api/approvals", { signal }),
    meta: { isEverything: true, isInbox: true },
    select: ({ approvals }) => approvals,
  });
}
