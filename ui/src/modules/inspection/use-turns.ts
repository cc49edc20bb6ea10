import { useRef, useState } from "react";

/** A reading as it came: from a gauge or a scanner, or typed. */
export interface Reading {
  text: string;
  source: "hand" | "scan";
}

export interface Turns {
  isBusy: boolean;
  /** Readings that came while the one before was on its way, oldest first. */
  held: readonly Reading[];
  /** Gives whether the reading was taken; if not, those behind it are not taken either. */
  run: (work: () => Promise<boolean>) => Promise<boolean>;
  /** True if the reading has to wait for the one before, and then it does. */
  hold: (reading: Reading) => boolean;
  /** The oldest that waits; it waits no longer. */
  shift: () => Reading | undefined;
  /** What was given up, so that a person is told; empty when nothing was. */
  dropped: readonly Reading[];
  drop: () => void;
}

/** One reading after the other, none lost: hands are quicker than the line to the server. */
export function useTurns(): Turns {
  const [isBusy, setBusy] = useState(false);
  const [held, setHeld] = useState<readonly Reading[]>([]);
  const [dropped, setDropped] = useState<readonly Reading[]>([]);
  // Two scans may come before the screen is drawn again.
  const now = useRef<{ isBusy: boolean; held: readonly Reading[] }>({ isBusy: false, held: [] });
  const keep = (next: readonly Reading[]) => {
    now.current.held = next;
    setHeld(next);
  };
  const drop = () => {
    if (now.current.held.length > 0) setDropped(now.current.held);
    keep([]);
  };
  const run = async (work: () => Promise<boolean>) => {
    now.current.isBusy = true;
    setBusy(true);
    setDropped([]);
    let isTaken = false;
    try {
      isTaken = await work();
    } finally {
      now.current.isBusy = false;
      setBusy(false);
      if (!isTaken) drop();
    }
    return isTaken;
  };
  const hold = (reading: Reading) => {
    if (!now.current.isBusy && now.current.held.length === 0) return false;
    keep([...now.current.held, reading]);
    return true;
  };
  const shift = () => {
    const [first, ...rest] = now.current.held;
    keep(rest);
    return first;
  };
  return { isBusy, held, run, hold, shift, dropped, drop };
}
