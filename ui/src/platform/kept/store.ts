const DATABASE = "lotproof-answers";
const VERSION = 1;
const ANSWERS = "answers";
/** So many are kept; beyond, those that are oldest go. */
const ANSWERS_MAX = 400;

/** An answer of the server as it came. */
export interface Kept {
  /** Where it came from, with the question. */
  readonly address: string;
  readonly userId: string;
  /** What was built when it came: its screens know the form of the answer. */
  readonly build: string;
  /** Milliseconds since 1970: when it came, and when the person last did something here. */
  readonly at: number;
  readonly used?: number;
  /** As `at`, of those that may go when there are many; the rest stays. */
  readonly mayGo?: number;
  readonly answer: unknown;
}

export interface AnswerStore {
  get(address: string): Promise<Kept | undefined>;
  /** Replaces what came from the same addresses before. */
  put(answers: readonly Kept[]): Promise<void>;
  clear(): Promise<void>;
}

/** Answers in IndexedDB; every call rejects with the browser's error where it keeps nothing. */
export function answersIn(factory: () => IDBFactory): AnswerStore {
  let opened: Promise<IDBDatabase> | null = null;
  const answers = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    opened ??= open(factory(), () => {
      opened = null;
    });
    const database = await opened.catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return database.transaction(ANSWERS, mode).objectStore(ANSWERS);
  };
  return {
    get: async (address) => done((await answers("readonly")).get(address)),
    put: async (all) => {
      const into = await answers("readwrite");
      for (const each of all) into.put(each);
      const count = await done(into.count());
      if (count > ANSWERS_MAX) await removeOldest(into, count - ANSWERS_MAX);
    },
    clear: async () => {
      await done((await answers("readwrite")).clear());
    },
  };
}

async function removeOldest(from: IDBObjectStore, count: number): Promise<void> {
  const keys = await done(from.index("mayGo").getAllKeys(null, count));
  for (const key of keys) from.delete(key);
}

function open(factory: IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, VERSION);
  request.onupgradeneeded = () => {
    const answers = request.result.createObjectStore(ANSWERS, { keyPath: "address" });
    answers.createIndex("mayGo", "mayGo");
  };
  return done(request).then((database) => {
    // A newer version of the application in another tab needs it closed here.
    database.onversionchange = () => {
      database.close();
      onClosed();
    };
    database.onclose = onClosed;
    return database;
  });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps nothing"));
  });
}
