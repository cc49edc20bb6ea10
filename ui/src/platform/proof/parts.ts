import type { Json } from "../api/types";
import type { ShownItem, ShownPart } from "./answer";
import { type Sha256, toBase64Url } from "./bytes";
import { readCanonical } from "./canonical";
import { HASH, isObject } from "./envelope";
import { itemHash, rootOf } from "./merkle";

/** What is wrong with one shown part; null when it is the one that was sealed. */
export type PartProblem = "uncommitted" | "altered" | "items_altered";

/** Compare a part with its commitment: base64url of SHA-256(salt ‖ content). */
export async function problemOfPart(
  sha256: Sha256,
  committed: string | undefined,
  part: ShownPart,
): Promise<PartProblem | null> {
  if (committed === undefined) return "uncommitted";
  if (toBase64Url(await sha256(part.salt, part.content)) !== committed) return "altered";
  const areItemsWhole = part.items === null || (await givesRoot(sha256, part, part.items));
  return areItemsWhole ? null : "items_altered";
}

async function givesRoot(
  sha256: Sha256,
  part: ShownPart,
  items: readonly ShownItem[],
): Promise<boolean> {
  const head = readCanonical(part.content);
  if (!isTreeHead(head) || head.items !== items.length) return false;
  const hashes = await Promise.all(items.map((item) => itemHash(sha256, item.salt, item.content)));
  return toBase64Url(await rootOf(sha256, hashes)) === head.root;
}

export function isTreeHead(value: Json): value is { items: number; root: string; tree: "rfc6962" } {
  return (
    isObject(value) &&
    Object.keys(value).sort().join() === "items,root,tree" &&
    value.tree === "rfc6962" &&
    typeof value.items === "number" &&
    typeof value.root === "string" &&
    HASH.test(value.root)
  );
}

/**
 * The sealed value of a part that fits its commitment; of a tree part, the list of its items, or
 * undefined when they are not shown.
 */
export function valueOfPart(part: ShownPart): Json | undefined {
  if (part.items !== null) return part.items.map((item) => readCanonical(item.content));
  const value = readCanonical(part.content);
  return isTreeHead(value) ? undefined : value;
}
