import { hasher, Malformed } from "./bytes";
import { BrokenMemory, type Memory, type ProofMemory } from "./memory";
import { type Checkpoint, readCheckpoint, readKey } from "./notes";
import { readLogKey, rememberedCheckpoint, type Trust } from "./trust";

/** Keep a checkpoint that held, and on first use the key; never an older one than is kept. */
export function remember(memory: ProofMemory, trust: Trust, newest: Checkpoint, now: string): void {
  // Read anew: another tab may have seen more meanwhile.
  const kept = memory.read() ?? firstMemory(trust, now);
  if (kept === null) return;
  const before = rememberedCheckpoint(kept);
  if (before !== null && before.size >= newest.size) return;
  memory.write({ ...kept, checkpoint: newest.note, checkpointAt: now });
}

function firstMemory({ toPin }: Trust, now: string): Memory | null {
  return toPin === null ? null : newMemory(toPin.vkey, now);
}

function newMemory(vkey: string, pinnedAt: string): Memory {
  return { vkey, pinnedAt, earlier: [], witnesses: [], checkpoint: null, checkpointAt: null };
}

/**
 * A person puts another key in the place of the pinned one. Of the same log, the old key goes on
 * to vouch for what was seen under it; of another log, nothing of the old one is kept. Throws
 * Malformed for what is no log key.
 */
export async function replaceKey(
  memory: ProofMemory,
  subtle: SubtleCrypto,
  vkey: string,
  now: string,
): Promise<void> {
  const sha256 = hasher(subtle);
  const key = await readLogKey(sha256, vkey);
  const kept = readable(memory);
  const old = kept === null ? null : await readKey(sha256, kept.vkey).catch(() => null);
  if (kept === null || old?.name !== key.name) return memory.write(newMemory(vkey, now));
  const sizeMax = kept.checkpoint === null ? 0 : readCheckpoint(kept.checkpoint).size;
  const earlier = [...kept.earlier, { vkey: kept.vkey, sizeMax }];
  memory.write({ ...kept, vkey, pinnedAt: now, earlier });
}

/** What cannot be read is replaced by hand, so here it counts as nothing kept. */
function readable(memory: ProofMemory): Memory | null {
  try {
    return memory.read();
  } catch (error) {
    if (error instanceof BrokenMemory) return null;
    throw error;
  }
}

/** A person pins the key of a witness, which must then have cosigned. Throws Malformed. */
export async function pinWitness(
  memory: ProofMemory,
  subtle: SubtleCrypto,
  vkey: string,
): Promise<void> {
  const key = await readKey(hasher(subtle), vkey);
  if (key.use !== "witness") throw new Malformed(`the key of ${key.name} is that of a log`);
  const kept = memory.read();
  if (kept === null) throw new Malformed("pin the key of the ledger first");
  if (!kept.witnesses.includes(vkey)) {
    memory.write({ ...kept, witnesses: [...kept.witnesses, vkey] });
  }
}

/** A person takes the key of a witness away again. */
export function unpinWitness(memory: ProofMemory, vkey: string): void {
  const kept = memory.read();
  if (kept === null) return;
  memory.write({ ...kept, witnesses: kept.witnesses.filter((each) => each !== vkey) });
}
