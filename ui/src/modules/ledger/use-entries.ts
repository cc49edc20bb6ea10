import { call } from "@platform/api/client";
import type { EntryPage } from "@platform/api/types";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type EntryQuestion, serverQuery } from "./question";

const PAGE = 50;

/** Entries before number `top` that fit, newest first, a page at a time. */
export function useEntries(question: EntryQuestion, top: number, zone: string) {
  const query = serverQuery(question, zone);
  return useInfiniteQuery({
    queryKey: ["entries", query, top],
    queryFn: ({ pageParam, signal }) =>
      call<EntryPage>("/api/entries", {
        query: { ...query, before: pageParam, limit: PAGE },
        signal,
      }),
    initialPageParam: top,
    getNextPageParam: (last) => last.next_before,
    // What was sealed before `top` stays as it is.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
