/** Key presses as a browser reports those of a scanner with a US keyboard. */

const US_SHIFTED = '~!@#$%^&*()_+{}|:"<>?';
const US_PLAIN = "`1234567890-=[]\\;',./";
const CODES: Readonly<Record<string, string>> = {
  "`": "Backquote",
  "-": "Minus",
  "=": "Equal",
  "[": "BracketLeft",
  "]": "BracketRight",
  "\\": "Backslash",
  ";": "Semicolon",
  "'": "Quote",
  ",": "Comma",
  ".": "Period",
  "/": "Slash",
  " ": "Space",
  "\r": "Enter",
  "\t": "Tab",
};

export interface Keyboard {
  now: number;
  /** Between two presses. */
  pace: number;
  /** What an input method or Caps Lock makes of each press. */
  bend: (init: KeyboardEventInit & { keyCode?: number }) => KeyboardEventInit & {
    keyCode?: number;
  };
}

export function keyboard(more: Partial<Keyboard> = {}): Keyboard {
  return { now: 1000, pace: 5, bend: (init) => init, ...more };
}

export function initOf(char: string): KeyboardEventInit {
  if (char === "\u001d") return { key: "]", code: "BracketRight", ctrlKey: true };
  if (char === "\r") return { key: "Enter", code: "Enter" };
  if (char === "\t") return { key: "Tab", code: "Tab" };
  const at = US_SHIFTED.indexOf(char);
  const plain = at < 0 ? char.toLowerCase() : (US_PLAIN[at] ?? "");
  const isShifted = at >= 0 || char !== plain;
  const code = /[a-z]/.test(plain)
    ? `Key${plain.toUpperCase()}`
    : /[0-9]/.test(plain)
      ? `Digit${plain}`
      : (CODES[plain] ?? "");
  return { key: char, code, shiftKey: isShifted };
}

/** Press one key on whatever has the focus; writes into a field unless that was prevented. */
export function press(board: Keyboard, init: KeyboardEventInit & { keyCode?: number }): boolean {
  board.now += board.pace;
  const { keyCode = 0, ...rest } = board.bend(init);
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...rest });
  Object.defineProperty(event, "timeStamp", { value: board.now });
  Object.defineProperty(event, "keyCode", { value: keyCode });
  const isCapsLock = rest.modifierCapsLock ?? false;
  event.getModifierState = (name) => name === "CapsLock" && isCapsLock;
  const target = document.activeElement ?? document.body;
  const isAllowed = target.dispatchEvent(event);
  const char = init.key ?? "";
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (isAllowed && isField && Array.from(char).length === 1 && !init.ctrlKey) {
    target.value += char;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const up = new KeyboardEvent("keyup", { bubbles: true, cancelable: true, ...rest });
  target.dispatchEvent(up);
  return isAllowed;
}

/** Type a text; gives whether each press was left to the page. */
export function type(board: Keyboard, text: string): boolean[] {
  return Array.from(text, (char) => {
    const init = initOf(char);
    if (init.shiftKey) press({ ...board, pace: 0 }, { key: "Shift", code: "ShiftLeft" });
    return press(board, init);
  });
}
