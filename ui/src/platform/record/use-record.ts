import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Records } from "../../generated/registry";
import { call } from "../api/client";
import type { Possible, RecordAnswer, RecordValues, Told } from "../api/types";

/** The id that entries name a record by: the first part of its key. */
export function subjectOf(key: string): string {
  return key.split("|")[0] ?? key;
}

type Of<K extends string> = K extends keyof Records ? Records[K] : RecordValues;

/** A record now, or as it was at a tree size or time. */
export function useRecord<K extends string>(kind: K, key: string, asOf: string | null = null) {
  return useQuery({
    queryKey: ["record", kind, key, asOf],
    queryFn: ({ signal }) =>
      call<RecordAnswer<Of<K>>>(`/api/record/${kind}/${encodeURIComponent(key)}`, {
        query: { as_of: asOf },
        signal,
      }),
    placeholderData: keepPreviousData,
    // What was, stays.
    staleTime: asOf === null ? undefined : Number.POSITIVE_INFINITY,
    meta: asOf === null ? { subjects: [subjectOf(key)], kinds: [kind] } : undefined,
  });
}

export const TIMELINE_MAX = 200;

/** Entries about an id, newest first; `before` a sequence number for what is earlier. */
export function useTimeline(subject: string, isEnabled = true) {
  return useQuery({
    queryKey: ["timeline", subject],
    queryFn: ({ signal }) =>
      call<{ events: Told[] }>(`/api/timeline/${subject}`, {
        query: { limit: TIMELINE_MAX },
        signal,
      }),
    enabled: isEnabled,
    meta: { subjects: [subject] },
    select: ({ events }) => events,
  });
}

/** Every command about an id: whether it may be done now, and if not, why not. */
export function usePossible(subject: string, isEnabled = true): Possible[] | undefined {
  return useQuery({
    queryKey: ["possible", subject],
    queryFn: ({ signal }) => call<Possible[]>(`/api/possible/${subject}`, { signal }),
    enabled: isEnabled,
    meta: { subjects: [subject], isEverything: true },
  }).data;
}
