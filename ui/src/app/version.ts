import { useSyncExternalStore } from "react";

const WORKER = `${import.meta.env.BASE_URL}worker.js`;
const AGAIN_MS = 30 * 60_000;
/** First what is on the screen, then what is kept for later. */
const BEGIN_MS = 1_500;

let isNew = false;
const listeners = new Set<() => void>();

/** Keep the application on this device; only pages that came by TLS or from this machine may. */
export function keepApplication(): void {
  // The types say it is always there; where a page came without TLS it is not.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || workers === undefined) return;
  const hadOne = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    isNew = hadOne;
    for (const listener of listeners) listener();
  });
  // The browser says why in its console; the application works as it does without being kept.
  const failed = () => undefined;
  const keep = async () => {
    const registration = await workers.register(WORKER, { updateViaCache: "none" });
    // A terminal stays open for days and is never loaded anew by itself.
    setInterval(() => void registration.update().catch(failed), AGAIN_MS);
  };
  const begin = () => setTimeout(() => void keep().catch(failed), BEGIN_MS);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}

/** A newer version than the one that is open is kept on this device. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(subscribe, () => isNew);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
