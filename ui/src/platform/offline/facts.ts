import { useSyncExternalStore } from "react";
import type { Registry } from "../registry/registry";
import { useRegistry } from "../registry/registry";
import { openQueue } from "./browser";
import type { FactQueue, Snapshot } from "./queue";

let opened: FactQueue | null = null;

/** One queue for the whole page: it outlives screens and persons. */
function queueOf(registry: Registry): FactQueue {
  if (opened === null) {
    const isFact = (kind: string) => registry.command(kind)?.is_fact ?? false;
    // What reaches the ledger is told to every screen by the live stream.
    opened = openQueue({ isFact, onSealed: () => undefined }).queue;
    void opened.refresh().catch(() => undefined);
  }
  return opened;
}

/** The facts that are on their way, and the queue that takes further ones. */
export function useFacts(): { queue: FactQueue; snapshot: Snapshot } {
  const queue = queueOf(useRegistry());
  return { queue, snapshot: useSyncExternalStore(queue.subscribe, queue.snapshot) };
}
