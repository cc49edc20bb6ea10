import { call } from "../api/client";
import { isServerReachable, onReachable } from "../api/connection";
import { Problem } from "../api/problem";
import type { Receipt, SessionAnswer } from "../api/types";
import { newId } from "../api/uuid";
import { isLeaving } from "../session/leaving";
import { onSession, sessionState } from "../session/store";
import type { Fact } from "./fact";
import { indexedDbStore } from "./indexed-db";
import { FactQueue, type Sent } from "./queue";
import { turnsBy } from "./turns";

const CHANNEL = "lotproof.facts";
const AGAIN_MS = 15_000;

export interface QueueOptions {
  /** The registry's `is_fact`. */
  readonly isFact: (kind: string) => boolean;
  readonly onSealed: (fact: Fact, receipt: Receipt) => void;
}

/** The queue of this browser, wired to the API client, the session and the other tabs. */
export function openQueue({ isFact, onSealed }: QueueOptions): {
  queue: FactQueue;
  close: () => void;
} {
  const channel = new BroadcastChannel(CHANNEL);
  const queue = new FactQueue({
    store: indexedDbStore(indexedDB),
    // The types say it is always there; where a page came without TLS it is not.
    inTurn: turnsBy(navigator.locks as LockManager | null | undefined),
    send,
    whoIsSignedIn,
    isReachable: isServerReachable,
    isFact,
    onSealed,
    now: () => new Date().toISOString(),
    newId,
    announce: () => channel.postMessage(null),
  });
  channel.onmessage = () => void queue.refresh();
  const stop = keepSending(queue);
  // Asked for once, so that the browser does not clear what waits when its disk is full.
  void navigator.storage?.persist?.();
  return {
    queue,
    close: () => {
      stop();
      channel.close();
    },
  };
}

/** A fact waits for sign-in in the queue, not in an open request: so nobody is asked to recover. */
function send({ kind, ...rest }: Sent): Promise<Receipt> {
  return call<Receipt>(`/api/commands/${kind}`, { method: "POST", body: rest, isSignIn: true });
}

async function whoIsSignedIn(): Promise<string | null> {
  if (isLeaving()) return null;
  try {
    const answer = await call<SessionAnswer>("/api/session", { isSignIn: true });
    return answer.needs_new_password ? null : answer.user_id;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
    // Asked like any other request, this brings the sign-in over the screen.
    if (sessionState().phase === "in") void call("/api/session").catch(() => undefined);
    return null;
  }
}

/** Replay now, when the line or the person comes back, and every now and then while facts wait. */
function keepSending(queue: FactQueue): () => void {
  const replay = () => void queue.replay();
  const again = () => {
    if (queue.snapshot().waiting.length > 0) replay();
  };
  const timer = setInterval(again, AGAIN_MS);
  const stops = [
    onReachable(() => {
      if (isServerReachable()) again();
    }),
    onSession(again),
    () => clearInterval(timer),
  ];
  replay();
  return () => {
    for (const stop of stops) stop();
  };
}
