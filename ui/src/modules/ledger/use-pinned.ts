import { BrokenMemory, type Memory, memoryIn } from "@platform/proof";
import { useCallback, useEffect, useState } from "react";

/** What this browser keeps of the ledger; `isBroken` when it is not what was kept. */
export interface Pinned {
  memory: Memory | null;
  isBroken: boolean;
  /** After something was kept or dropped here. */
  refresh: () => void;
}

export function usePinned(): Pinned {
  const [state, setState] = useState(read);
  const refresh = useCallback(() => setState(read()), []);
  useEffect(() => {
    // Another tab may have seen more.
    addEventListener("storage", refresh);
    return () => removeEventListener("storage", refresh);
  }, [refresh]);
  return { ...state, refresh };
}

function read(): Omit<Pinned, "refresh"> {
  try {
    return { memory: memoryIn(localStorage).read(), isBroken: false };
  } catch (error) {
    if (error instanceof BrokenMemory) return { memory: null, isBroken: true };
    throw error;
  }
}
