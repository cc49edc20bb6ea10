import { call } from "@platform/api/client";
import { useQuery } from "@tanstack/react-query";
import type { MineAnswer } from "./types";

/** What one was told and by what one is told; asked for again whenever something happened. */
export function useMine() {
  return useQuery({
    queryKey: ["notifications", "mine"],
    queryFn: ({ signal }) => call<MineAnswer>("/api/notifications", { signal }),
    meta: { isEverything: true },
  });
}
