import { useEffect } from "react";
import { type Alert, neighbour } from "./order";
import type { Doing } from "./row";

interface Choice {
  chosen: string | null;
  setChosen: (id: string | null) => void;
  setDoing: (doing: Doing | null) => void;
}

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The board by the keyboard alone; what is typed into a field or pressed in a list is its own. */
export function useKeys(found: readonly Alert[], choice: Choice): void {
  const { chosen, setChosen, setDoing } = choice;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") setDoing(null);
      if (isTaken(event.target)) return;
      const step = STEPS[event.key];
      if (step !== undefined) {
        event.preventDefault();
        setDoing(null);
        setChosen(
          neighbour(
            found.map(({ id }) => id),
            chosen,
            step,
          ),
        );
        return;
      }
      const alert = found.find(({ id }) => id === chosen);
      const what = alert === undefined ? null : whatBy(event.key, alert);
      if (alert !== undefined && what !== null) {
        event.preventDefault();
        setDoing({ id: alert.id, what });
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [found, chosen, setChosen, setDoing]);
}

function whatBy(key: string, alert: Alert): Doing["what"] | null {
  if (key === "a" && alert.state === "open") return "acknowledge";
  if (key === "c" && alert.state === "acknowledged") return "close";
  return null;
}

function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input, textarea, select, [contenteditable], [role=radiogroup], [role=menu], [role=dialog]",
    ) !== null
  );
}
