import type { Memory } from "@platform/proof";
import { readCheckpoint } from "@platform/proof/notes";
import { keyParts } from "./fingerprint";

/** What the newest checkpoint and this browser say of one witness. */
export interface Witness {
  name: string;
  keyId: string;
  isCosigned: boolean;
  /** RFC 3339; when it says to have cosigned. */
  at: string | null;
  /** The key that is kept here; without it the cosignature is not checked. */
  pinned: string | null;
}

/** A cosignature is a time and an Ed25519 signature (C2SP tlog-cosignature). */
const TIME_BYTES = 8;
const COSIGNATURE_BYTES = TIME_BYTES + 64;

/** Everybody who cosigned and everybody who should have; nothing is verified here. */
export function witnessesOf(note: string | undefined, memory: Memory | null): Witness[] {
  const pinned = new Map(
    (memory?.witnesses ?? []).flatMap((vkey) => {
      const key = keyParts(vkey);
      return key === null ? [] : [[`${key.name}+${key.id}`, vkey] as const];
    }),
  );
  const cosigned = note === undefined ? [] : cosignersOf(note, pinned);
  const isThere = (place: string) =>
    cosigned.some((each) => `${each.name}+${each.keyId}` === place);
  const missing = [...pinned]
    .filter(([place]) => !isThere(place))
    .map(([place, vkey]) => {
      const [name = "", keyId = ""] = place.split("+");
      return { name, keyId, isCosigned: false, at: null, pinned: vkey };
    });
  return [...cosigned, ...missing].sort((one, other) => one.name.localeCompare(other.name));
}

function cosignersOf(note: string, pinned: ReadonlyMap<string, string>): Witness[] {
  const { origin, signatures } = readCheckpoint(note);
  return signatures
    .filter(({ name }) => name !== origin)
    .map(({ name, keyId, payload }) => ({
      name,
      keyId,
      isCosigned: true,
      at: payload.length === COSIGNATURE_BYTES ? timeOf(payload) : null,
      pinned: pinned.get(`${name}+${keyId}`) ?? null,
    }));
}

function timeOf(payload: Uint8Array): string | null {
  const view = new DataView(payload.buffer, payload.byteOffset, TIME_BYTES);
  const at = new Date(Number(view.getBigUint64(0)) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
