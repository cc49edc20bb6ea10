import { GS } from "./scanned";

/** What one key press is to a scanner's text. */
export type Press =
  | { readonly is: "char"; readonly char: string }
  /** Enter or Tab: what scanners send last. */
  | { readonly is: "end" }
  /** Shift and the like, which belong to the next key. */
  | { readonly is: "nothing" }
  /** What no scanner sends: a shortcut, an arrow, a key that is held down. */
  | { readonly is: "other" };

/** What is read of a KeyboardEvent. */
export type Key = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "repeat" | "isComposing"
> & { readonly keyCode: number; getModifierState(key: string): boolean };

const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);
/** An input method hides the name of a modifier as well, but not its place. */
const MODIFIER_CODE = /^(Shift|Control|Alt|Meta)(Left|Right)$/;
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);
const IME_KEY_CODE = 229;

/** Keys of a US keyboard, which scanners imitate, without and with Shift. */
const US: Readonly<Record<string, readonly [string, string]>> = {
  Backquote: ["`", "~"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
  NumpadAdd: ["+", "+"],
  NumpadSubtract: ["-", "-"],
  NumpadMultiply: ["*", "*"],
  NumpadDivide: ["/", "/"],
  NumpadDecimal: [".", "."],
};
const SHIFTED_DIGITS = ")!@#$%^&*(";

/** Read one key press; `gsKeys` are keys that stand for GS, such as F8. */
export function pressOf(event: Key, gsKeys: readonly string[]): Press {
  if (MODIFIERS.has(event.key) || MODIFIER_CODE.test(event.code)) return { is: "nothing" };
  if (event.repeat) return { is: "other" };
  if (isGs(event, gsKeys)) return { is: "char", char: GS };
  if (event.ctrlKey || event.altKey || event.metaKey) return { is: "other" };
  if (ENDS.has(event.key) || (isWithIme(event) && ENDS.has(event.code))) return { is: "end" };
  const char = charOf(event);
  return char === null ? { is: "other" } : { is: "char", char };
}

/** Scanners send GS as Ctrl-], as the control character, or as a key that they are set to. */
function isGs(event: Key, gsKeys: readonly string[]): boolean {
  if (event.key === GS) return true;
  if (event.altKey || event.metaKey) return false;
  if (event.ctrlKey) return event.key === "]" || event.code === "BracketRight";
  return gsKeys.includes(event.key);
}

/** An input method has the key: the browser tells the place on the keyboard and not the sign. */
function isWithIme(event: Key): boolean {
  return event.isComposing || event.keyCode === IME_KEY_CODE || event.key === "Process";
}

function charOf(event: Key): string | null {
  const placed = placedChar(event);
  if (isWithIme(event)) return placed;
  if (Array.from(event.key).length !== 1) return event.key === "Unidentified" ? placed : null;
  // A scanner means what it sends: Caps Lock of the keyboard beside it changes only letters.
  const isCapitalised = event.getModifierState("CapsLock") && /^[a-z]$/i.test(event.key);
  if (isCapitalised) return placed ?? event.key;
  return isFullWidth(event.key) ? (placed ?? halfWidth(event.key)) : event.key;
}

/** The sign of a US keyboard at this place. */
function placedChar({ code, shiftKey }: Key): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey ? (SHIFTED_DIGITS[Number(digit)] ?? null) : digit;
  const keypad = /^Numpad([0-9])$/.exec(code)?.[1];
  return keypad ?? US[code]?.[shiftKey ? 1 : 0] ?? null;
}

/** Signs that a Chinese keyboard gives for those of ASCII. */
function isFullWidth(char: string): boolean {
  return /[\u2014\u2018-\u201d\u2026\u3000-\u3002\u300a-\u3011\uff01-\uff5e\uffe5\u00b7]/.test(
    char,
  );
}

function halfWidth(char: string): string {
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char;
}
