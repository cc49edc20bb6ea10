import { describe, expect, it } from "vitest";
import { GS, readPaste, scannedOf } from "./scanned";

const ELEMENTS = `01069480000000161728011510L26${GS}21SN42`;

describe("what a scanner sent", () => {
  it.each([
    ["GS1 DataMatrix", `]d2${ELEMENTS}`, `]d2${ELEMENTS}`, ELEMENTS, "d2"],
    ["GS1-128", `]C1${ELEMENTS}\r`, `]C1${ELEMENTS}`, ELEMENTS, "C1"],
    ["EAN-13", "]E06948000000016", "]E06948000000016", "6948000000016", "E0"],
    ["plain Code 128", "]C0lot_12", "lot_12", "lot_12", "C0"],
    ["without identifier", ELEMENTS, ELEMENTS, ELEMENTS, null],
    ["HIBC with a blank at its end", "+A123BJC5D6E71 ", "+A123BJC5D6E71 ", "+A123BJC5D6E71 ", null],
  ])("%s keeps what it says", (_, raw, text, data, symbology) => {
    expect(scannedOf(raw, "wedge")).toEqual({ text, data, symbology, via: "wedge" });
  });

  it("loses the prefix of the station and gains its separators", () => {
    const clean = { prefix: "~~", gsSigns: ["^]", "|"] };
    const raw = "~~]d20106948000000016|10L26^]21SN";
    expect(scannedOf(raw, "wedge", clean)?.text).toBe(`]d20106948000000016${GS}10L26${GS}21SN`);
  });

  it.each(["", "\r\n", "  ", "]C0", "]d2 "])("%j is nothing", (raw) => {
    expect(scannedOf(raw, "wedge")).toBeNull();
  });
});

describe("a pasted text", () => {
  it("gives one barcode a line, without what cannot be seen", () => {
    const pasted = "\ufeffLOT-1\r\n\r\n\u200bLOT-2 \n";
    expect(readPaste(pasted).map((each) => each.text)).toEqual(["LOT-1", "LOT-2"]);
  });

  it.each(["\u241d", "<GS>", "{gs}", "<FNC1>", GS])("reads %j as the separator", (sign) => {
    const [scanned] = readPaste(`010694800000001610L26${sign}21SN`);
    expect(scanned).toMatchObject({ text: `010694800000001610L26${GS}21SN`, via: "paste" });
  });
});
