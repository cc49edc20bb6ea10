import { Malformed } from "./bytes";
import { extendsTree } from "./merkle";
import { type Checkpoint, readCheckpoint } from "./notes";
import { reasonOf, type Step, step } from "./steps";
import { proveExtension, type ReadTile } from "./tiles";
import { rememberedCheckpoint, signatureStep, type Tools, type Trust } from "./trust";

/** Where the ledger is read from: its checkpoint and its hash tiles (C2SP tlog-tiles). */
export interface LedgerSource {
  /** The newest signed checkpoint: `GET /ledger/checkpoint`. */
  readonly readCheckpoint: () => Promise<string>;
  /** `GET /ledger/<path>`, such as `tile/0/000.p/8`. */
  readonly readTile: ReadTile;
}

export interface History {
  readonly step: Step;
  /** The newest checkpoint, if a trusted key signed it. */
  readonly newest: Checkpoint | null;
}

/**
 * Compare what was seen before with the newest checkpoint: it must begin with the whole of it,
 * and with the tree that the entry was proved in. Call with a memory read before this call:
 * another tab may see a newer checkpoint meanwhile, which would look like a rollback.
 */
export async function historyOf(
  tools: Tools,
  trust: Trust,
  source: LedgerSource,
  ofEntry: Checkpoint | null,
): Promise<History> {
  let newest: Checkpoint;
  try {
    newest = readCheckpoint(await source.readCheckpoint());
  } catch (error) {
    const isDamage = error instanceof Malformed;
    const finding = isDamage ? "no_newest" : "not_compared";
    const why = reasonOf(error);
    return { step: step("history", isDamage ? false : null, finding, { why }), newest: null };
  }
  const signature = await signatureStep(tools, trust, newest, "history");
  if (signature.ok === false) return { step: signature, newest: null };
  const compared = await comparison(tools, trust, source, newest, ofEntry);
  if (signature.ok === null && compared.ok === true) return { step: signature, newest: null };
  return { step: compared, newest: signature.ok === true ? newest : null };
}

async function comparison(
  tools: Tools,
  trust: Trust,
  source: LedgerSource,
  newest: Checkpoint,
  ofEntry: Checkpoint | null,
): Promise<Step> {
  let before: Checkpoint | null;
  try {
    before = rememberedCheckpoint(trust.memory);
  } catch (error) {
    return step("history", false, "memory_broken", { why: reasonOf(error) });
  }
  const { size } = newest;
  if (before !== null && size < before.size) {
    const at = trust.memory?.checkpointAt ?? "";
    return step("history", false, "rolled_back", { size, before: before.size, at });
  }
  for (const each of [before, ofEntry]) {
    if (each === null) continue;
    const problem = await problemBetween(tools, source, each, newest);
    if (problem !== null) return problem;
  }
  return before === null
    ? step("history", true, "first_seen", { size })
    : step("history", true, "extended", { size, before: before.size });
}

/** Null when the larger of two trees begins with the whole of the smaller one. */
async function problemBetween(
  tools: Tools,
  source: LedgerSource,
  one: Checkpoint,
  other: Checkpoint,
): Promise<Step | null> {
  const [older, newer] = one.size <= other.size ? [one, other] : [other, one];
  try {
    const isExtension = await extendsTree(tools.sha256, {
      oldSize: older.size,
      oldRoot: older.root,
      newSize: newer.size,
      newRoot: newer.root,
      proof: await proveExtension(tools.sha256, older.size, newer.size, source.readTile),
    });
    if (isExtension) return null;
    return step("history", false, "forked", { size: newer.size, before: older.size });
  } catch (error) {
    return step("history", null, "not_compared", { why: reasonOf(error) });
  }
}
