import { useSyncExternalStore } from "react";
import { isServerReachable, onReachable } from "../api/connection";

/** When the oldest of the kept answers came that are shown now; null while none is. */
let since: number | null = null;
const listeners = new Set<() => void>();

function become(next: number | null): void {
  if (next === since) return;
  since = next;
  for (const listener of listeners) listener();
}

/** A kept answer is shown, which came then (milliseconds since 1970). */
export function reportShown(at: number): void {
  become(since === null ? at : Math.min(since, at));
}

onReachable(() => {
  // With the line everything is asked for anew.
  if (isServerReachable()) become(null);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** RFC 3339; null while nothing on the screen is from before. */
export function useShownSince(): string | null {
  const at = useSyncExternalStore(subscribe, () => since);
  return at === null ? null : new Date(at).toISOString();
}
