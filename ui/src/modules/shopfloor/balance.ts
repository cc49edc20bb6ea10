import { compare, isDecimal, minus, sum } from "@platform/terminal/decimal";

export interface Counts {
  good: string;
  scrap: string;
  rework: string;
}

/** What is counted and what is missing to what went in; null while a figure is none. */
export function difference(quantity: string, counts: Counts): string | null {
  const figures = [counts.good, counts.scrap, counts.rework].map((each) => each || "0");
  if (!figures.every((each) => isDecimal(each) && !each.startsWith("-"))) return null;
  return minus(quantity, ...figures);
}

export function isBalanced(quantity: string, counts: Counts): boolean {
  const off = difference(quantity, counts);
  return off !== null && compare(off, "0") === 0;
}

/**
 * The counts after one figure was typed. As long as nobody has typed how many are good, they are
 * what is left of what went in.
 */
export function counted(
  quantity: string,
  counts: Counts,
  name: keyof Counts,
  typed: string,
  isGoodTyped: boolean,
): Counts {
  const next = { ...counts, [name]: typed };
  if (name === "good" || isGoodTyped) return next;
  const bad = [next.scrap || "0", next.rework || "0"];
  if (!bad.every((each) => isDecimal(each))) return next;
  const left = minus(quantity, sum(...bad));
  return { ...next, good: left.startsWith("-") ? "0" : left };
}
