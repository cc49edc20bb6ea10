import { useSyncExternalStore } from "react";

/** What this device is set to, such as its workstation; kept on the device. */
const listeners = new Set<() => void>();

function keyOf(name: string): string {
  return `lotproof.station.${name}`;
}

export function useKept(name: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(keyOf(name)),
  );
  const keep = (next: string | null) => {
    if (next === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), next);
    for (const listener of listeners) listener();
  };
  return [value, keep];
}
