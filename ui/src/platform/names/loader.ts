import { call } from "../api/client";
import { Problem } from "../api/problem";
import type { Named } from "../api/types";
import { answers } from "../kept/kept";

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
  try {
    const names = await known(batch.map(([id]) => id));
    for (const [id, waiters] of batch) for (const each of waiters) each.resolve(names[id] ?? null);
  } catch (error) {
    for (const [, waiters] of batch) for (const each of waiters) each.reject(error);
  }
}

/** Kept one by one: without the line they are asked for in other company. */
async function known(ids: readonly string[]): Promise<Record<string, Named>> {
  try {
    const names = await call<Record<string, Named>>("/api/names", {
      query: { ids: ids.join(",") },
    });
    const taken = Object.entries(names).filter(([id]) => answers.takes(addressOf(id)));
    void answers.keep(Object.fromEntries(taken.map(([id, named]) => [addressOf(id), named])));
    return names;
  } catch (error) {
    if (!(error instanceof Problem && error.isConnectionLost)) throw error;
    const last = await Promise.all(ids.map(async (id) => [id, await answers.last(addressOf(id))]));
    const found = last.filter(([, named]) => named !== undefined);
    if (found.length === 0) throw error;
    return Object.fromEntries(found) as Record<string, Named>;
  }
}

/** Where the answer of one name is kept. */
function addressOf(id: string): string {
  return `/api/names/${id}`;
}
