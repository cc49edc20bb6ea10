import { type Bytes, joined, type Sha256, same } from "./bytes";

/** RFC 6962 §2.1 and RFC 9162 §2.1.3–2.1.4. Sizes are below 2^53, so no bit operators are used. */
export const HASH_BYTES = 32;

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);
const NOTHING = new Uint8Array(0);

export function leafHash(sha256: Sha256, data: Bytes): Promise<Bytes> {
  return sha256(LEAF, data);
}

export function nodeHash(sha256: Sha256, left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(NODE, left, right);
}

/** Hash of one item of a tree part: SHA-256(0x00 ‖ salt ‖ item). */
export function itemHash(sha256: Sha256, salt: Bytes, item: Bytes): Promise<Bytes> {
  return leafHash(sha256, joined(salt, item));
}

/** Root over subtrees of falling size, left to right. */
export async function fold(sha256: Sha256, hashes: readonly Bytes[]): Promise<Bytes> {
  let root = hashes.at(-1);
  if (root === undefined) return sha256(NOTHING);
  for (const left of hashes.slice(0, -1).reverse()) root = await nodeHash(sha256, left, root);
  return root;
}

/** Root of the tree over these leaf hashes; level by level, an odd last hash moves up as it is. */
export async function rootOf(sha256: Sha256, leaves: readonly Bytes[]): Promise<Bytes> {
  let level = leaves;
  while (level.length > 1) {
    const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, at) => at * 2);
    const below = level;
    level = await Promise.all(
      pairs.map((at) => {
        const [left, right] = below.slice(at, at + 2) as [Bytes, Bytes | undefined];
        return right === undefined ? left : nodeHash(sha256, left, right);
      }),
    );
  }
  return level[0] ?? sha256(NOTHING);
}

function areHashes(hashes: readonly Bytes[]): boolean {
  return hashes.every((each) => each.length === HASH_BYTES);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

export interface Inclusion {
  leaf: Bytes;
  index: number;
  size: number;
  proof: readonly Bytes[];
  root: Bytes;
}

/**
 * Whether a leaf hash is entry `index` of the tree. `size` and `root` come from one signed
 * checkpoint: a proof alone fits a band of sizes.
 */
export async function includes(sha256: Sha256, given: Inclusion): Promise<boolean> {
  const { leaf, index, size, proof, root } = given;
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  if (!areHashes([leaf, root, ...proof])) return false;
  let [first, last, current] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      current = await nodeHash(sha256, sibling, current);
      [first, last] = withoutZeros(first, last);
    } else {
      current = await nodeHash(sha256, current, sibling);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && same(current, root);
}

/** Both halved until the first is odd, or 0. */
function withoutZeros(first: number, last: number): [number, number] {
  while (first !== 0 && !isOdd(first)) [first, last] = [half(first), half(last)];
  return [first, last];
}

export interface Extension {
  oldSize: number;
  oldRoot: Bytes;
  newSize: number;
  newRoot: Bytes;
  proof: readonly Bytes[];
}

/** Whether the new tree begins with the whole old one. From size 0 nothing is proved: false
 *  unless the old root is that of the empty tree and the proof is empty. */
export async function extendsTree(sha256: Sha256, given: Extension): Promise<boolean> {
  const { oldSize, oldRoot, newSize, newRoot, proof } = given;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize > newSize) return false;
  if (!areHashes([oldRoot, newRoot, ...proof])) return false;
  if (oldSize === 0) {
    const isEmpty = same(oldRoot, await sha256(NOTHING));
    return proof.length === 0 && isEmpty && (newSize > 0 || same(oldRoot, newRoot));
  }
  if (oldSize === newSize) return proof.length === 0 && same(oldRoot, newRoot);
  return walkExtension(sha256, given);
}

async function walkExtension(sha256: Sha256, given: Extension): Promise<boolean> {
  // An old tree of exactly a power of two is a subtree of the new one: its root starts the path.
  const isPower = largestPower(given.oldSize) === given.oldSize;
  const [start, ...rest] = isPower ? [given.oldRoot, ...given.proof] : given.proof;
  if (start === undefined || given.proof.length === 0) return false;
  let [first, last] = [given.oldSize - 1, given.newSize - 1];
  while (isOdd(first)) [first, last] = [half(first), half(last)];
  let [before, after] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(first) || first === last) {
      before = await nodeHash(sha256, sibling, before);
      after = await nodeHash(sha256, sibling, after);
      [first, last] = withoutZeros(first, last);
    } else {
      after = await nodeHash(sha256, after, sibling);
    }
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && same(before, given.oldRoot) && same(after, given.newRoot);
}

/** Largest power of two that is not above a positive number. */
export function largestPower(value: number): number {
  let power = 1;
  while (power * 2 <= value) power *= 2;
  return power;
}
