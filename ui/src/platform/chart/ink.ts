import { useMemo } from "react";
import { type Brightness, useBrightness } from "../theme/theme";

const NAMES = [
  "ground",
  "card",
  "ink",
  "soft",
  "line",
  "accent",
  "accent-soft",
  "bad",
  "bad-soft",
  "odd",
  "odd-soft",
  "good",
  "good-soft",
] as const;

/** The colours of the application by name, for canvases, which know no variables of style sheets. */
export type Ink = Readonly<Record<(typeof NAMES)[number], string>>;

export function useInk(): Ink {
  const brightness = useBrightness();
  return useMemo(() => inkOf(brightness), [brightness]);
}

/** `brightness` has been told to the document before anything is drawn with its colours. */
function inkOf(_brightness: Brightness): Ink {
  const style = getComputedStyle(document.documentElement);
  const pairs = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()] as const);
  return Object.fromEntries(pairs) as Ink;
}
