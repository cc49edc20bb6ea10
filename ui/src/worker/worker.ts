/**
 * Keeps the built application on the device, so that it comes up without the line. It keeps files
 * of the application only: answers of the server are kept by the application itself.
 */
/** Put in by the build: all files, and a digest of them. */
declare const APPLICATION: { version: string; files: string[] };
declare const self: ServiceWorkerGlobalScope;

const VERSIONS = "lotproof-application-";
const CACHE = VERSIONS + APPLICATION.version;
const PAGE = "/app/";
/** So long a page may take to come over the line before the kept one is shown. */
const PAGE_WAIT_MS = 5_000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // All or nothing: a version is whole or it is not there.
      await cache.addAll(APPLICATION.files);
      // Pages come over the line first and files have digests in their names: nothing is mixed.
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(VERSIONS) && name !== CACHE) await caches.delete(name);
      }
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (APPLICATION.files.includes(pathname)) event.respondWith(file(request));
});

/** The page as the server has it now; the kept one without the line. */
async function page(event: FetchEvent): Promise<Response> {
  const answer = await Promise.race([overTheLine(event), late()]);
  if (answer !== null && answer.status < 500) return answer;
  return (await kept(PAGE)) ?? answer ?? Response.error();
}

/** Null without the line. */
async function overTheLine(event: FetchEvent): Promise<Response | null> {
  try {
    const preloaded = (await event.preloadResponse) as Response | undefined;
    return preloaded ?? (await fetch(event.request));
  } catch {
    return null;
  }
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PAGE_WAIT_MS));
}

async function file(request: Request): Promise<Response> {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(path, { ignoreVary: true });
}

export type {};
