import { call } from "../api/client";
import type { Named } from "../api/types";

const IDS_MAX = 500;
const WAIT_MS = 12;

interface Waiter {
  resolve: (named: Named | null) => void;
  reject: (error: unknown) => void;
}

let waiting = new Map<string, Waiter[]>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** The name of an id, asked for together with all others of the same moment; null if unknown. */
export function loadName(id: string): Promise<Named | null> {
  return new Promise((resolve, reject) => {
    waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]);
    if (timer === null) timer = setTimeout(flush, WAIT_MS);
  });
}

function flush(): void {
  timer = null;
  const all = [...waiting];
  waiting = new Map();
  for (let at = 0; at < all.length; at += IDS_MAX) void ask(all.slice(at, at + IDS_MAX));
}

async function ask(batch: [string, Waiter[]][]): Promise<void> {
  const ids = batch.map(([id]) => id).join(",");
  try {
    const names = await call<Record<string, Named>>("/api/names", { query: { ids } });
    for (const [id, waiters] of batch) for (const each of waiters) each.resolve(names[id] ?? null);
  } catch (error) {
    for (const [, waiters] of batch) for (const each of waiters) each.reject(error);
  }
}
