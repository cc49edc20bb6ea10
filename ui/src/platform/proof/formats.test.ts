import { describe, expect, it } from "vitest";
import { fromBase64, fromDecimal, hasher, hex, Malformed, toBase64, utf8 } from "./bytes";
import { canonicalText, readCanonical } from "./canonical";
import { readEnvelope } from "./envelope";
import { answerOf } from "./ledger-fixture";
import { readCheckpoint, readKey, verdictOf } from "./notes";
import { readReceipt } from "./receipt";

const sha256 = hasher(crypto.subtle);

/** Examples of the C2SP texts, made and verified with other people's programs. */
const LOG = "plant.example/ledger/2026+910ab360+AYpsMJ7Y9l9xwcnepdSrfpDKehkLOCHc34n60HxWNmu8";
const WITNESS = "witness.example/w1+39f8631a+BK6gDKGRLnOKYZvWS3kvSF4LrCKYEpPmmaVg8T8KRHsN";
const NOTE = `plant.example/ledger/2026
8
ucN3+R2sMSs2ykDR86RChTmocZBkgZc59BYEeNPQFDs=

— plant.example/ledger/2026 kQqzYFr1dbgzD1b34Izl3z9SvmFi0qhBa51zKs/nJ5vDNFehjdwx5XUGUY/6GwTaYyhkGvvrRkyX0I+7Th6z3TTq/wQ=
— witness.example/w1 OfhjGgAAAABpVbkAwQEJkEufXMDxMbGUT5lV69ys5ozdAAKC41RR6SppPK7R/nP6/y15/+uFPb7fYadPL2LWmg65oXRBofr2+MBHCw==
`;
const PROOF = `c2sp.org/tlog-proof@v1
index 5
F5V5gnXFBtu/Rv3nMkDrGdUvty+pCgWh/EyLSLSqBqI=
sfUIz4OEF6W9mm409Ysnhw/y4lDrNXTmOzB2brtmt8Y=
nUE/WaAlKD+d/QXFztonaVKmd6GkwH3OFKaIiP53asY=

${NOTE}`;

describe("signed checkpoints", () => {
  it("are read and verified as others made them", async () => {
    const checkpoint = readCheckpoint(NOTE);
    const { origin, size } = checkpoint;
    expect({ origin, size }).toEqual({ origin: "plant.example/ledger/2026", size: 8 });
    expect(hex(checkpoint.root)).toMatch(/^b9c377f9.*143b$/);
    const log = await verdictOf(crypto.subtle, checkpoint, await readKey(sha256, LOG));
    expect(log).toEqual({ is: "holds", at: null });
    const witness = await verdictOf(crypto.subtle, checkpoint, await readKey(sha256, WITNESS));
    expect(witness).toEqual({ is: "holds", at: new Date(1_767_225_600_000) });
  });

  it.each([
    ["without signatures", NOTE.split("\n\n")[0] ?? ""],
    ["without a last newline", NOTE.trimEnd()],
    ["with a size that begins with 0", NOTE.replace("\n8\n", "\n08\n")],
    ["with a size beyond what is exact", NOTE.replace("\n8\n", "\n9007199254740993\n")],
    ["with a short root", NOTE.replace("ucN3+R2s", "")],
    ["with a control character", NOTE.replace("plant.", "plant\t.")],
    ["with another dash", NOTE.replaceAll("\u2014", "-")],
    ["with a third word on a signature line", NOTE.replace("=\n", "= more\n")],
    ["with more than 100 signature lines", NOTE + "— a AAAAAAA=\n".repeat(100)],
  ])("%s are refused", (_, note) => {
    expect(() => readCheckpoint(note)).toThrow(Malformed);
  });
});

describe("keys", () => {
  it("have the id that the specification's example has", async () => {
    const key = await readKey(
      sha256,
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    );
    expect([key.name, key.id, key.use]).toEqual(["example.com/foo", "530d903a", "log"]);
  });

  it.each([
    "",
    "name",
    "+910ab360+AYps",
    LOG.replace("910ab360", "910ab361"),
    LOG.replace("plant", "pl ant"),
    LOG.replace("+AYps", "+BoZs"),
    LOG.slice(0, -4),
  ])("%j is refused", async (vkey) => {
    await expect(readKey(sha256, vkey)).rejects.toThrow(Malformed);
  });
});

