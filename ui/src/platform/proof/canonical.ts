import type { Json } from "../api/types";
import { type Bytes, Malformed, quoted, textOf } from "./bytes";

/** Read JSON of the restricted RFC 8785 profile of the ledger format; Malformed otherwise. */
export function readCanonical(bytes: Bytes): Json {
  const text = textOf(bytes);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Malformed("the bytes are not JSON");
  }
  // Writing it again also shows doubled keys, which reading silently drops.
  if (canonicalText(value) !== text) throw new Malformed("JSON is not in canonical form");
  return value;
}

/** The one spelling of a value; Malformed for what has none. */
export function canonicalText(value: Json): string {
  if (typeof value === "string") return textOfString(value);
  if (typeof value === "number") return textOfNumber(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${textOfKey(key)}:${canonicalText(value[key] ?? null)}`);
  return `{${fields.join(",")}}`;
}

function textOfString(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new Malformed("a text holds a lone surrogate");
  if (value.normalize("NFC") !== value) {
    throw new Malformed(`text ${quoted(value)} is not in normal form C`);
  }
  return JSON.stringify(value);
}

function textOfNumber(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new Malformed(`number ${value} is not an integer below 2^53`);
  }
  return String(value);
}

function textOfKey(key: string): string {
  for (let at = 0; at < key.length; at++) {
    if (key.charCodeAt(at) > 0x7f) throw new Malformed(`key ${quoted(key)} is not ASCII`);
  }
  return JSON.stringify(key);
}
