import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";
import type { InboxAnswer } from "../api/types";

/** What waits for the person: bell, first page and inbox ask it once. */
export function useInbox() {
  return useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => call<InboxAnswer>("/api/inbox", { signal }),
    meta: { isEverything: true, isInbox: true },
  });
}

/** How many things wait: what is one's own turn, open tasks, and kinds of work that have something to be done. */
export function useInboxCount(): number {
  const { data } = useInbox();
  if (data === undefined) return 0;
  const own = data.own.flatMap((each) => each.items).filter((each) => each.is_turn);
  return (
    own.length +
    (data.tasks_count ?? data.tasks.length) +
    data.waiting.reduce((sum, each) => sum + each.count, 0)
  );
}
