import { useQuery } from "@tanstack/react-query";
import { call, type Query } from "../api/client";
import type { RecordAnswer, RecordPage } from "../api/types";

/** Most that the server gives at once. */
export const ROWS_MAX = 1000;

export interface Rows<T> {
  rows: readonly T[];
  isLoading: boolean;
  error: Error | null;
  /** There are more than came. */
  isCut: boolean;
  retry: () => void;
}

const NONE: readonly never[] = [];

/**
 * All records of a kind with some values, typed by the caller as the server declares them. Other
 * than in lists, nothing of an earlier question is shown while the answer is on its way.
 */
export function useRows<T>(kind: string, query: Query, isEnabled = true): Rows<T> {
  const { data, isLoading, error, refetch } = useQuery({
    queryKey: ["rows", kind, query],
    queryFn: ({ signal }) =>
      call<RecordPage>(`/api/records/${kind}`, { query: { limit: ROWS_MAX, ...query }, signal }),
    enabled: isEnabled,
    meta: { kinds: [kind] },
  });
  return {
    rows: (data?.records ?? NONE) as readonly T[],
    isLoading,
    error: data === undefined ? error : null,
    isCut: (data?.total ?? 0) > (data?.records.length ?? 0),
    retry: () => void refetch(),
  };
}

/** One record; undefined until it is here. */
export function useOne<T>(kind: string, id: string | null | undefined) {
  return useQuery({
    queryKey: ["one", kind, id],
    queryFn: ({ signal }) => call<RecordAnswer>(`/api/record/${kind}/${id}`, { signal }),
    enabled: Boolean(id),
    select: (answer) => answer.record as T,
    meta: { kinds: [kind], subjects: id ? [id] : [] },
  });
}

const PAGES_MAX = 25;

/** All records, page after page, of what may be many: results of a large sample. */
export function useAllRows<T>(kind: string, query: Query, isEnabled = true): Rows<T> {
  const { data, isLoading, error, refetch } = useQuery({
    queryKey: ["all-rows", kind, query],
    queryFn: ({ signal }) => everything(kind, query, signal),
    enabled: isEnabled,
    meta: { kinds: [kind] },
  });
  return {
    rows: (data?.records ?? NONE) as readonly T[],
    isLoading,
    error: data === undefined ? error : null,
    isCut: data?.isCut ?? false,
    retry: () => void refetch(),
  };
}

async function everything(kind: string, query: Query, signal: AbortSignal) {
  const records: RecordPage["records"] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const asked: Query = { limit: ROWS_MAX, ...query, after };
    const found: RecordPage & { next?: string | null } = await call(`/api/records/${kind}`, {
      query: asked,
      signal,
    });
    records.push(...found.records);
    after = found.next ?? null;
    if (after === null) return { records, isCut: false };
  }
  return { records, isCut: true };
}
