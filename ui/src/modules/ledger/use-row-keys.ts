import { type FocusEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

export interface RowKeys {
  place: RefObject<HTMLDivElement | null>;
  /** `data-row` of the row that Tab comes back to; null before any had the focus. */
  active: string | null;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
}

/** Arrows (and j, k, Home) move among elements with `data-row`; one of them is a tab stop. */
export function useRowKeys(): RowKeys {
  const place = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const step = STEPS[event.key];
    if (row === null || !isPlain || (step === undefined && event.key !== "Home")) return;
    const rows = [...(place.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = step === undefined ? 0 : rows.indexOf(row) + step;
    rows[at]?.focus();
    event.preventDefault();
  };
  const onFocus = (event: FocusEvent) => {
    const row = rowOf(event.target);
    if (row?.dataset.row !== undefined) setActive(row.dataset.row);
  };
  return { place, active, onKeyDown, onFocus };
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement && target.dataset.row !== undefined ? target : null;
}
