import {
  type Bytes,
  fromBase64,
  fromDecimal,
  hex,
  joined,
  Malformed,
  quoted,
  type Sha256,
  utf8,
} from "./bytes";
import { HASH_BYTES } from "./merkle";

/** C2SP signed-note, tlog-checkpoint and tlog-cosignature. */
const MARK = "\u2014 ";
const SIGNATURES_MAX = 100;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;
/** What a key name must not hold: white space, controls, invisible signs, `+`. */
const NOT_IN_NAME = /[\s\p{C}\p{Z}+]/u;

/** Signs the text of a note (a log), or the text with a time (a witness). */
export type KeyUse = "log" | "witness";

const USES: Readonly<Record<number, KeyUse>> = { 1: "log", 4: "witness" };

export interface VerifierKey {
  readonly name: string;
  /** Hex of the first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public key). */
  readonly id: string;
  readonly use: KeyUse;
  readonly bytes: Bytes;
  /** As it is written. */
  readonly vkey: string;
}

export interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  /** What follows the key id. */
  readonly payload: Bytes;
}

/** A signed checkpoint taken apart; nothing is verified yet. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  /** What is signed, final newline included. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
  /** The whole note. */
  readonly note: string;
}

/** Read `<name>+<key id>+<base64(type ‖ 32 bytes)>`; Malformed unless the id is the key's own. */
export async function readKey(sha256: Sha256, vkey: string): Promise<VerifierKey> {
  const [, name = "", id = "", encoded = ""] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(vkey) ?? [];
  if (name === "" || NOT_IN_NAME.test(name)) {
    throw new Malformed(`${quoted(vkey)} is not a key: <name>+<key id>+<base64>`);
  }
  const typed = fromBase64(encoded);
  const use = USES[typed[0] ?? 0];
  if (use === undefined || typed.length !== 33) throw new Malformed("the key is not Ed25519");
  const digest = await sha256(utf8(`${name}\n`), typed);
  const own = hex(digest.slice(0, KEY_ID_BYTES));
  if (own !== id) throw new Malformed(`the key has id ${own}, not ${quoted(id)}`);
  return { name, id, use, bytes: typed.slice(1), vkey };
}

/** Split a note at its last empty line and read its text as a checkpoint. */
export function readCheckpoint(note: string): Checkpoint {
  const at = note.lastIndexOf("\n\n");
  const block = note.slice(at + 2);
  if (at < 0 || !block.endsWith("\n")) {
    throw new Malformed("a signed note is text, an empty line and signature lines");
  }
  const text = note.slice(0, at + 1);
  const lines = text.slice(0, -1).split("\n");
  const [origin = "", size = "", root = ""] = lines;
  if (lines.length < 3 || lines.includes("") || hasControls(lines)) {
    throw new Malformed("a checkpoint is origin, size and root hash");
  }
  const signatures = block.slice(0, -1).split("\n");
  if (signatures.length > SIGNATURES_MAX) {
    throw new Malformed(`${signatures.length} signature lines; at most ${SIGNATURES_MAX} are read`);
  }
  return {
    origin,
    size: fromDecimal(size),
    root: readHash(root),
    text,
    signatures: signatures.map(readSignature),
    note,
  };
}

function hasControls(lines: readonly string[]): boolean {
  return lines.some((line) => Array.from(line).some((char) => char < " "));
}

export function readHash(text: string): Bytes {
  const bytes = fromBase64(text);
  if (bytes.length !== HASH_BYTES) throw new Malformed(`${quoted(text)} is not a 32-byte hash`);
  return bytes;
}

function readSignature(line: string): SignatureLine {
  const [name = "", encoded = "", ...more] = line.slice(MARK.length).split(" ");
  if (!line.startsWith(MARK) || name === "" || NOT_IN_NAME.test(name) || more.length > 0) {
    throw new Malformed(`not a signature line: ${quoted(line)}`);
  }
  const bytes = fromBase64(encoded);
  if (bytes.length <= KEY_ID_BYTES) throw new Malformed(`no signature in ${quoted(line)}`);
  return {
    name,
    keyId: hex(bytes.slice(0, KEY_ID_BYTES)),
    payload: bytes.slice(KEY_ID_BYTES),
  };
}

/** `absent`: the key has not signed this note. A cosignature says when it was given. */
export type Verdict = { is: "absent" } | { is: "wrong" } | { is: "holds"; at: Date | null };

/** Whether all signatures in the key's name on the checkpoint hold. */
export async function verdictOf(
  subtle: SubtleCrypto,
  checkpoint: Checkpoint,
  key: VerifierKey,
): Promise<Verdict> {
  const own = checkpoint.signatures.filter((s) => s.name === key.name && s.keyId === key.id);
  let verdict: Verdict = { is: "absent" };
  for (const { payload } of own) {
    const time = key.use === "witness" ? timeOf(payload) : null;
    const head = time === null ? "" : `cosignature/v1\ntime ${time}\n`;
    const signature = time === null ? payload : payload.slice(TIME_BYTES);
    const message = utf8(head + checkpoint.text);
    if (!(await ed25519Holds(subtle, key.bytes, signature, message))) return { is: "wrong" };
    verdict = { is: "holds", at: time === null ? null : new Date(Number(time) * 1000) };
  }
  return verdict;
}

/** Seconds since 1970, as the cosignature states them; a payload too short fails later. */
function timeOf(payload: Bytes): bigint {
  return joined(payload, new Uint8Array(TIME_BYTES))
    .slice(0, TIME_BYTES)
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** Whether `signature` over `message` is by the key (RFC 8032). */
export async function ed25519Holds(
  subtle: SubtleCrypto,
  publicKey: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  if (signature.length !== 64) return false;
  const key = await subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  return subtle.verify({ name: "Ed25519" }, key, signature, message);
}
