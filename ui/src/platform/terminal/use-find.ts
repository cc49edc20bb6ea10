import { useState } from "react";
import { call } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Pick } from "../api/types";
import { signal } from "../scanning/signal";
import { type Carrier, prefixOf, readCarrier } from "./understand";

/** What a scan turned out to be. */
export interface Found {
  subject: string | null;
  carrier: Carrier | null;
  text: string;
  isScan: boolean;
}

export interface Finding {
  take: (text: string, isScan: boolean) => void;
  /** One of several things of that name was chosen. */
  choose: (id: string) => void;
  isReading: boolean;
  /** What named nothing that fits here. */
  missed: string | null;
  problem: Problem | null;
  candidates: readonly Pick[];
  clear: () => void;
}

/**
 * Find what scans and typed numbers name. `onFound` says whether it fits here: that is heard.
 * `known` finds things without the line, among what the screen has loaded.
 */
export function useFind(
  onFound: (found: Found) => boolean | Promise<boolean>,
  known?: (text: string) => string | null,
): Finding {
  const [isReading, setReading] = useState(false);
  const [missed, setMissed] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [candidates, setCandidates] = useState<readonly Pick[]>([]);
  const clear = () => {
    setMissed(null);
    setProblem(null);
    setCandidates([]);
  };
  const end = async (found: Found) => {
    const isFit = await onFound(found);
    signal(isFit ? "good" : "bad");
    if (!isFit) setMissed(found.carrier?.text ?? found.text);
  };
  const look = async (text: string, isScan: boolean) => {
    const carrier = await readCarrier(text);
    if (carrier.subject === null && carrier.kind === "plain") {
      const same = await lotsCalled(carrier.text);
      if (same.length > 0) {
        signal("bad");
        return setCandidates(same);
      }
    }
    await end({ subject: carrier.subject, carrier, text, isScan });
  };
  const take = async (text: string, isScan: boolean) => {
    clear();
    setReading(true);
    try {
      await look(text, isScan);
    } catch (error) {
      const found = asProblem(error);
      const subject = found.isConnectionLost ? (known?.(text.trim()) ?? null) : null;
      if (subject !== null) await end({ subject, carrier: null, text, isScan });
      else {
        signal("bad");
        setProblem(found);
      }
    } finally {
      setReading(false);
    }
  };
  return {
    take: (text, isScan) => void take(text, isScan),
    choose: (id) => {
      clear();
      void end({ subject: id, carrier: null, text: id, isScan: false });
    },
    isReading,
    missed,
    problem,
    candidates,
    clear,
  };
}

/** Lots of different items may have the same number; then a person says which it is. */
async function lotsCalled(text: string): Promise<Pick[]> {
  const picks = await call<Pick[]>("/api/pick/lot", { query: { q: text, limit: 12 } });
  const same = picks.filter((pick) => pick.name.toUpperCase() === text.toUpperCase());
  return same.length > 1 ? same : [];
}

export { prefixOf };
