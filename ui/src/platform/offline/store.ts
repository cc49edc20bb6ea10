import type { Fact } from "./fact";

/** Where facts are kept so that they survive a reload. Each call is durable when it resolves. */
export interface FactStore {
  /** Keep a new fact at the end; one with the same id is given back as it is kept. */
  add(fact: Omit<Fact, "order">): Promise<Fact>;
  /** All facts, in their order. */
  all(): Promise<Fact[]>;
  /** Replace the fact of the same order. */
  put(fact: Fact): Promise<void>;
  remove(order: number): Promise<void>;
}

/** The browser did not keep something; the message is the browser's. */
export class StoreFailed extends Error {
  override readonly name = "StoreFailed";
}
