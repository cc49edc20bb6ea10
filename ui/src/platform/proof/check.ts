import type { Json } from "../api/types";
import { type EntryAnswer, readAnswer, type ShownPart } from "./answer";
import { hasher, hex, Malformed } from "./bytes";
import { contentsStep } from "./contents";
import { type Envelope, type Outcome, readEnvelope } from "./envelope";
import { type History, historyOf, type LedgerSource } from "./history";
import { type ItemFile, itemStep, readItemFile, type ShownReading, shownStep } from "./item";
import type { ProofMemory } from "./memory";
import { includes, leafHash } from "./merkle";
import { type Checkpoint, readCheckpoint } from "./notes";
import { problemOfPart, valueOfPart } from "./parts";
import { type PersonKey, personSteps } from "./person";
import { remember } from "./pinning";
import { type Receipt, readReceipt } from "./receipt";
import { reasonOf, type Step, step, type Verdict, verdictOfSteps } from "./steps";
import {
  knowsEd25519,
  signatureStep,
  type Tools,
  type Trust,
  trustOf,
  witnessSteps,
} from "./trust";

/** The browser and the ledger as a check needs them. */
export interface World extends LedgerSource {
  /** `crypto.subtle`: undefined where the page did not come over TLS. */
  readonly subtle: SubtleCrypto | undefined;
  readonly memory: ProofMemory;
  /** RFC 3339. */
  readonly now: () => string;
}

export interface Question {
  /** The number of the entry that was asked for. */
  readonly seq: number;
  /** What `GET /api/entries/{seq}` gave. */
  readonly answer: unknown;
  /** `key` of `GET /api/ledger`. */
  readonly ledgerKey: string | null;
  /** What the sender of the command was told. */
  readonly receipt?: { readonly id: string; readonly outcome: string };
  /** The key of whoever signed the command, where a person did. */
  readonly personKey?: PersonKey;
}

export interface LedgerCheck {
  readonly steps: readonly Step[];
  readonly verdict: Verdict;
}

export interface RecordCheck extends LedgerCheck {
  /** The entry as its bytes say; null when they could not be read. */
  readonly envelope: Envelope | null;
  /** Values of the parts that fit their commitments: what may be shown as sealed. */
  readonly opened: ReadonlyMap<string, Json>;
}

/** Check one record alone, with nothing of the server believed but the pinned key. */
export async function checkRecord(question: Question, world: World): Promise<RecordCheck> {
  const start = await begin(world, question.ledgerKey);
  if (start === null) return { ...concluded([noCrypto()]), envelope: null, opened: new Map() };
  const { tools, trust } = start;
  const read = reading(question);
  const history = await historyOf(tools, trust, world, read.checkpoint);
  const key = keep(world, trust, history);
  const parts = await partSteps(tools, read.answer, read.envelope);
  const steps = [
    start.step,
    key,
    ...read.steps,
    ...(await vouchedSteps(tools, trust, read, history)),
    await inclusionStep(tools, read),
    ...parts.steps,
    ...(await personSteps(
      start.tools,
      question.personKey ?? null,
      read.answer,
      read.envelope,
      parts.opened,
    )),
    ...agreementSteps(question, read, parts.opened),
    history.step,
  ];
  return { ...concluded(steps), envelope: read.envelope, opened: parts.opened };
}

export interface ItemQuestion {
  /** The number of the entry that the item is said to stand in. */
  readonly seq: number;
  /** What `GET /api/entries/{seq}/items/{part}/{index}` gave. */
  readonly file: unknown;
  readonly shown: ShownReading;
  /** `key` of `GET /api/ledger`. */
  readonly ledgerKey: string | null;
}

/** Check one item of an entry, such as one reading of a batch, without its neighbours. */
export async function checkItem(question: ItemQuestion, world: World): Promise<LedgerCheck> {
  const start = await begin(world, question.ledgerKey);
  if (start === null) return concluded([noCrypto()]);
  const { tools, trust } = start;
  let file: ItemFile;
  try {
    file = readItemFile(question.file);
  } catch (error) {
    const why = whyMalformed(error);
    return concluded([start.step, step("answer", false, "answer_malformed", { why })]);
  }
  const parts = new Map([[file.part, { salt: file.salt, content: file.content, items: null }]]);
  const answer = { seq: file.seq, leaf: file.entry, parts, proof: file.receipt, told: {} };
  const read = readingOf(question.seq, answer);
  const history = await historyOf(tools, trust, world, read.checkpoint);
  const key = keep(world, trust, history);
  return concluded([
    start.step,
    key,
    ...read.steps,
    ...(await vouchedSteps(tools, trust, read, history)),
    await inclusionStep(tools, read),
    ...(await onePartStep(tools, read.envelope, file)),
    await itemStep(tools.sha256, file),
    shownStep(file, question.shown),
    history.step,
  ]);
}

