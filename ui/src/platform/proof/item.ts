import type { Json } from "../api/types";
import { type Bytes, fromBase64Url, Malformed, type Sha256, utf8 } from "./bytes";
import { readCanonical } from "./canonical";
import { isObject } from "./envelope";
import { includes, itemHash } from "./merkle";
import { isTreeHead } from "./parts";
import { readReceipt } from "./receipt";
import { type Step, step } from "./steps";

const FORMAT = "lotproof.item/1";
const TEXTS = [
  "content",
  "entry",
  "format",
  "item",
  "item_salt",
  "part",
  "receipt",
  "salt",
] as const;

/** The file of one item: everything that proves it, and nothing of its neighbours. */
export interface ItemFile {
  readonly part: string;
  readonly index: number;
  readonly seq: number;
  readonly item: Bytes;
  readonly itemSalt: Bytes;
  readonly content: Bytes;
  readonly salt: Bytes;
  readonly entry: Bytes;
  readonly receipt: string;
  readonly hashes: readonly Bytes[];
}

/** Read `…/items/PART/INDEX`; Malformed for anything else. */
export function readItemFile(data: unknown): ItemFile {
  if (!isObject(data as Json)) throw new Malformed("the proof of an item is not an object");
  const given = data as Readonly<Record<string, unknown>>;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, wordOf(given, name)])) as Record<
    (typeof TEXTS)[number],
    string
  >;
  const { index, hashes } = given;
  if (texts.format !== FORMAT) throw new Malformed(`the format is not ${FORMAT}`);
  if (typeof index !== "number" || !Number.isSafeInteger(index)) throw new Malformed("no index");
  if (!Array.isArray(hashes)) throw new Malformed("the proof has no hashes");

  return {
    part: texts.part,
    index,
    seq: readReceipt(texts.receipt).index,
    item: utf8(texts.item),
    itemSalt: fromBase64Url(texts.item_salt),
    content: utf8(texts.content),
    salt: fromBase64Url(texts.salt),
    entry: utf8(texts.entry),
    receipt: texts.receipt,
    hashes: hashes.map((each) => fromBase64Url(String(each))),
  };
}

function wordOf(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = given[name];
  if (typeof value !== "string") throw new Malformed(`${name} is missing`);
  return value;
}

/** Whether the item stands in its part; that the entry commits to the part is another step. */
export async function itemStep(sha256: Sha256, file: ItemFile): Promise<Step> {
  const { part: name, index } = file;
  const head = readCanonical(file.content);
  const said = { name, place: index + 1 };
  if (!isTreeHead(head)) return step("item", false, "item_not_included", said);
  const isIncluded = await includes(sha256, {
    leaf: await itemHash(sha256, file.itemSalt, file.item),
    index,
    size: head.items,
    proof: file.hashes,
    root: fromBase64Url(head.root),
  });
  if (!isIncluded) return step("item", false, "item_not_included", said);
  return step("item", true, "item_included", { ...said, count: head.items });
}

/** What of a reading the screen shows. */
export interface ShownReading {
  readonly at: string;
  readonly value: string;
}

/** Whether the screen shows the instant and the figure that are sealed, however many zeros. */
export function shownStep(file: ItemFile, shown: ShownReading): Step {
  const sealed = readCanonical(file.item);
  const [at, value] = isObject(sealed) ? [sealed.at, sealed.value] : [null, null];
  if (at === shown.at && typeof value === "string" && plain(value) === plain(shown.value)) {
    return step("contents", true, "contents_agree");
  }
  const values = { shown: `${shown.value} (${shown.at})`, sealed: `${value} (${at})` };
  return step("contents", false, "item_differs", values);
}

/** A decimal in one spelling: without sign of plus, leading zeros and zeros at its end. */
function plain(text: string): string {
  const match = /^([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?$/.exec(text.trim());
  if (match === null) return text;
  const [, sign, whole = "", part = ""] = match;
  return `${sign === "-" ? "-" : ""}${whole === "" ? "0" : whole}${part === "" ? "" : `.${part}`}`;
}
