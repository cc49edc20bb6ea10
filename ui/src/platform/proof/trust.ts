import { Malformed, type Sha256, utf8 } from "./bytes";
import { BrokenMemory, type Memory, type ProofMemory } from "./memory";
import {
  type Checkpoint,
  ed25519Holds,
  readCheckpoint,
  readKey,
  type VerifierKey,
  verdictOf,
} from "./notes";
import { reasonOf, type Step, type StepCode, step } from "./steps";

/** What the browser gives to a check; each is handed in, so that a test can give its own. */
export interface Tools {
  readonly subtle: SubtleCrypto;
  readonly sha256: Sha256;
  /** Whether WebCrypto here knows Ed25519. */
  readonly isEd25519Known: boolean;
}

/** A log key with the largest checkpoint that it may vouch for. */
interface TrustedKey {
  readonly key: VerifierKey;
  readonly sizeMax: number;
}

/** Whom this browser believes. */
export interface Trust {
  readonly step: Step;
  readonly logs: readonly TrustedKey[];
  readonly witnesses: readonly VerifierKey[];
  /** Null on first use, and where memory is broken. */
  readonly memory: Memory | null;
  /** The server's key, if it is to be pinned once the newest checkpoint holds under it. */
  readonly toPin: VerifierKey | null;
}

/** RFC 8032 §7.1, test 2: one byte, signed. */
const KNOWN_KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const KNOWN_SIGNATURE =
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

/** Whether this WebCrypto verifies Ed25519 rightly, by a known answer and a wrong one. */
export async function knowsEd25519(subtle: SubtleCrypto): Promise<boolean> {
  const [key, signature] = [bytesOf(KNOWN_KEY), bytesOf(KNOWN_SIGNATURE)];
  try {
    const isRight = await ed25519Holds(subtle, key, signature, utf8("r"));
    return isRight && !(await ed25519Holds(subtle, key, signature, utf8("s")));
  } catch {
    return false;
  }
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Compare the key that the server names with what is remembered. */
export async function trustOf(
  tools: Tools,
  memory: ProofMemory,
  offeredKey: string | null,
): Promise<Trust> {
  let kept: Memory | null;
  let keys: Pick<Trust, "logs" | "witnesses">;
  try {
    kept = memory.read();
    keys = await keysOf(tools.sha256, kept);
  } catch (error) {
    if (!(error instanceof BrokenMemory || error instanceof Malformed)) throw error;
    const broken = step("key", false, "memory_broken", { why: reasonOf(error) });
    return { step: broken, logs: [], witnesses: [], memory: null, toPin: null };
  }
  if (kept !== null) {
    return { step: comparedKey(kept, keys, offeredKey), ...keys, memory: kept, toPin: null };
  }
  return firstTrust(tools, offeredKey);
}

async function keysOf(
  sha256: Sha256,
  kept: Memory | null,
): Promise<Pick<Trust, "logs" | "witnesses">> {
  if (kept === null) return { logs: [], witnesses: [] };
  const own = { key: await readKey(sha256, kept.vkey), sizeMax: Number.POSITIVE_INFINITY };
  const earlier = kept.earlier.map(async ({ vkey, sizeMax }) => ({
    key: await readKey(sha256, vkey),
    sizeMax,
  }));
  const witnesses = kept.witnesses.map((vkey) => readKey(sha256, vkey));
  return {
    logs: [own, ...(await Promise.all(earlier))],
    witnesses: await Promise.all(witnesses),
  };
}

function comparedKey(kept: Memory, keys: Pick<Trust, "logs">, offered: string | null): Step {
  const key = shown(keys.logs[0]?.key);
  if (offered === null || offered === kept.vkey) {
    return step("key", true, "same_key", { key, at: kept.pinnedAt });
  }
  return step("key", false, "other_key", { key, offered: offered.slice(0, 200) });
}

async function firstTrust(tools: Tools, offeredKey: string | null): Promise<Trust> {
  const none = { logs: [], witnesses: [], memory: null, toPin: null };
  if (offeredKey === null) return { step: step("key", null, "no_key"), ...none };
  try {
    const key = await readLogKey(tools.sha256, offeredKey);
    const logs = [{ key, sizeMax: Number.POSITIVE_INFINITY }];
    return {
      ...none,
      step: step("key", true, "pinned_first", { key: key.vkey }),
      logs,
      toPin: key,
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { step: step("key", false, "key_malformed", { why: error.message }), ...none };
  }
}

/** The key of a log; Malformed for that of a witness. */
export async function readLogKey(sha256: Sha256, vkey: string): Promise<VerifierKey> {
  const key = await readKey(sha256, vkey);
  if (key.use !== "log") throw new Malformed(`the key of ${key.name} is that of a witness`);
  return key;
}

function shown(key: VerifierKey | undefined): string {
  return key === undefined ? "" : `${key.name} (${key.id})`;
}

/** Whether a trusted log key signed the checkpoint and bears its origin as name. */
export async function signatureStep(
  tools: Tools,
  trust: Trust,
  checkpoint: Checkpoint,
  code: StepCode = "signature",
): Promise<Step> {
  if (!tools.isEd25519Known) return step(code, null, "no_ed25519");
  if (trust.logs.length === 0) return step(code, null, "no_key");
  for (const { key, sizeMax } of trust.logs) {
    if (checkpoint.size > sizeMax) continue;
    const verdict = await verdictOf(tools.subtle, checkpoint, key);
    if (verdict.is === "absent") continue;
    const { name, id } = key;
    if (verdict.is === "wrong") return step(code, false, "wrong_signature", { name, id });
    if (name !== checkpoint.origin) {
      return step(code, false, "wrong_origin", { origin: checkpoint.origin, name });
    }
    return step(code, true, "signed", { name, id });
  }
  const names = checkpoint.signatures.map((each) => `${each.name} (${each.keyId})`).join(", ");
  return step(code, false, "unknown_signer", { names });
}

/** Whether each pinned witness cosigned one of these checkpoints, the entry's own first. */
export async function witnessSteps(
  tools: Tools,
  trust: Trust,
  checkpoints: readonly Checkpoint[],
): Promise<Step[]> {
  return Promise.all(trust.witnesses.map((witness) => witnessStep(tools, witness, checkpoints)));
}

async function witnessStep(
  tools: Tools,
  { name, ...key }: VerifierKey,
  checkpoints: readonly Checkpoint[],
): Promise<Step> {
  if (!tools.isEd25519Known) return step("witness", null, "no_ed25519");
  for (const checkpoint of checkpoints) {
    const verdict = await verdictOf(tools.subtle, checkpoint, { name, ...key });
    if (verdict.is === "wrong") return step("witness", false, "wrong_cosignature", { name });
    if (verdict.is === "holds") {
      return step("witness", true, "cosigned", { name, at: verdict.at?.toISOString() ?? "" });
    }
  }
  return step("witness", false, "not_cosigned", { name });
}

/** The checkpoint that this browser saw last; null when none is remembered. */
export function rememberedCheckpoint(memory: Memory | null): Checkpoint | null {
  return memory?.checkpoint == null ? null : readCheckpoint(memory.checkpoint);
}
