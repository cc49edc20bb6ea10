import { isObject } from "./envelope";

/** What this browser remembers of the ledger, so that a later change of key or history shows. */
export interface Memory {
  /** The key that checkpoints are verified with. */
  readonly vkey: string;
  /** RFC 3339; when it was pinned. */
  readonly pinnedAt: string;
  /** Keys that were replaced by hand: each vouches for checkpoints up to the size then known. */
  readonly earlier: readonly EarlierKey[];
  /** Keys of witnesses that must have cosigned. */
  readonly witnesses: readonly string[];
  /** The newest checkpoint note that was verified here, and when it was. */
  readonly checkpoint: string | null;
  readonly checkpointAt: string | null;
}

export interface EarlierKey {
  readonly vkey: string;
  readonly sizeMax: number;
}

export interface ProofMemory {
  /** Null before the first use; throws BrokenMemory. */
  read(): Memory | null;
  write(memory: Memory): void;
}

/** Something is kept under our name that is not what we keep there. */
export class BrokenMemory extends Error {
  override readonly name = "BrokenMemory";
}

const KEPT = "lotproof.proof";

/** Memory in the browser's localStorage; one ledger for each place that the pages come from. */
export function memoryIn(storage: Pick<Storage, "getItem" | "setItem">): ProofMemory {
  return {
    read: () => {
      const text = storage.getItem(KEPT);
      return text === null ? null : memoryOf(text);
    },
    write: (memory) => storage.setItem(KEPT, JSON.stringify(memory)),
  };
}

function memoryOf(text: string): Memory {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BrokenMemory("what is remembered of the ledger is not JSON");
  }
  if (!isMemory(value)) throw new BrokenMemory("what is remembered of the ledger is incomplete");
  return value;
}

function isMemory(value: unknown): value is Memory {
  return (
    isObject(value) &&
    typeof value.vkey === "string" &&
    typeof value.pinnedAt === "string" &&
    isTextOrNull(value.checkpoint) &&
    isTextOrNull(value.checkpointAt) &&
    Array.isArray(value.witnesses) &&
    value.witnesses.every((each) => typeof each === "string") &&
    Array.isArray(value.earlier) &&
    value.earlier.every(
      (each) => isObject(each) && typeof each.vkey === "string" && typeof each.sizeMax === "number",
    )
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}
