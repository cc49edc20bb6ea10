import type { Press } from "./keys";

/** Signs that came quickly one after the other: perhaps a scanner, perhaps a person. */
export interface Burst {
  readonly text: string;
  /** Milliseconds of the first and the last sign. */
  readonly first: number;
  readonly last: number;
  /** Whether a scanner's text broke off just before: then this is only the rest of it. */
  readonly isTorn: boolean;
}

/** How fast a scanner types. People reach 80 ms a sign; scanners need 1 to 30. */
export interface Pace {
  /** Longest pause within one barcode. */
  readonly gapMs: number;
  /** Longest pause on the average. */
  readonly meanMs: number;
  /** Fewer signs are taken for typing. */
  readonly lengthMin: number;
}

export const PACE: Pace = { gapMs: 100, meanMs: 35, lengthMin: 3 };

/** What comes this soon after a text that broke off belongs to it. */
const TORN_MS = 1500;

export interface Turn {
  readonly burst: Burst | null;
  /** Whether this press belongs to what is most likely a scanner's text. */
  readonly isFast: boolean;
  /** The burst that this press ended as a scanner does. */
  readonly done: Burst | null;
}

/** Take one press into the burst; a pure step, time comes in with the press. */
export function turned(burst: Burst | null, press: Press, at: number, pace: Pace): Turn {
  if (press.is === "nothing") return { burst, isFast: false, done: null };
  const going = burst !== null && at - burst.last <= pace.gapMs ? burst : null;
  if (press.is === "char") {
    const next = going === null ? begun(burst, press.char, at, pace) : grown(going, press.char, at);
    return { burst: next, isFast: isFast(next, at, next.text.length - 1, pace), done: null };
  }
  const isDone =
    press.is === "end" &&
    going !== null &&
    going.text.length >= pace.lengthMin &&
    isFast(going, at, going.text.length, pace);
  return { burst: null, isFast: isDone, done: isDone ? going : null };
}

function begun(before: Burst | null, char: string, at: number, pace: Pace): Burst {
  const isTorn =
    before !== null &&
    at - before.last <= TORN_MS &&
    (before.isTorn || before.text.length >= pace.lengthMin) &&
    isFast(before, before.last, before.text.length - 1, pace);
  return { text: char, first: at, last: at, isTorn };
}

function grown({ text, first, isTorn }: Burst, char: string, at: number): Burst {
  return { text: text + char, first, last: at, isTorn };
}

/** Whether the presses from the first sign to the one at `at`, `pauses` of them, were fast. */
function isFast({ first }: Burst, at: number, pauses: number, pace: Pace): boolean {
  return pauses > 0 && (at - first) / pauses <= pace.meanMs;
}