describe("receipts", () => {
  it("are read, with or without what their sender adds", () => {
    const extra = PROOF.replace("index", "extra AAAA\nindex");
    for (const text of [PROOF, extra]) {
      const receipt = readReceipt(text);
      expect([receipt.index, receipt.hashes.length, receipt.note]).toEqual([5, 3, NOTE]);
    }
  });

  it.each([
    ["another header", PROOF.replace("@v1", "@v2")],
    ["no index", PROOF.replace("index 5\n", "")],
    ["an index with a sign", PROOF.replace("index 5", "index +5")],
    ["a short hash", PROOF.replace("F5V5gnXF", "")],
    [
      "too many hashes",
      PROOF.replace("index 5\n", `index 5\n${`${"A".repeat(43)}=\n`.repeat(61)}`),
    ],
    ["nothing at all", ""],
  ])("%s is refused", (_, text) => {
    expect(() => readReceipt(text)).toThrow(Malformed);
  });
});

describe("canonical JSON", () => {
  it("is written as the ledger format says", () => {
    const value = { b: [1, -2, true, null], a: '\u0007\n"\\/é证\u007f\u2028', "": {} };
    expect(canonicalText(value)).toBe(
      '{"":{},"a":"\\u0007\\n\\"\\\\/é证\u007f\u2028","b":[1,-2,true,null]}',
    );
  });

  it.each([
    ["white space", '{"a": 1}'],
    ["another order", '{"b":1,"a":2}'],
    ["a doubled key", '{"a":1,"a":1}'],
    ["a float", '{"a":1.5}'],
    ["a float that is whole", '{"a":1.0}'],
    ["minus nought", '{"a":-0}'],
    ["a number beyond 2^53 − 1", '{"a":9007199254740992}'],
    ["a key that is not ASCII", '{"é":1}'],
    ["a text that is not NFC", '{"a":"e\u0301"}'],
    ["an escape that is not needed", '{"a":"\\u0041"}'],
    ["an escape in capitals", '{"a":"\\u001F"}'],
    ["a lone surrogate", '{"a":"\\ud800"}'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(() => readCanonical(utf8(text))).toThrow(Malformed);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(() => readCanonical(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(Malformed);
  });
});

describe("entries", () => {
  const leaf = new TextDecoder().decode(fromBase64(answerOf("3").leaf));

  it.each([
    ["a missing field", leaf.replace('"zone":"Asia/Shanghai"', "").replace(",}", "}")],
    ["an unknown field", leaf.replace('"zone"', '"zap":1,"zone"')],
    ["a field called like a method", leaf.replace('"entered"', '"constructor":1,"entered"')],
    ["another version", leaf.replace('"v":1', '"v":2')],
    ["an outcome that is none", leaf.replace('"done"', '"gone"')],
    ["a refusal without a code", leaf.replace('"done"', '"refused"')],
    ["an instant without microseconds", leaf.replace(".000000Z", "Z")],
    ["a commitment of another length", leaf.replace(/"reason":"./, '"reason":"')],
    ["a list", `[${leaf}]`],
    ["too many bytes", leaf.replace("usr_3", "u".repeat(65_536))],
  ])("refuse %s", (_, text) => {
    expect(text).not.toBe(leaf);
    expect(() => readEnvelope(utf8(text))).toThrow(Malformed);
  });
});

describe("scalars", () => {
  it("read base64 in its one spelling", () => {
    expect(hex(fromBase64("AAEC/w=="))).toBe("000102ff");
    expect(toBase64(Uint8Array.from({ length: 70_000 }, (_, n) => n)).length).toBe(93_336);
    for (const text of ["AAEC/w", "AAEC/x==", "AA EC/w==", "AAEC_w==", "*"]) {
      expect(() => fromBase64(text), text).toThrow(Malformed);
    }
  });

  it("read decimals without sign, leading zero or loss", () => {
    expect([fromDecimal("0"), fromDecimal("9007199254740991")]).toEqual([0, 2 ** 53 - 1]);
    for (const text of ["", "-1", "+1", "01", "1e3", " 1", "9007199254740992"]) {
      expect(() => fromDecimal(text), text).toThrow(Malformed);
    }
  });
});
