import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GS } from "./scanned";
import { initOf, keyboard, press, type } from "./typing-fixture";
import { listenToWedge, type WedgeOptions, type WedgeScan } from "./wedge";

const ELEMENTS = `01069480000000161728011510L26${GS}21SN42`;
let scans: WedgeScan[] = [];
let torn = 0;
let stop = () => {};

function listen(options: WedgeOptions = {}): void {
  stop();
  const onTorn = () => {
    torn += 1;
  };
  stop = listenToWedge(window, { onScan: (scan) => scans.push(scan), onTorn }, options);
}

const texts = () => scans.map((scan) => scan.text);

function field(html: string): HTMLInputElement {
  document.body.innerHTML = html;
  const found = document.querySelector("input, textarea, button, [contenteditable]");
  (found as HTMLElement).focus();
  return found as HTMLInputElement;
}

beforeEach(() => {
  [scans, torn] = [[], 0];
  document.body.innerHTML = "";
  listen();
});

afterEach(() => stop());

describe("a scanner on a screen without a field", () => {
  it("hands over its text, separators and identifier kept", () => {
    type(keyboard(), `]d2${ELEMENTS}\r`);
    expect(texts()).toEqual([`]d2${ELEMENTS}`]);
    expect(scans[0]).toMatchObject({ symbology: "d2", via: "wedge", field: null, isKept: false });
  });

  it.each([1, 8, 30])("is understood at %i ms a sign, ended by Enter or Tab", (pace) => {
    type(keyboard({ pace }), "LOT-2026/1\r");
    type(keyboard({ pace, now: 9000 }), "LOT-2026/2\t");
    expect(texts()).toEqual(["LOT-2026/1", "LOT-2026/2"]);
  });

  it.each([
    ["Ctrl-]", { key: "]", code: "BracketRight", ctrlKey: true }],
    ["Ctrl-] as the control character", { key: GS, code: "BracketRight", ctrlKey: true }],
    ["the control character alone", { key: GS, code: "" }],
    ["F8", { key: "F8", code: "F8" }],
  ])("sends GS as %s", (_, init) => {
    const board = keyboard();
    type(board, "010694800000001610L26");
    expect(press(board, init)).toBe(false);
    type(board, "21SN\r");
    expect(texts()).toEqual([`010694800000001610L26${GS}21SN`]);
  });

  it("sends GS and a prefix as the station says", () => {
    listen({ clean: { prefix: "$", gsSigns: ["~"] }, gsKeys: ["F9"] });
    const board = keyboard();
    type(board, "$010694800000001610L26~21SN");
    press(board, { key: "F9", code: "F9" });
    type(board, "240X\r");
    expect(texts()).toEqual([`010694800000001610L26${GS}21SN${GS}240X`]);
  });

  it("presses no button and no shortcut with its signs", () => {
    const button = field("<button>OK</button>");
    let heard = "";
    const shortcut = (event: KeyboardEvent) => {
      heard += event.key;
    };
    document.addEventListener("keydown", shortcut);
    expect(type(keyboard(), "A /B /C\r").slice(1)).toEqual(Array(7).fill(false));
    document.removeEventListener("keydown", shortcut);
    expect(heard.replaceAll("Shift", "")).toBe("A");
    expect(texts()).toEqual(["A /B /C"]);
    expect(document.activeElement).toBe(button);
  });

  it("scans one after the other without a pause", () => {
    type(keyboard(), "LOT-1\rLOT-2\r");
    expect(texts()).toEqual(["LOT-1", "LOT-2"]);
  });

  it("is asked for again when its text came in pieces, instead of believing the rest", () => {
    const board = keyboard();
    type(board, "LOT-");
    board.now += 400;
    type(board, "12345\r");
    expect([texts(), torn]).toEqual([[], 1]);
    board.now += 2000;
    type(board, "LOT-12345\r");
    expect([texts(), torn]).toEqual([["LOT-12345"], 1]);
  });

  it("is not listened to any more after the stop", () => {
    stop();
    type(keyboard(), "LOT-1\r");
    expect(texts()).toEqual([]);
  });
});

