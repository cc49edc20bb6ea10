import { useCallback, useState } from "react";
import type { Design } from "./elements";

const PAST_MAX = 100;

interface State {
  design: Design;
  past: Design[];
  selected: number | null;
}

/** A design that is being worked on, with the way back. */
export function useDesign(first: Design) {
  const [state, setState] = useState<State>({ design: first, past: [], selected: null });
  /** `isSameMove` while something is dragged: the way back leads to before the drag. */
  const change = useCallback((next: Design, selected?: number | null, isSameMove = false) => {
    setState((now) => ({
      design: next,
      past: isSameMove ? now.past : [...now.past, now.design].slice(-PAST_MAX),
      selected: selected === undefined ? now.selected : selected,
    }));
  }, []);
  const select = useCallback(
    (selected: number | null) => setState((now) => ({ ...now, selected })),
    [],
  );
  const undo = useCallback(() => {
    setState((now) => {
      const before = now.past[now.past.length - 1];
      if (before === undefined) return now;
      return { design: before, past: now.past.slice(0, -1), selected: null };
    });
  }, []);
  return { ...state, change, select, undo };
}

export type Work = ReturnType<typeof useDesign>;