async function onePartStep(
  tools: Tools,
  envelope: Envelope | null,
  { part: name, salt, content }: ItemFile,
): Promise<Step[]> {
  if (envelope === null) return [step("part", null, "not_reached")];
  const committed = Object.hasOwn(envelope.parts, name) ? envelope.parts[name] : undefined;
  return [
    await partStep(tools, name, committed, { salt, content, items: null }, new Map<string, Json>()),
  ];
}

/** Check the key and the history of the ledger alone, and remember its newest checkpoint. */
export async function checkLedger(ledgerKey: string | null, world: World): Promise<LedgerCheck> {
  const start = await begin(world, ledgerKey);
  if (start === null) return concluded([noCrypto()]);
  const { tools, trust } = start;
  const history = await historyOf(tools, trust, world, null);
  const key = keep(world, trust, history);
  const newest = history.newest === null ? [] : [history.newest];
  const witnesses = newest.length === 0 ? [] : await witnessSteps(tools, trust, newest);
  return concluded([start.step, key, ...witnesses, history.step]);
}

function concluded(steps: readonly Step[]): LedgerCheck {
  return { steps, verdict: verdictOfSteps(steps) };
}

function noCrypto(): Step {
  return step("browser", null, "not_secure");
}

interface Start {
  step: Step;
  tools: Tools;
  trust: Trust;
}

async function begin(world: World, ledgerKey: string | null): Promise<Start | null> {
  const { subtle } = world;
  if (subtle === undefined) return null;
  const isEd25519Known = await knowsEd25519(subtle);
  const tools = { subtle, sha256: hasher(subtle), isEd25519Known };
  const browser = isEd25519Known
    ? step("browser", true, "can_check")
    : step("browser", null, "no_ed25519");
  return { step: browser, tools, trust: await trustOf(tools, world.memory, ledgerKey) };
}

/** Keep what held; the key step says so if the server's key could not be kept. */
function keep(world: World, trust: Trust, history: History): Step {
  const isKept = history.step.ok === true && history.newest !== null;
  if (isKept && history.newest !== null) remember(world.memory, trust, history.newest, world.now());
  if (trust.toPin === null || isKept) return trust.step;
  return step("key", null, "not_pinned", { key: trust.toPin.vkey });
}

/** The answer taken apart as far as it goes. */
interface Reading {
  steps: Step[];
  answer: EntryAnswer | null;
  envelope: Envelope | null;
  receipt: Receipt | null;
  checkpoint: Checkpoint | null;
}

function reading(question: Question): Reading {
  try {
    return readingOf(question.seq, readAnswer(question.answer));
  } catch (error) {
    const steps = [step("answer", false, "answer_malformed", { why: whyMalformed(error) })];
    return { steps, answer: null, envelope: null, receipt: null, checkpoint: null };
  }
}

function readingOf(asked: number, answer: EntryAnswer): Reading {
  const { seq, parts } = answer;
  const read: Reading = { steps: [], answer, envelope: null, receipt: null, checkpoint: null };
  read.steps.push(
    seq === asked
      ? step("answer", true, "answer_read", { seq, parts: parts.size })
      : step("answer", false, "other_entry", { seq: asked, found: seq }),
  );
  read.steps.push(readProof(read, answer), readEntry(read, answer));
  return read;
}

function readProof(read: Reading, { proof }: EntryAnswer): Step {
  if (proof === null) return step("checkpoint", null, "not_signed_yet");
  try {
    const receipt = readReceipt(proof);
    const checkpoint = readCheckpoint(receipt.note);
    Object.assign(read, { receipt, checkpoint });
    const { origin, size, root } = checkpoint;
    return step("checkpoint", true, "checkpoint_read", { origin, size, root: hex(root) });
  } catch (error) {
    return step("checkpoint", false, "checkpoint_malformed", { why: whyMalformed(error) });
  }
}

