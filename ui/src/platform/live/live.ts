import { type QueryClient, type QueryMeta, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../api/client";
import { isServerReachable, onReachable, reportReachable } from "../api/connection";
import type { LedgerStatus } from "../api/types";
import { sessionState } from "../session/store";

/** What was sealed since the last message. */
export interface Sealed {
  size: number;
  subjects: string[];
  kinds: string[];
  at: string;
  /** Not everything is named: whatever is on the screen may have changed. */
  more: boolean;
}

const GATHER_MS = 800;
const SILENCE_MS = 45_000;
const sealedListeners = new Set<(sealed: Sealed) => void>();

/** Called for every message of the stream about new entries. */
export function onSealed(listener: (sealed: Sealed) => void): () => void {
  sealedListeners.add(listener);
  return () => sealedListeners.delete(listener);
}

/** Whether an answer with this concern may be old after these entries. */
export function isConcerned(meta: QueryMeta | undefined, sealed: Sealed): boolean {
  if (meta === undefined) return false;
  if (meta.isEverything || sealed.more) return true;
  const names = (list: readonly string[] | undefined, told: string[]) =>
    list?.some((each) => told.includes(each)) ?? false;
  return names(meta.subjects, sealed.subjects) || names(meta.kinds, sealed.kinds);
}

/**
 * What came while no stream was listening: names nothing, so whatever is shown may be old. After a
 * broken stream the tree that is known says nothing of answers that came at other moments.
 */
export function unheard(
  known: number | undefined,
  size: number,
  wasBroken: boolean,
): Sealed | null {
  const isBehind = wasBroken || (known !== undefined && size > known);
  return isBehind ? { size, subjects: [], kinds: [], at: "", more: true } : null;
}

function refresh(queries: QueryClient, sealed: Sealed): void {
  queries.setQueryData<LedgerStatus>(
    ["ledger"],
    (known) => known && { ...known, size: sealed.size },
  );
  void queries.invalidateQueries({ predicate: (query) => isConcerned(query.meta, sealed) });
  for (const listener of sealedListeners) listener(sealed);
}

function merged(gathered: Sealed[]): Sealed {
  const last = gathered[gathered.length - 1];
  return {
    size: Math.max(...gathered.map((each) => each.size)),
    subjects: [...new Set(gathered.flatMap((each) => each.subjects))],
    kinds: [...new Set(gathered.flatMap((each) => each.kinds))],
    at: last?.at ?? "",
    more: gathered.some((each) => each.more),
  };
}

/** Follow the plant while signed in: what is on the screen is asked for again when it is old. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => follow(queries), [queries]);
}

function probe(): void {
  if (sessionState().phase === "in") call("/api/session").catch(() => undefined);
}

function follow(queries: QueryClient): () => void {
  let gathered: Sealed[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | null = null;
  let heard = Date.now();
  /** The tree that was told of last, by this stream or one before it. */
  let known: number | undefined;
  let isBroken = false;
  const flush = () => {
    gathering = undefined;
    const all = gathered;
    gathered = [];
    if (all.length > 0) refresh(queries, merged(all));
  };
  const open = () => {
    source?.close();
    heard = Date.now();
    source = new EventSource("/api/live");
    const alive = () => {
      heard = Date.now();
      reportReachable(true);
    };
    source.onopen = alive;
    // Whether the server is gone or only the stream, a request finds out.
    source.onerror = () => {
      isBroken = true;
      probe();
    };
    const gather = (sealed: Sealed) => {
      known = sealed.size;
      gathered.push(sealed);
      gathering ??= setTimeout(flush, GATHER_MS);
    };
    source.addEventListener("beat", (event: MessageEvent<string>) => {
      alive();
      const { size } = JSON.parse(event.data) as { size: number };
      const before = known ?? queries.getQueryData<LedgerStatus>(["ledger"])?.size;
      known = size;
      const missed = unheard(before, size, isBroken);
      isBroken = false;
      if (missed !== null) gather(missed);
    });
    source.addEventListener("sealed", (event: MessageEvent<string>) => {
      alive();
      gather(JSON.parse(event.data) as Sealed);
    });
    source.addEventListener("ended", () => {
      source?.close();
      // Asked for now, it brings sign-in over the screen; the stream goes on after that.
      call("/api/session").then(open, () => undefined);
    });
    source.addEventListener("inbox", () => {
      alive();
      void queries.invalidateQueries({ predicate: (query) => query.meta?.isInbox === true });
    });
  };
  open();
  // Browsers give up after some errors, and a half-open connection never errs.
  const watch = setInterval(() => {
    const isSilent = source?.readyState === EventSource.CLOSED || Date.now() - heard > SILENCE_MS;
    if (isSilent && sessionState().phase === "in") open();
  }, 5_000);
  const offline = () => reportReachable(false);
  addEventListener("offline", offline);
  addEventListener("online", probe);
  const stopWaiting = onReachable(() => {
    if (isServerReachable()) void queries.invalidateQueries();
  });
  return () => {
    source?.close();
    clearInterval(watch);
    removeEventListener("offline", offline);
    removeEventListener("online", probe);
    clearTimeout(gathering);
    stopWaiting();
  };
}
