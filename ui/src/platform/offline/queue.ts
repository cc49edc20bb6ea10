import { Problem } from "../api/problem";
import type { Receipt } from "../api/types";
import { type Text, text } from "../i18n/text";
import {
  type Entered,
  type Fact,
  isWaitingFor,
  type Person,
  type RejectedItem,
  rejectedItem,
  rejectionOf,
} from "./fact";
import { type FactStore, StoreFailed } from "./store";
import type { InTurn } from "./turns";

/** What the queue needs of the world around it. */
export interface Surroundings {
  readonly store: FactStore;
  readonly inTurn: InTurn;
  /** Send one command with all that it says; throws Problem. The server knows it by its id. */
  readonly send: (command: Sent) => Promise<Receipt>;
  /** User id of whoever the server takes us for now, null for nobody; throws Problem. */
  readonly whoIsSignedIn: () => Promise<string | null>;
  /** Whether the server answered when it was last asked. */
  readonly isReachable: () => boolean;
  /** The registry's `is_fact`: it has happened, and is sealed even where rules say no. */
  readonly isFact: (kind: string) => boolean;
  /** RFC 3339. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Tell other tabs that something changed. */
  readonly announce: () => void;
  /** A fact that had waited has reached the ledger. */
  readonly onSealed: (fact: Fact, receipt: Receipt) => void;
}

export type Sent = Omit<
  Fact,
  "order" | "userId" | "userName" | "behalfName" | "tries" | "rejection" | "label"
>;

/** What became of a command that was submitted. */
export type Outcome =
  | { readonly is: "sealed"; readonly receipt: Receipt }
  | { readonly is: "refused"; readonly problem: Problem }
  /** Kept on this device; it goes by itself. */
  | { readonly is: "queued"; readonly fact: Fact; readonly why: Text }
  /** Nothing was sent: this command needs the line. */
  | { readonly is: "needs_line"; readonly why: Text }
  /** Sent, and nobody knows whether it arrived: send it again with this id. */
  | { readonly is: "unanswered"; readonly id: string; readonly why: Text };

export interface Snapshot {
  /** In their order; of everybody who uses this device. */
  readonly waiting: readonly Fact[];
  /** Kept until a person deals with them. */
  readonly rejected: readonly RejectedItem[];
  readonly isSending: boolean;
  /** Why the last replay stopped with facts waiting. */
  readonly trouble: Text | null;
}

const NEEDS_LINE = text(
  "The server cannot be reached, and this cannot wait for it unseen. Nothing was sent; do it when the line is back.",
  "无法连接服务器，而此操作不能排队等待。未发送任何内容，请在连接恢复后再操作。",
);
const FACTS_FIRST = text(
  "Facts entered earlier still wait to be sent and must go first. Nothing was sent; try again when they have gone.",
  "此前录入的事实仍在等待发送，必须先行。未发送任何内容，请在其发送后再试。",
);
const UNANSWERED = text(
  "The line broke before the answer came. It may be recorded or not; send it again, it is never done twice.",
  "应答到达前连接中断，可能已登记也可能没有。请再次发送，不会重复执行。",
);
const SIGN_IN_FIRST = text(
  "It is kept on this device and goes as soon as you have signed in again.",
  "已保存在此设备上，重新登录后自动发送。",
);
const NOT_YOURS = text(
  "Facts of somebody else wait on this device; they go when that person signs in.",
  "此设备上有他人的事实等待发送，待其登录后发送。",
);

const KEEPS_NOTHING = text(
  "This browser keeps nothing on this device (private window or full disk). What is entered here goes only while the line is there.",
  "此浏览器无法在设备上保存数据（无痕窗口或磁盘已满）。仅在连接正常时才能提交录入内容。",
);

/** Another fact with the same id is kept: nothing of the new one was. */
export class IdTaken extends Error {
  override readonly name = "IdTaken";
}

/** Facts on their way to the ledger: once, in order, never dropped. */
export class FactQueue {
  readonly #around: Surroundings;
  readonly #listeners = new Set<() => void>();
  /** What became of facts whose form is still open here; null while that is not known. */
  readonly #awaited = new Map<number, Receipt | Problem | null>();
  #snapshot: Snapshot = { waiting: [], rejected: [], isSending: false, trouble: null };

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.#snapshot;

