import { connectionLost, Problem } from "../api/problem";
import type { Receipt } from "../api/types";
import { text } from "../i18n/text";
import type { Entered, Fact } from "./fact";
import { FactQueue, type Sent, type Surroundings } from "./queue";
import { type FactStore, StoreFailed } from "./store";
import { turnsBy } from "./turns";

/** What the line does to one request. */
export type Line = "up" | "lost_before" | "lost_after";

/** A server that records commands once by their id, over a line that can break. */
export class FakePlant {
  readonly recorded: Sent[] = [];
  readonly received: Sent[] = [];
  signedIn: string | null = "usr_1";
  line: () => Line = () => "up";
  /** Refuses by the problem given, each time the same. */
  refuse: (command: Sent) => Problem | null = () => null;

  readonly send = async (command: Sent): Promise<Receipt> => {
    await Promise.resolve();
    const line = this.line();
    if (line === "lost_before") throw connectionLost();
    if (this.signedIn === null) throw problem(401, "not_signed_in");
    this.received.push(command);
    const refusal = this.refuse(command);
    if (refusal === null && !this.recorded.some((each) => each.id === command.id)) {
      this.recorded.push(command);
    }
    if (line === "lost_after") throw connectionLost();
    if (refusal !== null) throw refusal;
    return {
      id: command.id,
      kind: command.kind,
      outcome: "done",
      recorded: "2026-11-22T08:00:00Z",
    };
  };

  readonly whoIsSignedIn = async (): Promise<string | null> => {
    if (this.line() === "lost_before") throw connectionLost();
    return this.signedIn;
  };
}

export function problem(status: number, code: string, recorded?: string): Problem {
  return new Problem({ status, code, message: text(`no: ${code}`, `否：${code}`), recorded });
}

/** Facts in memory; `isBroken` makes every call fail as a full disk would. */
export class MemoryStore implements FactStore {
  isBroken = false;
  #facts: Fact[] = [];
  #last = 0;

  async add(fact: Omit<Fact, "order">): Promise<Fact> {
    this.#check();
    const known = this.#facts.find((each) => each.id === fact.id);
    if (known !== undefined) return known;
    this.#last += 1;
    const kept = { ...fact, order: this.#last };
    this.#facts.push(kept);
    return kept;
  }

  async all(): Promise<Fact[]> {
    this.#check();
    return [...this.#facts];
  }

  async put(fact: Fact): Promise<void> {
    this.#check();
    this.#facts = this.#facts.map((each) => (each.order === fact.order ? fact : each));
  }

  async remove(order: number): Promise<void> {
    this.#check();
    this.#facts = this.#facts.filter((each) => each.order !== order);
  }

  #check(): void {
    if (this.isBroken) throw new StoreFailed("QuotaExceededError");
  }
}

/** Web Locks of one browser, as far as the queue uses them. */
export function lockManager(): LockManager {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, work: () => Promise<unknown>) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  return { request } as unknown as LockManager;
}

export const PERSON = { userId: "usr_1", name: "王芳" };

let made = 0;

/** A tab of a browser that looks at this plant. */
export function tab(plant: FakePlant, more: Partial<Surroundings> = {}): FactQueue {
  return new FactQueue({
    store: new MemoryStore(),
    inTurn: turnsBy(undefined),
    send: plant.send,
    whoIsSignedIn: plant.whoIsSignedIn,
    isReachable: () => plant.line() !== "lost_before",
    isFact: (kind) => kind.startsWith("production."),
    now: () => "2026-11-22T08:00:00.000Z",
    newId: () => `id-${++made}`,
    announce: () => undefined,
    onSealed: () => undefined,
    ...more,
  });
}

export function fact(n: number, more: Partial<Entered> = {}): Entered {
  return {
    kind: "production.count/1",
    body: { n },
    source: "hand",
    label: text(`Count ${n}`, `计数 ${n}`),
    ...more,
  };
}

export function intention(more: Partial<Entered> = {}): Entered {
  return { ...fact(0), kind: "warehouse.release_lot/1", ...more };
}
