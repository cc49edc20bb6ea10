import { type Bytes, Malformed, type Sha256 } from "./bytes";
import { fold, HASH_BYTES, largestPower, rootOf } from "./merkle";

/** C2SP tlog-tiles: proofs are made here from hash tiles, so that the server need not be asked. */
const WIDTH = 256;
const TILE_LEVELS = 8;

/** Gives the bytes of `tile/<L>/<N>[.p/<W>]` under the log's prefix; throws what kept it from it. */
export type ReadTile = (path: string) => Promise<Bytes>;

/** The root of the perfect subtree over leaves `[index · 2^level, (index + 1) · 2^level)`. */
interface Node {
  level: number;
  index: number;
}

type Range = readonly [start: number, end: number];

/** Hashes that show how the tree of `newSize` begins with that of `oldSize` (RFC 6962 §2.1.2). */
export async function proveExtension(
  sha256: Sha256,
  oldSize: number,
  newSize: number,
  read: ReadTile,
): Promise<Bytes[]> {
  const tiles = new Map<string, Promise<Bytes>>();
  const readOnce: ReadTile = (path) => {
    const known = tiles.get(path) ?? read(path);
    tiles.set(path, known);
    return known;
  };
  return Promise.all(
    extensionRanges(oldSize, newSize).map(async (range) => {
      const nodes = rangeNodes(range);
      return fold(
        sha256,
        await Promise.all(nodes.map((node) => nodeOf(sha256, node, newSize, readOnce))),
      );
    }),
  );
}

/** Leaf ranges whose hashes form PROOF(old, D[new]), leaf side first; none from nothing. */
export function extensionRanges(oldSize: number, newSize: number): Range[] {
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, newSize];
  while (oldSize !== end) {
    const middle = start + largestPower(end - start - 1);
    if (oldSize <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // From 0, the old tree is itself a subtree that the checker knows already.
  if (start > 0) ranges.push([start, end]);
  return ranges.reverse();
}

function rangeNodes([start, end]: Range): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end; ) {
    const width = largestPower(end - at);
    nodes.push({ level: Math.log2(width), index: at / width });
    at += width;
  }
  return nodes;
}

async function nodeOf(sha256: Sha256, node: Node, size: number, read: ReadTile): Promise<Bytes> {
  const tileLevel = Math.floor(node.level / TILE_LEVELS);
  const count = 2 ** (node.level % TILE_LEVELS);
  const first = node.index * count;
  const n = Math.floor(first / WIDTH);
  const width = Math.min(WIDTH, Math.floor(size / WIDTH ** tileLevel) - n * WIDTH);
  const path = tilePath(tileLevel, n, width);
  const tile = await read(path);
  if (tile.length !== width * HASH_BYTES) {
    throw new Malformed(`${path} has ${tile.length} bytes, not ${width * HASH_BYTES}`);
  }
  const at = (first % WIDTH) * HASH_BYTES;
  const hashes = Array.from({ length: count }, (_, i) =>
    tile.slice(at + i * HASH_BYTES, at + (i + 1) * HASH_BYTES),
  );
  return rootOf(sha256, hashes);
}

/** `tile/0/x001/234.p/5`: groups of three digits, all but the last marked. */
export function tilePath(level: number, n: number, width: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g) ?? [];
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group));
  return `tile/${level}/${number.join("/")}${width < WIDTH ? `.p/${width}` : ""}`;
}
