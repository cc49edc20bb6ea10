import type { Json } from "../api/types";
import { type Bytes, Malformed } from "./bytes";
import { readCanonical } from "./canonical";

export type Outcome = "done" | "refused" | "failed";

/** What is hashed into the tree (docs/internals/ledger-format.md, “Entry”). */
export interface Envelope {
  readonly actor: string;
  readonly behalf?: string;
  readonly cause?: string;
  readonly code?: string;
  readonly demonstration?: true;
  readonly entered: string;
  readonly events: readonly string[];
  readonly id: string;
  readonly kind: string;
  readonly occurred: string;
  readonly outcome: Outcome;
  /** Name of each part and its commitment. */
  readonly parts: Readonly<Record<string, string>>;
  readonly recorded: string;
  readonly role?: string;
  readonly source: string;
  readonly station?: string;
  readonly subjects: readonly string[];
  readonly trust: string;
  readonly v: 1;
  readonly zone: string;
}

const LEAF_BYTES_MAX = 65_535;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KIND = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\/[1-9][0-9]*$/;
const NAME = /^[a-z][a-z0-9_]*$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
export const HASH = /^[A-Za-z0-9_-]{43}$/;

type Test = (value: Json) => boolean;

const matches =
  (pattern: RegExp): Test =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const isText: Test = (value) =>
  typeof value === "string" && value.length > 0 && Array.from(value).length <= 200;
const isParts: Test = (value) =>
  isObject(value) &&
  Object.entries(value).every(([name, item]) => NAME.test(name) && matches(HASH)(item));

/** Maps, because `constructor` is a field of every object. */
const REQUIRED: ReadonlyMap<string, Test> = new Map(
  Object.entries<Test>({
    actor: isText,
    entered: matches(INSTANT),
    events: listOf(matches(KIND)),
    id: matches(UUID),
    kind: matches(KIND),
    occurred: matches(INSTANT),
    outcome: (value) => value === "done" || value === "refused" || value === "failed",
    parts: isParts,
    recorded: matches(INSTANT),
    source: isText,
    subjects: listOf(isText),
    trust: isText,
    v: (value) => value === 1,
    zone: isText,
  }),
);

const OPTIONAL: ReadonlyMap<string, Test> = new Map(
  Object.entries<Test>({
    behalf: isText,
    cause: matches(UUID),
    code: matches(NAME),
    demonstration: (value) => value === true,
    role: isText,
    station: isText,
  }),
);

export function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Read the bytes of an entry; Malformed says what is wrong with them. */
export function readEnvelope(leaf: Bytes): Envelope {
  if (leaf.length > LEAF_BYTES_MAX) {
    throw new Malformed(`${leaf.length} bytes; at most ${LEAF_BYTES_MAX}`);
  }
  const value = readCanonical(leaf);
  if (!isObject(value)) throw new Malformed("the entry is not a JSON object");
  const missing = [...REQUIRED.keys()].find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw new Malformed(`field ${missing} is missing`);
  for (const [name, item] of Object.entries(value)) {
    const test = REQUIRED.get(name) ?? OPTIONAL.get(name);
    if (test === undefined) throw new Malformed(`field ${name.slice(0, 80)} is unknown`);
    if (!test(item)) throw new Malformed(`field ${name} has a wrong value`);
  }
  const envelope = value as unknown as Envelope;
  const isCoded = envelope.code !== undefined;
  if (envelope.outcome !== "failed" && isCoded !== (envelope.outcome === "refused")) {
    throw new Malformed(`outcome ${envelope.outcome} and field code do not go together`);
  }
  return envelope;
}
