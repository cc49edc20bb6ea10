/** What a checkpoint key `<name>+<key id>+<base64>` says of itself, for people to compare. */
export interface KeyParts {
  name: string;
  id: string;
  /** The 32 bytes of the public key. */
  bytes: Uint8Array<ArrayBuffer>;
}

const KEY_BYTES = 33;

/** Null for what is no such key; whether it is right is for the proof itself to check. */
export function keyParts(vkey: string): KeyParts | null {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(vkey) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return null;
  let binary: string;
  try {
    binary = atob(encoded);
  } catch {
    return null;
  }
  const typed = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  return typed.length === KEY_BYTES ? { name, id, bytes: typed.slice(1) } : null;
}

/** SHA-256 of the public key in groups of four, as one reads it to somebody on the telephone. */
export async function fingerprint(subtle: SubtleCrypto, key: KeyParts): Promise<string> {
  const digest = new Uint8Array(await subtle.digest("SHA-256", key.bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return (hex.match(/.{4}/g) ?? []).join(" ");
}