function readEntry(read: Reading, { leaf }: EntryAnswer): Step {
  try {
    read.envelope = readEnvelope(leaf);
    const { kind, actor, recorded } = read.envelope;
    return step("entry", true, "entry_read", { kind, actor, at: recorded });
  } catch (error) {
    return step("entry", false, "entry_malformed", { why: whyMalformed(error) });
  }
}

/** Anything else that was thrown is a defect of ours and goes on. */
function whyMalformed(error: unknown): string {
  if (error instanceof Malformed || error instanceof RangeError) return reasonOf(error);
  throw error;
}

async function vouchedSteps(
  tools: Tools,
  trust: Trust,
  { checkpoint }: Reading,
  { newest }: History,
): Promise<Step[]> {
  if (checkpoint === null) return [step("signature", null, "not_reached")];
  const checkpoints = newest === null ? [checkpoint] : [checkpoint, newest];
  return [
    await signatureStep(tools, trust, checkpoint),
    ...(await witnessSteps(tools, trust, checkpoints)),
  ];
}

async function inclusionStep(tools: Tools, read: Reading): Promise<Step> {
  const { answer, receipt, checkpoint } = read;
  if (answer === null || receipt === null || checkpoint === null) {
    return step("inclusion", null, "not_reached");
  }
  const { seq } = answer;
  const { index } = receipt;
  if (index !== seq) return step("inclusion", false, "other_number", { index, seq });
  const { size, root } = checkpoint;
  const leaf = await leafHash(tools.sha256, answer.leaf);
  const isIncluded = await includes(tools.sha256, {
    leaf,
    index,
    size,
    proof: receipt.hashes,
    root,
  });
  return step("inclusion", isIncluded, isIncluded ? "included" : "not_included", { seq, size });
}

interface Opening {
  steps: Step[];
  opened: Map<string, Json>;
}

async function partSteps(
  tools: Tools,
  answer: EntryAnswer | null,
  envelope: Envelope | null,
): Promise<Opening> {
  const opened = new Map<string, Json>();
  if (answer === null || envelope === null) {
    return { steps: [step("part", null, "not_reached")], opened };
  }
  const names = new Set([...Object.keys(envelope.parts), ...answer.parts.keys()]);
  const steps: Step[] = [];
  for (const name of names) {
    const committed = Object.hasOwn(envelope.parts, name) ? envelope.parts[name] : undefined;
    steps.push(await partStep(tools, name, committed, answer.parts.get(name), opened));
  }
  return { steps, opened };
}

async function partStep(
  tools: Tools,
  name: string,
  committed: string | undefined,
  part: ShownPart | undefined,
  opened: Map<string, Json>,
): Promise<Step> {
  if (part === undefined) return step("part", true, "part_withheld", { name });
  try {
    const problem = await problemOfPart(tools.sha256, committed, part);
    if (problem !== null) return step("part", false, `part_${problem}`, { name });
    const value = valueOfPart(part);
    if (value === undefined) return step("part", true, "part_items_withheld", { name });
    opened.set(name, value);
    return step("part", true, "part_opens", { name });
  } catch (error) {
    return step("part", false, "part_malformed", { name, why: whyMalformed(error) });
  }
}

function agreementSteps(
  { receipt }: Question,
  { answer, envelope }: Reading,
  opened: ReadonlyMap<string, Json>,
): Step[] {
  if (answer === null || envelope === null) return [step("receipt", null, "not_reached")];
  return [
    receiptStep(envelope, receipt ?? toldReceipt(answer)),
    contentsStep(answer.told, envelope, opened),
  ];
}

function toldReceipt({ told }: EntryAnswer): { id: Json | undefined; outcome: Json | undefined } {
  return { id: told.command_id, outcome: told.outcome };
}

function receiptStep(
  envelope: Envelope,
  receipt: { readonly id: Json | undefined; readonly outcome: Json | undefined },
): Step {
  const { id, outcome }: { id: string; outcome: Outcome } = envelope;
  if (receipt.id !== id) {
    return step("receipt", false, "other_command", { id: String(receipt.id), found: id });
  }
  if (receipt.outcome !== outcome) {
    const said = { outcome: String(receipt.outcome), found: outcome };
    return step("receipt", false, "other_outcome", said);
  }
  return step("receipt", true, "receipt_stands", { id, outcome });
}