  /** Read the store again: at the start, and when another tab announces a change. */
  async refresh(): Promise<void> {
    const all = await this.#around.store.all();
    // What is on its way, while somebody looks at its form, does not wait for anything yet.
    const facts = all.filter((fact) => !this.#awaited.has(fact.order));
    this.#become({
      waiting: facts.filter((fact) => fact.rejection === null),
      rejected: facts.flatMap((fact) =>
        fact.rejection === null ? [] : [rejectedItem(fact, fact.rejection)],
      ),
    });
  }

  /**
   * Take over what a person entered. A fact is kept before it is sent, so that neither a reload
   * nor a lost line loses it; any other command is sent only while the line is there.
   */
  async submit(entered: Entered, person: Person): Promise<Outcome> {
    const command = this.#sentOf(entered);
    if (!this.#around.isFact(entered.kind)) return this.#sendNow(command, person);
    let fact: Fact;
    try {
      fact = await this.#keep(command, entered, person);
    } catch (error) {
      if (!(error instanceof StoreFailed)) throw error;
      // What cannot be kept is sent at once; the caller is told if even that fails.
      return this.#sendNow(command, person);
    }
    try {
      await this.replay();
      return await this.#endOf(fact, person);
    } finally {
      this.#awaited.delete(fact.order);
      await this.#changed();
    }
  }

  /** Send what waits, of whoever is signed in, until something keeps the next one from going. */
  async replay(): Promise<void> {
    try {
      if ((await this.#next(null)) === undefined) {
        this.#become({ trouble: null });
        return await this.refresh();
      }
    } catch (error) {
      if (!(error instanceof StoreFailed)) throw error;
      return this.#become({ trouble: KEEPS_NOTHING });
    }
    await this.#around.inTurn(async () => {
      this.#become({ isSending: true });
      try {
        const trouble = await this.#sendAll();
        this.#become({ trouble });
      } finally {
        this.#become({ isSending: false });
        await this.#changed();
      }
    });
  }

  /** A person has dealt with a rejected fact: it is taken off the list. */
  async dealWith(order: number): Promise<void> {
    const fact = await this.#rejected(order);
    await this.#around.store.remove(fact.order);
    await this.#changed();
  }

  /** A person sends a rejected fact again; RangeError if its refusal is recorded. */
  async sendAgain(order: number): Promise<void> {
    const fact = await this.#rejected(order);
    if (fact.rejection?.isRecorded) throw new RangeError("its refusal is recorded for good");
    await this.#around.store.put({ ...fact, rejection: null });
    await this.replay();
  }

  async #rejected(order: number): Promise<Fact> {
    const facts = await this.#around.store.all();
    const fact = facts.find((each) => each.order === order && each.rejection !== null);
    if (fact === undefined) throw new RangeError(`no rejected fact has number ${order}`);
    return fact;
  }

  #sentOf({ label: _, behalfName: _1, ...entered }: Entered): Sent {
    const now = this.#around.now();
    const id = entered.id ?? this.#around.newId();
    return { ...entered, id, occurred: entered.occurred ?? now, entered: now };
  }

  async #keep(
    command: Sent,
    { label, behalfName }: Entered,
    { userId, name }: Person,
  ): Promise<Fact> {
    const said = { label, userId, userName: name, ...(behalfName !== undefined && { behalfName }) };
    const fact = { ...command, ...said, tries: 0, rejection: null };
    const kept = await this.#around.store.add(fact);
    if (contentOf(kept) !== contentOf(command)) throw new IdTaken(command.id);
    this.#awaited.set(kept.order, null);
    await this.#changed();
    return kept;
  }

  /** What needs the line, after the facts that were entered before it. */
  async #sendNow(command: Sent, person: Person): Promise<Outcome> {
    if (await this.#hasWaiting(person)) {
      await this.replay();
      if (await this.#hasWaiting(person)) return { is: "needs_line", why: FACTS_FIRST };
    }
    if (!this.#around.isReachable()) return { is: "needs_line", why: NEEDS_LINE };
    try {
      return { is: "sealed", receipt: await this.#around.send(command) };
    } catch (error) {
      const problem = problemOnly(error);
      if (!problem.isConnectionLost) return { is: "refused", problem };
      return { is: "unanswered", id: command.id, why: UNANSWERED };
    }
  }

  async #hasWaiting(person: Person): Promise<boolean> {
    try {
      return (await this.#next(person.userId)) !== undefined;
    } catch (error) {
      // Where nothing can be kept, nothing waits.
      if (error instanceof StoreFailed) return false;
      throw error;
    }
  }

  /** The first fact that waits; null for anybody's. */
  async #next(userId: string | null): Promise<Fact | undefined> {
    const facts = await this.#around.store.all();
    return facts.find(
      (fact) => fact.rejection === null && (userId === null || fact.userId === userId),
    );
  }

  /** Gives why it stopped, null when nothing of this person waits any more. */
  async #sendAll(): Promise<Text | null> {
    for (;;) {
      let userId: string | null;
      try {
        // Another tab may have signed in somebody else since the last one.
        userId = await this.#around.whoIsSignedIn();
      } catch (error) {
        return problemOnly(error).text;
      }
      if (userId === null) return SIGN_IN_FIRST;
      const fact = await this.#next(userId);
      if (fact === undefined) return (await this.#next(null)) === undefined ? null : NOT_YOURS;
      const trouble = await this.#sendOne(fact);
      await this.#changed();
      if (trouble !== null) return trouble;
    }
  }

  /** Null when the next one may follow. */
  async #sendOne(fact: Fact): Promise<Text | null> {
    const { store, send, now } = this.#around;
    try {
      const receipt = await send(commandOf(fact));
      await store.remove(fact.order);
      if (this.#awaited.has(fact.order)) this.#awaited.set(fact.order, receipt);
      else this.#around.onSealed(fact, receipt);
      return null;
    } catch (error) {
      const problem = problemOnly(error);
      if (isWaitingFor(problem)) {
        await store.put({ ...fact, tries: fact.tries + 1 });
        return problem.status === 401 ? SIGN_IN_FIRST : problem.text;
      }
      if (this.#awaited.has(fact.order)) this.#awaited.set(fact.order, problem);
      await store.put({ ...fact, rejection: rejectionOf(problem, now()) });
      return null;
    }
  }

  /** What became of a fact whose sender still looks at the form. */
  async #endOf(fact: Fact, person: Person): Promise<Outcome> {
    const end = this.#awaited.get(fact.order) ?? null;
    if (end instanceof Problem) {
      // The form shows the refusal and still holds the input: no second place for it.
      await this.dealWith(fact.order);
      return { is: "refused", problem: end };
    }
    if (end !== null) return { is: "sealed", receipt: end };
    const kept = (await this.#around.store.all()).find((each) => each.order === fact.order);
    // Another tab has sent it: the same id gives the same receipt.
    if (kept === undefined) return this.#sendNow(commandOf(fact), person);
    if (kept.rejection === null) {
      return { is: "queued", fact: kept, why: this.#snapshot.trouble ?? SIGN_IN_FIRST };
    }
    const { status, code, message, fields } = kept.rejection;
    await this.dealWith(kept.order);
    const problem = new Problem({ status, code, message, fields: [...fields] });
    return { is: "refused", problem };
  }

  async #changed(): Promise<void> {
    await this.refresh();
    this.#around.announce();
  }

  #become(change: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function commandOf(fact: Fact): Sent {
  const { order: _, userId: _1, userName: _2, behalfName: _3, ...rest } = fact;
  const { tries: _4, rejection: _5, label: _6, ...sent } = rest;
  return sent;
}

function contentOf({ kind, body, reason, behalf }: Sent): string {
  return JSON.stringify([kind, body, reason, behalf]);
}

/** Anything but a Problem is a defect of this program and goes on. */
function problemOnly(error: unknown): Problem {
  if (!(error instanceof Problem)) throw error;
  return error;
}
