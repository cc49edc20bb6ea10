import {
  type Bytes,
  fromBase64Url,
  joined,
  Malformed,
  same,
  textOf,
  toBase64Url,
  utf8,
} from "./bytes";
import { isObject } from "./envelope";
import { ed25519Holds } from "./notes";
import type { Tools } from "./trust";

/** User present and user verified (Web Authentication §6.1). */
const PERSON_FLAGS = 0x05;
const RP_HASH_BYTES = 32;
const ES256 = -7;
const EDDSA = -8;

/**
 * Whether a passkey made for this site signed the message, after it had verified its person
 * (Web Authentication §7.2); null where this browser does not know the algorithm.
 */
export async function passkeyHolds(
  tools: Tools,
  site: string,
  coseKey: Bytes,
  message: Bytes,
  proof: Readonly<Record<string, string>>,
): Promise<boolean | null> {
  const [client, data, signature] = ["client_data", "authenticator_data", "signature"].map((name) =>
    fromBase64Url(proof[name] ?? ""),
  ) as [Bytes, Bytes, Bytes];
  const told: unknown = JSON.parse(textOf(client));
  const challenge = toBase64Url(await tools.sha256(message));
  if (!isObject(told) || told.type !== "webauthn.get" || told.challenge !== challenge) return false;
  const isHere = same(data.slice(0, RP_HASH_BYTES), await tools.sha256(utf8(site)));
  const flags = data[RP_HASH_BYTES] ?? 0;
  if (!isHere || (flags & PERSON_FLAGS) !== PERSON_FLAGS) return false;
  const signed = joined(data, await tools.sha256(client));
  const key = coseMap(coseKey);
  if (key.get(3) === EDDSA) {
    if (!tools.isEd25519Known) return null;
    return ed25519Holds(tools.subtle, bytesIn(key, -2), signature, signed);
  }
  if (key.get(3) !== ES256) throw new Malformed("the passkey's algorithm is not known");
  return es256Holds(tools.subtle, key, signature, signed);
}

async function es256Holds(
  subtle: SubtleCrypto,
  key: ReadonlyMap<number, number | Bytes>,
  signature: Bytes,
  signed: Bytes,
): Promise<boolean> {
  const point = joined(new Uint8Array([4]), bytesIn(key, -2), bytesIn(key, -3));
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const imported = await subtle.importKey("raw", point, curve, false, ["verify"]);
  return subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, fromDer(signature), signed);
}

/** r ‖ s of 32 bytes each, as WebCrypto takes them, from the DER that authenticators give. */
function fromDer(der: Bytes): Bytes {
  const [r, next] = derNumber(der, 2);
  const [s, end] = derNumber(der, next);
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || end !== der.length) {
    throw new Malformed("the signature is not DER");
  }
  return joined(r, s);
}

function derNumber(der: Bytes, at: number): [Bytes, number] {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const digits = der.slice(at + 2, end);
  const value = digits[0] === 0 ? digits.slice(1) : digits;
  if (der[at] !== 0x02 || digits.length !== length || value.length > 32) {
    throw new Malformed("the signature is not DER");
  }
  return [joined(new Uint8Array(32 - value.length), value), end];
}

/** A COSE key (RFC 9052 §7) of whole numbers and byte strings, which is all that keys have. */
function coseMap(bytes: Bytes): Map<number, number | Bytes> {
  let at = 0;
  const head = (): [number, number] => {
    const first = bytes[at++] ?? 0;
    const low = first & 0x1f;
    if (low > 24 || at > bytes.length) throw new Malformed("the passkey's key is not COSE");
    return [first >> 5, low === 24 ? (bytes[at++] ?? 0) : low];
  };
  const value = (): number | Bytes => {
    const [major, count] = head();
    if (major === 0) return count;
    if (major === 1) return -1 - count;
    if (major !== 2 || at + count > bytes.length) throw new Malformed("the key is not COSE");
    at += count;
    return bytes.slice(at - count, at);
  };
  const [major, pairs] = head();
  if (major !== 5) throw new Malformed("the passkey's key is not COSE");
  const found = new Map<number, number | Bytes>();
  for (let pair = 0; pair < pairs; pair += 1) {
    const label = value();
    if (typeof label !== "number") throw new Malformed("the passkey's key is not COSE");
    found.set(label, value());
  }
  return found;
}

function bytesIn(key: ReadonlyMap<number, number | Bytes>, label: number): Bytes {
  const found = key.get(label);
  if (typeof found !== "object") throw new Malformed("the passkey's key is not complete");
  return found;
}
