import { type Bytes, fromBase64, fromDecimal, Malformed } from "./bytes";
import { readHash } from "./notes";

const HEADER = "c2sp.org/tlog-proof@v1";
const HASHES_MAX = 63;

/** A tlog-proof taken apart: the entry's number, its inclusion proof, the checkpoint note. */
export interface Receipt {
  readonly index: number;
  readonly hashes: readonly Bytes[];
  readonly note: string;
}

/** Read a tlog-proof (C2SP), split at its first empty line; Malformed otherwise. */
export function readReceipt(data: string): Receipt {
  const at = data.indexOf("\n\n");
  const [header, ...lines] = data.slice(0, Math.max(at, 0)).split("\n");
  if (header !== HEADER) throw new Malformed(`a proof begins with ${HEADER}`);
  // What stands in `extra` is the sender's own and vouched for by nothing.
  if (lines[0]?.startsWith("extra ")) fromBase64((lines.shift() ?? "").slice("extra ".length));
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ")) throw new Malformed("the proof names no index");
  if (lines.length > HASHES_MAX) throw new Malformed(`${lines.length} hashes are too many`);
  return {
    index: fromDecimal(index.slice("index ".length)),
    hashes: lines.map(readHash),
    note: data.slice(at + 2),
  };
}
