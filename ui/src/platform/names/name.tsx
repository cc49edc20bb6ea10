import { useQueries, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Named } from "../api/types";
import { useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import { recordPath } from "../screens/paths";
import { loadName } from "./loader";

const KEPT_MS = 5 * 60_000;

function nameQuery(id: string) {
  return { queryKey: ["name", id], queryFn: () => loadName(id), staleTime: KEPT_MS };
}

/** What stands for a name that is on its way: no id flickers up before it. */
export const COMING: Named = { name: "…", kind: null, detail: null };

/** The name of what an id names; `COMING` while it is asked for, undefined if it may not be read. */
export function useName(id: string | null | undefined): Named | undefined {
  const { data, isPending } = useQuery({ ...nameQuery(id ?? ""), enabled: Boolean(id) });
  if (id && isPending) return COMING;
  return data ?? undefined;
}

/** Names of many ids, by id; `COMING` for those that are asked for. */
export function useNames(ids: readonly string[]): ReadonlyMap<string, Named> {
  return useQueries({
    queries: ids.map(nameQuery),
    combine: (results) =>
      new Map(
        results.flatMap((result, at) => {
          const id = ids[at];
          const named = result.isPending ? COMING : result.data;
          return named && id !== undefined ? [[id, named] as const] : [];
        }),
      ),
  });
}

/** What an id names, as a link to it; the id itself where its name may not be read. */
export function Name(props: { id: string; isPlain?: boolean }): ReactNode {
  const registry = useRegistry();
  const say = useSay();
  const named = useName(props.id);
  if (named === COMING) return <span className="name-coming" title={props.id} aria-busy />;
  const isProgram = named?.kind === null && named.detail !== null;
  const shown = isProgram && named.detail ? say(named.detail) : (named?.name ?? props.id);
  const kind = registry.kindOfId(props.id);
  if (props.isPlain || kind === undefined) return <span title={props.id}>{shown}</span>;
  return (
    <Link to={recordPath(kind.name, props.id)} title={props.id} className="name">
      {shown}
    </Link>
  );
}
