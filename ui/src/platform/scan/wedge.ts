import { type Burst, PACE, type Pace, turned } from "./burst";
import { pressOf } from "./keys";
import { type Cleaning, PLAIN, type Scanned, scannedOf } from "./scanned";

export interface WedgeListener {
  readonly onScan: (scan: WedgeScan) => void;
  /** A barcode came in pieces, as from a radio scanner out of reach: it must be scanned again. */
  readonly onTorn: () => void;
}

/** How the scanners of a station are set. */
export interface WedgeOptions {
  readonly clean?: Cleaning;
  /** Keys that stand for GS; F8 is what several makers choose. */
  readonly gsKeys?: readonly string[];
  readonly pace?: Pace;
}

export interface WedgeScan extends Scanned {
  /** The field that was in use; its text is again what it was before, unless it keeps scans. */
  readonly field: TextField | null;
  /** Whether the text stays in that field, because the field keeps scans. */
  readonly isKept: boolean;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was before the burst. */
interface Before {
  readonly field: TextField;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

const GS_KEYS = ["F8"];
const TEXT_TYPES = new Set(["text", "search", "number", "tel", "email", "url", ""]);

/**
 * Listen to scanners that type (keyboard wedges) on every screen. A person's typing stays where
 * it is. A scan is taken out of the field that it fell into and handed over, unless the field or
 * something around it has `data-scan="keep"`, takes a password, or is rich text. Gives the
 * function that stops listening.
 */
export function listenToWedge(
  page: Window & typeof globalThis,
  { onScan, onTorn }: WedgeListener,
  options: WedgeOptions = {},
): () => void {
  const { clean = PLAIN, gsKeys = GS_KEYS, pace = PACE } = options;
  let burst: Burst | null = null;
  let before: Before | null = null;
  const swallowed = new Set<string>();

  const onKeyDown = (event: KeyboardEvent): void => {
    const place = placeOf(page.document.activeElement);
    const turn = turned(burst, pressOf(event, gsKeys), event.timeStamp, pace);
    const isBegun = turn.burst !== burst && isBeginning(turn.burst);
    burst = turn.burst;
    if (isBegun || place.field !== before?.field) before = beforeOf(place.field);
    if (turn.done !== null) {
      take(event, turn.done, place);
    } else if (turn.isFast && (place.isElsewhere || isShortcut(event))) {
      // Outside a field, the signs of a barcode are nobody's shortcuts and press no button.
      swallow(event);
    }
  };
  const take = (event: KeyboardEvent, { text, isTorn }: Burst, place: Place): void => {
    if (!place.isKept) {
      swallow(event);
      if (before !== null) restore(before, event);
    }
    before = null;
    const scanned = scannedOf(text, "wedge", clean);
    if (isTorn) onTorn();
    else if (scanned !== null) onScan({ ...scanned, field: place.field, isKept: place.isKept });
  };
  const swallow = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    swallowed.add(event.code);
  };
  const onKeyUp = (event: KeyboardEvent): void => {
    // A blank presses the button in focus when it comes up.
    if (!swallowed.delete(event.code)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  page.addEventListener("keydown", onKeyDown, true);
  page.addEventListener("keyup", onKeyUp, true);
  return () => {
    page.removeEventListener("keydown", onKeyDown, true);
    page.removeEventListener("keyup", onKeyUp, true);
  };
}

/** The first sign of a barcode, or of something typed; the rest of a torn one is no beginning. */
function isBeginning(burst: Burst | null): boolean {
  return burst !== null && burst.text.length === 1 && !burst.isTorn;
}

/** GS as Ctrl-] or F8 would do something of its own in a browser. */
function isShortcut(event: KeyboardEvent): boolean {
  return event.ctrlKey || /^F[0-9]+$/.test(event.key);
}

interface Place {
  readonly field: TextField | null;
  readonly isKept: boolean;
  /** Where keys write nothing. */
  readonly isElsewhere: boolean;
}

function placeOf(active: Element | null): Place {
  const field = isTextField(active) ? active : null;
  const isRich = active instanceof HTMLElement && active.isContentEditable;
  const isPassword = active instanceof HTMLInputElement && active.type === "password";
  const isMarked = active?.closest('[data-scan="keep"]') != null;
  return {
    field,
    isKept: isRich || isPassword || (isMarked && field !== null),
    isElsewhere: field === null && !isRich && !isPassword,
  };
}

function isTextField(element: Element | null): element is TextField {
  if (element instanceof HTMLTextAreaElement) return !element.readOnly;
  return element instanceof HTMLInputElement && TEXT_TYPES.has(element.type) && !element.readOnly;
}

function beforeOf(field: TextField | null): Before | null {
  if (field === null) return null;
  const { value, selectionStart: start, selectionEnd: end } = field;
  return { field, value, start, end };
}

/** Put the field back as it was before the scan, so that React and the person see it so. */
function restore(before: Before, event: KeyboardEvent): void {
  const { field } = before;
  if (event.isComposing || event.key === "Process") {
    // Leaving the field ends what the input method is composing, which would come in later.
    field.blur();
    write(before);
    field.focus();
    return;
  }
  write(before);
}

function write({ field, value, start, end }: Before): void {
  if (field.value === value) return;
  const own = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  // React watches the instance's property; the prototype's setter goes round its memory of it.
  Object.getOwnPropertyDescriptor(own.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  // Number and e-mail fields have no selection.
  if (start !== null) field.setSelectionRange(start, end);
}
