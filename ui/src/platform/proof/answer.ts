import type { Json } from "../api/types";
import { type Bytes, fromBase64, Malformed } from "./bytes";
import { isObject } from "./envelope";

/** One opened part as `GET /api/entries/{seq}` shows it. */
export interface ShownPart {
  readonly salt: Bytes;
  readonly content: Bytes;
  /** Of a tree part that is shown whole. */
  readonly items: readonly ShownItem[] | null;
}

export interface ShownItem {
  readonly salt: Bytes;
  readonly content: Bytes;
}

/** The answer about one entry, its bytes decoded; nothing is verified yet. */
export interface EntryAnswer {
  readonly seq: number;
  readonly leaf: Bytes;
  readonly parts: ReadonlyMap<string, ShownPart>;
  /** Null while no signed checkpoint covers the entry. */
  readonly proof: string | null;
  /** What the answer says for people, to be compared with what is sealed. */
  readonly told: Readonly<Record<string, Json>>;
}

/**
 * Read the answer: `leaf`, and of each part `salt`, `content` and perhaps `items`, are base64
 * (RFC 4648 §4), `proof` is a tlog-proof. Malformed otherwise.
 */
export function readAnswer(answer: unknown): EntryAnswer {
  if (!isObject(answer)) throw new Malformed("the answer is not an object");
  const { leaf, parts, proof = null, ...told } = answer;
  if (typeof told.seq !== "number" || !Number.isSafeInteger(told.seq)) {
    throw new Malformed("the answer has no entry number");
  }
  if (!isObject(parts)) throw new Malformed("the answer has no parts");
  if (proof !== null && typeof proof !== "string") throw new Malformed("the proof is not a text");
  return {
    seq: told.seq,
    leaf: bytesOf(leaf, "leaf"),
    parts: new Map(Object.entries(parts).map(([name, part]) => [name, partOf(part, name)])),
    proof,
    told,
  };
}

function partOf(part: unknown, name: string): ShownPart {
  if (!isObject(part)) throw new Malformed(`part ${name} is not an object`);
  const items = part.items ?? null;
  if (items !== null && !Array.isArray(items)) throw new Malformed(`part ${name}: bad items`);
  return {
    ...itemOf(part, name),
    items: items === null ? null : items.map((item) => itemOf(item, `${name} item`)),
  };
}

function itemOf(item: unknown, name: string): ShownItem {
  if (!isObject(item)) throw new Malformed(`${name} is not an object`);
  const salt = bytesOf(item.salt, `salt of ${name}`);
  if (salt.length !== 32) throw new Malformed(`salt of ${name} is not 32 bytes`);
  return { salt, content: bytesOf(item.content, `content of ${name}`) };
}

function bytesOf(value: unknown, what: string): Bytes {
  if (typeof value !== "string") throw new Malformed(`${what} is missing`);
  return fromBase64(value);
}
