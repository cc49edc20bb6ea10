import { call } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { LiveAnswer, SeriesAnswer } from "./types";

const KINDS = [
  "monitoring.last_reading",
  "monitoring.excursion",
  "monitoring.start_withdrawal",
  "monitoring.limits",
  "monitoring.point",
];
/** As many places as a wide screen shows. */
const WIDTH = 800;

/** Where all points stand; asked for again when something is read. */
export function useLive() {
  return useQuery({
    queryKey: ["monitoring", "live"],
    queryFn: ({ signal }) => call<LiveAnswer>("/api/monitoring/live", { signal }),
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}

/** What was read of a point from `from` to `to`; without `to`, up to now, and again with news. */
export function useSeries(id: string, hours: number, to: string | null) {
  return useQuery({
    queryKey: ["monitoring", "series", id, hours, to],
    queryFn: ({ signal }) => {
      const until = to === null ? new Date() : new Date(to);
      const from = new Date(until.getTime() - hours * 3_600_000).toISOString();
      const query = { from, to: until.toISOString(), width: WIDTH };
      return call<SeriesAnswer>(`/api/monitoring/points/${id}`, { query, signal });
    },
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}
