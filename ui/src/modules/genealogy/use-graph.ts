import { call } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSearchParams } from "react-router-dom";
import type { Direction, Graph, GraphNode, Row } from "./types";

/** The server groups units that are alike until the drawing has no more nodes than this. */
const NODES = 800;
const NODES_MORE = 3000;
const PAGE = 1000;
export const ROWS_MAX = 20_000;
export const MEMBERS = 50;

const DIRECTIONS: readonly Direction[] = ["backward", "both", "forward"];

/** What is drawn, kept in the address. */
export interface View {
  direction: Direction;
  /** Null for all levels. */
  depth: number | null;
  nodesMax: number;
  put: (name: "direction" | "depth" | "nodes", value: string | null) => void;
}

export function useView(): View {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("direction");
  const depth = Number(search.get("depth"));
  const put = useCallback(
    (name: string, value: string | null) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return {
    direction: DIRECTIONS.find((each) => each === asked) ?? "both",
    depth: Number.isInteger(depth) && depth > 0 ? depth : null,
    nodesMax: search.get("nodes") === "more" ? NODES_MORE : NODES,
    put,
  };
}

export function useGraph(id: string, { direction, depth, nodesMax }: View) {
  const query = { direction, depth, nodes_max: nodesMax };
  return useQuery({
    queryKey: ["graph", id, query],
    queryFn: ({ signal }) => call<Graph>(`/api/graph/${id}`, { query, signal }),
    placeholderData: (last, question) => (question?.queryKey[1] === id ? last : undefined),
    meta: { kinds: ["genealogy.edge", "genealogy.run", "warehouse.lot", "warehouse.serial"] },
  });
}

/** One page of what a group of the drawing has in it. */
export function useMembers(
  id: string,
  { direction, depth, nodesMax }: View,
  of: string,
  offset: number,
) {
  const query = { direction, depth, nodes_max: nodesMax, of, offset, limit: MEMBERS };
  return useQuery({
    queryKey: ["graph members", id, query],
    queryFn: ({ signal }) =>
      call<{ total: number; nodes: Omit<GraphNode, "x" | "y">[] }>(`/api/graph/${id}/group`, {
        query,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** Every unit of the scope, page after page; `tell` hears how far it is. */
export function useRows(
  id: string,
  { direction, depth }: View,
  isEnabled: boolean,
  tell: (done: number, total: number) => void,
) {
  return useQuery({
    queryKey: ["graph rows", id, direction, depth],
    queryFn: async ({ signal }) => {
      const rows: Row[] = [];
      let total = 0;
      do {
        const query = { direction, depth, offset: rows.length, limit: PAGE };
        const page = await call<{ total: number; rows: Row[] }>(`/api/graph/${id}/table`, {
          query,
          signal,
        });
        rows.push(...page.rows);
        total = page.rows.length === 0 ? rows.length : page.total;
        tell(rows.length, total);
      } while (rows.length < Math.min(total, ROWS_MAX));
      return { rows, total };
    },
    enabled: isEnabled,
    staleTime: 60_000,
  });
}
