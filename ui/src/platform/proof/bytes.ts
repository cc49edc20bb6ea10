/** Bytes that are ours alone, as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** SHA-256 of all pieces, one after the other. */
export type Sha256 = (...pieces: Bytes[]) => Promise<Bytes>;

/** Text or bytes that break their format; the message says where. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

const CHUNK = 0x8000;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function hasher(subtle: SubtleCrypto): Sha256 {
  return async (...pieces) => new Uint8Array(await subtle.digest("SHA-256", joined(...pieces)));
}

export function joined(...pieces: Bytes[]): Bytes {
  const all = new Uint8Array(pieces.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of pieces) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

export function same(left: Bytes, right: Bytes): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

export function utf8(text: string): Bytes {
  return new Uint8Array(encoder.encode(text));
}

/** UTF-8 as text; anything else is Malformed. */
export function textOf(bytes: Bytes): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Malformed("the bytes are not UTF-8");
  }
}

export function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function toBase64(bytes: Bytes): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

/** RFC 4648 §4 with padding; only the one spelling of the bytes is taken. */
export function fromBase64(text: string): Bytes {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new Malformed(`${quoted(text)} is not base64`);
  }
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new Malformed(`${quoted(text)} is not base64 as written`);
  return bytes;
}

/** RFC 4648 §5 without padding. */
export function toBase64Url(bytes: Bytes): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes of base64url; only the one spelling of them is taken. */
export function fromBase64Url(text: string): Bytes {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = fromBase64(plain + "=".repeat((4 - (plain.length % 4)) % 4));
  if (toBase64Url(bytes) !== text) throw new Malformed(`${quoted(text)} is not base64url`);
  return bytes;
}

/** Decimal without sign or leading zeros, exact in JavaScript (below 2^53). */
export function fromDecimal(text: string): number {
  const number = Number(text);
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || !Number.isSafeInteger(number)) {
    throw new Malformed(`${quoted(text)} is not a decimal number that can be read here`);
  }
  return number;
}

/** Beginning of a text that goes into a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
