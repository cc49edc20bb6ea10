import { call } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BaselineAnswer, ChartAnswer, WallAnswer } from "./types";

const KINDS = ["spc.chart", "spc.control_limits", "spc.plot", "spc.signal"];

/** All charts; asked for again when a point is judged. */
export function useWall() {
  return useQuery({
    queryKey: ["spc", "wall"],
    queryFn: ({ signal }) => call<WallAnswer>("/api/spc/wall", { signal }),
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}

/** A chart over the last hours, or over so many before `to`. */
export function useChart(id: string, hours: number, to: string | null) {
  return useQuery({
    queryKey: ["spc", "chart", id, hours, to],
    queryFn: ({ signal }) => {
      const query = spanOf(hours, to);
      return call<ChartAnswer>(`/api/spc/charts/${id}`, { query, signal });
    },
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}

/** The limits that would follow from a baseline without some points. */
export function useBaseline(
  id: string,
  span: { from: string; to: string },
  without: readonly string[],
  rules: readonly string[],
) {
  return useQuery({
    queryKey: ["spc", "baseline", id, span, without, rules],
    queryFn: ({ signal }) => {
      const query = { ...span, without: without.join(","), rules: rules.join(",") };
      return call<BaselineAnswer>(`/api/spc/charts/${id}/baseline`, { query, signal });
    },
    placeholderData: keepPreviousData,
    enabled: rules.length > 0,
    retry: false,
  });
}

export function spanOf(hours: number, to: string | null): { from: string; to: string } {
  const until = to === null ? new Date() : new Date(to);
  const from = new Date(until.getTime() - hours * 3_600_000).toISOString();
  return { from, to: until.toISOString() };
}
