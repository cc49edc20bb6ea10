import { call } from "@platform/api/client";
import type { EntryPage } from "@platform/api/types";
import { usePerson } from "@platform/session/store";
import { useQuery } from "@tanstack/react-query";
import type { HomeAnswer } from "./figures";

const RECENT = 8;

export function useHome() {
  return useQuery({
    queryKey: ["home"],
    queryFn: ({ signal }) => call<HomeAnswer>("/api/home", { signal }),
    meta: { isEverything: true, isInbox: true },
  });
}

/** What the person did last; everybody may read that of themselves. */
export function useRecent() {
  const { userId } = usePerson();
  return useQuery({
    queryKey: ["entries", "own", userId],
    queryFn: ({ signal }) =>
      call<EntryPage>("/api/entries", { query: { actor: userId, limit: RECENT }, signal }),
    meta: { isEverything: true },
  });
}
