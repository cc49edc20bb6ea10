import { describe, expect, it } from "vitest";
import { type Bytes, hasher, toBase64Url, utf8 } from "./bytes";
import { canonicalText } from "./canonical";
import { type ItemFile, itemStep, readItemFile, shownStep } from "./item";
import { itemHash, nodeHash } from "./merkle";

const sha256 = hasher(crypto.subtle);
const AT = "2026-11-23T12:51:03.442461Z";
const salt = (of: number): Bytes => new Uint8Array(32).fill(of);
const item = (value: string) => utf8(canonicalText({ at: AT, tag: "T", value }));

/** The second of three items; the tree is hashed by hand. */
async function file(value = "141.9"): Promise<ItemFile> {
  const values = ["138.0", value, "142.0"];
  const hashes = await Promise.all(
    values.map((each, at) => itemHash(sha256, salt(at), item(each))),
  );
  const [first, second, third] = hashes as [Bytes, Bytes, Bytes];
  const root = await nodeHash(sha256, await nodeHash(sha256, first, second), third);
  const head = canonicalText({ items: 3, root: toBase64Url(root), tree: "rfc6962" });
  return {
    part: "input_readings",
    index: 1,
    seq: 7,
    item: item(value),
    itemSalt: salt(1),
    content: utf8(head),
    salt: salt(9),
    entry: utf8("{}"),
    receipt: "",
    hashes: [first, third],
  };
}

describe("one item", () => {
  it("is in its part, as number and count say", async () => {
    const step = await itemStep(sha256, await file());
    expect(step.ok).toBe(true);
    expect(step.detail.en).toContain("number 2 of 3 in input_readings");
  });

  it.each([
    ["value", { item: item("139.0") }],
    ["salt", { itemSalt: salt(2) }],
    ["place", { index: 0 }],
    ["hashes", { hashes: [salt(1), salt(2)] }],
    ["part", { content: utf8("{}") }],
  ])("is not, with another %s", async (_, change) => {
    const step = await itemStep(sha256, { ...(await file()), ...change });
    expect(step).toMatchObject({ ok: false, finding: "item_not_included" });
  });

  it.each(["141.9", "141.90", "0141.9", "+141.9"])(
    "is what the screen shows as %s",
    async (value) => {
      expect(shownStep(await file(), { at: AT, value }).ok).toBe(true);
    },
  );

  it.each([
    ["141.8", AT],
    ["-141.9", AT],
    ["1419", AT],
    ["141.9", "2026-11-23T12:51:03.442462Z"],
  ])("is not what the screen shows as %s at %s", async (value, at) => {
    expect(shownStep(await file(), { at, value })).toMatchObject({
      ok: false,
      finding: "item_differs",
    });
  });

  it.each([null, [], {}, { format: "lotproof.item/2" }, "text"])("is not read from %j", (data) => {
    expect(() => readItemFile(data)).toThrow();
  });
});
