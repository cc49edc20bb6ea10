import type { SessionAnswer } from "../api/types";
import { reportShown } from "./since";
import { type AnswerStore, answersIn, type Kept } from "./store";

/** All files of the application are named in the file that this comes in, so its name tells them. */
const BUILD = new URL(import.meta.url).pathname;
const SESSION = "/api/session";
/** The registry, in each language. */
const REGISTRY = "/api/ui/";
const MINUTE_MS = 60_000;
/** Records, names, and for whom the person may act. */
const AT_TERMINALS = /^\/api\/((records?|names)\/|permissions\/mine$)/;

/**
 * The last answers of the server, so that a terminal that is loaded anew without the line has
 * something to show. They are kept for one person and one build; they hold what that person may
 * read, and no secret. Where the browser keeps nothing, nothing is found.
 */
export class Answers {
  readonly #store: AnswerStore;
  readonly #build: string;
  #userId: string | null = null;
  #isAtTerminal = false;

  constructor(store: AnswerStore, build = BUILD) {
    this.#store = store;
    this.#build = build;
  }

  /** Whether the screen is a terminal: of the rest of the application nothing is kept. */
  atTerminal(is: boolean): void {
    this.#isAtTerminal = is;
  }

  /** Whether what comes from this address is kept now. */
  takes(address: string): boolean {
    if (this.#userId === null) return false;
    return address.startsWith(REGISTRY) || (this.#isAtTerminal && AT_TERMINALS.test(address));
  }

  async keep(answers: Readonly<Record<string, unknown>>): Promise<void> {
    const userId = this.#userId;
    if (userId === null) return;
    const all = Object.entries(answers).map(([address, answer]) =>
      this.#now({ address, userId, answer }),
    );
    await attempt(() => this.#store.put(all));
  }

  /** The last answer from an address; undefined if none of this person and build is kept. */
  async last(address: string): Promise<unknown> {
    const found = await this.#get(address);
    if (found === undefined || found.userId !== this.#userId) return undefined;
    reportShown(found.at);
    return found.answer;
  }

  /** Somebody has signed in: what is kept of anybody else is deleted first. */
  async begin(session: SessionAnswer): Promise<void> {
    const userId = session.user_id;
    this.#userId = null;
    const before = await attempt(() => this.#store.get(SESSION));
    if (before?.userId !== userId) await this.forget();
    this.#userId = userId;
    const kept = this.#now({ address: SESSION, userId, answer: session });
    await attempt(() => this.#store.put([{ ...kept, used: kept.at }]));
  }

  /** Whose session was open here last and would be open still; undefined for nobody's. */
  async lastSession(now = Date.now()): Promise<SessionAnswer | undefined> {
    const found = await this.#get(SESSION);
    if (found === undefined) return undefined;
    const session = found.answer as SessionAnswer;
    const idleUntil = (found.used ?? found.at) + session.idle_minutes * MINUTE_MS;
    if (session.expires === null || now > Math.min(idleUntil, Date.parse(session.expires))) {
      return undefined;
    }
    this.#userId = found.userId;
    reportShown(found.at);
    return session;
  }

  /** The person does something here, which moves the idle limit on. */
  async used(now = Date.now()): Promise<void> {
    const found = await this.#get(SESSION);
    if (found !== undefined) await attempt(() => this.#store.put([{ ...found, used: now }]));
  }

  /** The session is over: nobody comes in here without the line. */
  async close(): Promise<void> {
    const found = await this.#get(SESSION);
    if (found?.used !== undefined) await attempt(() => this.#store.put([{ ...found, used: 0 }]));
  }

  /** Delete everything that is kept. */
  async forget(): Promise<void> {
    this.#userId = null;
    await attempt(() => this.#store.clear());
  }

  #now(of: Pick<Kept, "address" | "userId" | "answer">): Kept {
    const at = Date.now();
    const stays = of.address === SESSION || of.address.startsWith(REGISTRY);
    return { ...of, build: this.#build, at, ...(!stays && { mayGo: at }) };
  }

  async #get(address: string): Promise<Kept | undefined> {
    const found = await attempt(() => this.#store.get(address));
    return found?.build === this.#build ? found : undefined;
  }
}

/** Undefined where the browser keeps nothing (private window, full disk): the line is needed. */
async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Those of this browser. */
export const answers = new Answers(answersIn(() => indexedDB));