describe("a person", () => {
  it("types into a field undisturbed, also quickly and with Enter", () => {
    const input = field("<input />");
    const allowed = type(keyboard({ pace: 70 }), "released by 王\r");
    expect(allowed).not.toContain(false);
    expect([input.value, texts()]).toEqual(["released by 王", []]);
  });

  it("uses shortcuts and holds keys down undisturbed", () => {
    const board = keyboard({ pace: 20 });
    const shortcut = { key: "k", code: "KeyK", ctrlKey: true };
    expect([press(board, shortcut), press(board, { key: "/", code: "Slash" })]).toEqual([
      true,
      true,
    ]);
    const held = { key: "a", code: "KeyA", repeat: true };
    const allowed = Array.from({ length: 10 }, () => press(board, held));
    expect([allowed.includes(false), press(board, initOf("\r")), texts()]).toEqual([
      false,
      true,
      [],
    ]);
  });

  it("presses two keys at once and is not taken for a scanner", () => {
    const input = field("<input />");
    const board = keyboard({ pace: 150 });
    type(board, "o");
    press({ ...board, pace: 10 }, initOf("k"));
    board.now += 10;
    expect(press(board, initOf("\r"))).toBe(true);
    expect([input.value, texts()]).toEqual(["ok", []]);
  });
});

describe("a scan into a field", () => {
  it("is taken out again, what a person wrote stays, and the form is not sent", () => {
    const input = field("<form><input value='note: ' /></form>");
    const seen: string[] = [];
    input.addEventListener("input", () => seen.push(input.value));
    let isSent = false;
    input.form?.addEventListener("submit", () => {
      isSent = true;
    });
    const allowed = type(keyboard(), `]d2${ELEMENTS}\r`);
    expect(input.value).toBe("note: ");
    expect(seen.at(-1)).toBe("note: ");
    expect([allowed.at(-1), isSent]).toEqual([false, false]);
    expect(scans[0]).toMatchObject({ text: `]d2${ELEMENTS}`, field: input, isKept: false });
  });

  it("stays where the field keeps scans", () => {
    const input = field("<div data-scan='keep'><input /></div>");
    const allowed = type(keyboard(), "SUPPLIER-7\r");
    expect([input.value, allowed.at(-1)]).toEqual(["SUPPLIER-7", true]);
    expect(scans[0]).toMatchObject({ text: "SUPPLIER-7", field: input, isKept: true });
  });

  it("stays in a password field", () => {
    const input = field("<input type='password' />");
    type(keyboard(), "secret-7\r");
    expect(input.value).toBe("secret-7");
    expect(scans[0]?.isKept).toBe(true);
  });

  it("leaves a text area and a number field as they were", () => {
    for (const html of [
      "<textarea>first\nsecond</textarea>",
      "<input type='number' value='5' />",
    ]) {
      const input = field(html);
      const before = input.value;
      type(keyboard({ now: scans.length * 9000 }), "4711\r");
      expect(input.value).toBe(before);
    }
    expect(texts()).toEqual(["4711", "4711"]);
  });

  it("that came in pieces is taken out as well", () => {
    const input = field("<input value='x' />");
    const board = keyboard();
    type(board, "LOT-");
    board.now += 300;
    type(board, "12345\r");
    expect([input.value, torn]).toEqual(["x", 1]);
  });
});

describe("keyboards that bend what a scanner sends", () => {
  it("an input method in Chinese mode: signs are read from their places", () => {
    const input = field("<input value='批次' />");
    const bend = (init: KeyboardEventInit) =>
      init.ctrlKey ? init : { ...init, key: "Process", keyCode: 229, isComposing: true };
    type(keyboard({ bend }), `]C1${ELEMENTS}_(a)+B/%\r`);
    expect(texts()).toEqual([`]C1${ELEMENTS}_(a)+B/%`]);
    expect(input.value).toBe("批次");
    expect(document.activeElement).toBe(input);
  });

  it("Chinese punctuation: full-width signs are read as those of ASCII", () => {
    const wide: Record<string, string> = { "(": "（", ")": "）", "/": "、", _: "——", "[": "【" };
    const bend = (init: KeyboardEventInit) => ({ ...init, key: wide[init.key ?? ""] ?? init.key });
    type(keyboard({ bend }), "(10)L26/7[\r");
    expect(texts()).toEqual(["(10)L26/7["]);
  });

  it("Caps Lock: letters are as the scanner sent them", () => {
    const swapped = (key: string) =>
      key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase();
    const bend = (init: KeyboardEventInit) => ({
      ...init,
      modifierCapsLock: true,
      key: /^[a-z]$/i.test(init.key ?? "") ? swapped(init.key ?? "") : init.key,
    });
    type(keyboard({ bend }), "Lot-aB7\r");
    expect(texts()).toEqual(["Lot-aB7"]);
  });
});
