import { useEffect } from "react";

/** What is being done with a reading in its row. */
export interface Doing {
  id: string;
  what: "confirm" | "contradict";
}

interface Choice {
  chosen: string | null;
  setChosen: (id: string | null) => void;
  setDoing: (doing: Doing | null) => void;
}

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const DEEDS: Readonly<Record<string, Doing["what"]>> = { c: "confirm", x: "contradict" };

/** The list by the keyboard alone; what is typed into a field is its own. `open`: those one may check. */
export function useWaitingKeys(ids: readonly string[], open: ReadonlySet<string>, to: Choice) {
  const { chosen, setChosen, setDoing } = to;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") setDoing(null);
      if (isTaken(event.target)) return;
      const step = STEPS[event.key];
      const what = DEEDS[event.key];
      if (step !== undefined) {
        event.preventDefault();
        setDoing(null);
        setChosen(next(ids, chosen, step));
      } else if (what !== undefined && chosen !== null && open.has(chosen)) {
        event.preventDefault();
        setDoing({ id: chosen, what });
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [ids, open, chosen, setChosen, setDoing]);
}

/** The neighbour of what is chosen; the first or the last where nothing is. */
export function next(ids: readonly string[], chosen: string | null, step: 1 | -1): string | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  if (at === -1) return (step === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)] ?? null;
}

function isTaken(target: EventTarget | null): boolean {
  const own = "input, textarea, select, [contenteditable], [role=menu], [role=dialog]";
  return target instanceof Element && target.closest(own) !== null;
}
