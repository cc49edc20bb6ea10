import type { World } from "./check";
import { memoryIn } from "./memory";

/** The browser itself: WebCrypto, localStorage, and the ledger's public files by fetch. */
export function worldOf(browser: Window & typeof globalThis): World {
  const get = async (path: string): Promise<Response> => {
    const response = await browser.fetch(`/ledger/${path}`);
    if (!response.ok) throw new Error(`/ledger/${path}: ${response.status}`);
    return response;
  };
  return {
    // The types say it is always there; where a page came without TLS it is not.
    subtle: browser.crypto.subtle as SubtleCrypto | undefined,
    memory: memoryIn(browser.localStorage),
    now: () => new Date().toISOString(),
    readCheckpoint: async () => (await get("checkpoint")).text(),
    readTile: async (path) => new Uint8Array(await (await get(path)).arrayBuffer()),
  };
}
