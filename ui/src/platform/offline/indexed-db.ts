import type { Fact } from "./fact";
import { type FactStore, StoreFailed } from "./store";

const DATABASE = "lotproof";
const VERSION = 1;
const FACTS = "facts";
const BY_ID = "id";

/** Facts in IndexedDB, shared by all tabs of the browser. */
export function indexedDbStore(factory: IDBFactory): FactStore {
  let opened: Promise<IDBDatabase> | null = null;
  const database = (): Promise<IDBDatabase> => {
    opened ??= open(factory, () => {
      opened = null;
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    add: async (fact) => add(await database(), fact),
    all: async () => {
      const facts = factsOf((await database()).transaction(FACTS, "readonly"));
      return answered(facts.getAll() as IDBRequest<Fact[]>);
    },
    put: async (fact) => {
      await changing(await database(), (facts) => facts.put(fact));
    },
    remove: async (order) => {
      await changing(await database(), (facts) => facts.delete(order));
    },
  };
}

function open(factory: IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const facts = request.result.createObjectStore(FACTS, {
        keyPath: "order",
        autoIncrement: true,
      });
      facts.createIndex(BY_ID, "id", { unique: true });
    };
    request.onerror = () => reject(failure(request.error));
    request.onblocked = () => reject(new StoreFailed("another tab holds an older version open"));
    request.onsuccess = () => {
      const database = request.result;
      // A newer version of the application in another tab needs it closed here.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      database.onclose = onClosed;
      resolve(database);
    };
  });
}

async function add(database: IDBDatabase, fact: Omit<Fact, "order">): Promise<Fact> {
  let kept: Fact | undefined;
  const order = await changing(database, (facts, result) => {
    const known = facts.index(BY_ID).get(fact.id) as IDBRequest<Fact | undefined>;
    known.onsuccess = () => {
      kept = known.result;
      if (kept === undefined) result(facts.add(fact));
    };
  });
  return kept ?? { ...fact, order: Number(order) };
}

/** Run changes in one transaction; the result stands when it has been written to the disk. */
function changing(
  database: IDBDatabase,
  change: (facts: IDBObjectStore, result: (of: IDBRequest<IDBValidKey>) => void) => unknown,
): Promise<IDBValidKey | undefined> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(FACTS, "readwrite", { durability: "strict" });
    let request: IDBRequest<IDBValidKey> | undefined;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(failure(transaction.error));
    change(factsOf(transaction), (of) => {
      request = of;
    });
  });
}

function factsOf(transaction: IDBTransaction): IDBObjectStore {
  return transaction.objectStore(FACTS);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

function failure(error: DOMException | null): StoreFailed {
  return new StoreFailed(error === null ? "unknown" : `${error.name}: ${error.message}`);
}
