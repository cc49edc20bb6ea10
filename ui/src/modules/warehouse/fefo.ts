import { compare, isAbove, minus, sum } from "@platform/terminal/decimal";
import type { Location, Lot, ShipmentLine, Stock } from "./records";

/** Stock that may be taken. */
export interface Pick {
  lot: Lot;
  location: Location;
  free: string;
}

export interface Wanted {
  itemId: string;
  purpose: Lot["purpose"];
  /** Kinds of location from which it is taken. */
  from: ReadonlySet<Location["kind"]>;
  /** The site's date. */
  today: string;
}

/** Good material may be spent on trials, not the reverse. */
const USABLE_FOR: Readonly<Record<Lot["purpose"], readonly Lot["purpose"][]>> = {
  commercial: ["commercial"],
  validation: ["validation", "commercial"],
  trial: ["commercial", "validation", "trial"],
};

/** Why a lot is not to be taken, whatever there is of it; null if it may. */
export type Unfit =
  | "other_item"
  | "not_released"
  | "rejected"
  | "on_hold"
  | "expired"
  | "wrong_purpose";

export function unfit(lot: Lot, wanted: Wanted): Unfit | null {
  if (lot.item_id !== wanted.itemId) return "other_item";
  if (lot.state === "rejected") return "rejected";
  if (lot.state !== "released") return "not_released";
  if (lot.holds > 0) return "on_hold";
  if (lot.expires_on !== undefined && lot.expires_on < wanted.today) return "expired";
  return USABLE_FOR[wanted.purpose].includes(lot.purpose) ? null : "wrong_purpose";
}

/** What is free of each lot and place, what expires first before everything else. */
export function picksOf(
  lots: readonly Lot[],
  stock: readonly Stock[],
  locations: ReadonlyMap<string, Location>,
  promised: readonly ShipmentLine[],
  wanted: Wanted,
): Pick[] {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const picks = stock.flatMap((row): Pick[] => {
    const lot = byId.get(row.lot_id);
    const location = locations.get(row.location_id);
    if (lot === undefined || location === undefined) return [];
    if (unfit(lot, wanted) !== null || !wanted.from.has(location.kind)) return [];
    const free = freeOf(row, promised);
    return isAbove(free, "0") ? [{ lot, location, free }] : [];
  });
  return picks.sort(
    (a, b) => byExpiry(a.lot, b.lot) || compareText(a.lot.id, b.lot.id) || compare(a.free, b.free),
  );
}

function freeOf(row: Stock, promised: readonly ShipmentLine[]): string {
  const own = promised.filter(
    (line) =>
      line.state === "picked" &&
      line.package_id === undefined &&
      line.lot_id === row.lot_id &&
      line.location_id === row.location_id,
  );
  return minus(row.quantity, row.packed, ...own.map((line) => line.quantity));
}

/** Lots without expiry come last. */
function byExpiry(a: Lot, b: Lot): number {
  return compareText(a.expires_on ?? "9999", b.expires_on ?? "9999");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The lot that has to go before a scanned one; null when the scanned one may go. */
export function earlierThan(lot: Lot, picks: readonly Pick[]): Pick | null {
  const first = picks[0];
  if (first === undefined || first.lot.id === lot.id) return null;
  return byExpiry(first.lot, lot) < 0 ? first : null;
}

/** What is there of a lot that may be taken, over all places. */
export function totalOf(picks: readonly Pick[], lotId: string): string {
  return sum("0", ...picks.filter((pick) => pick.lot.id === lotId).map((pick) => pick.free));
}

/** Kinds of location where a lot may stand (ISO 13485 7.5.8, 8.3.1); the server judges again. */
export function placesFor(lot: Pick["lot"]): ReadonlySet<Location["kind"]> {
  if (lot.state === "rejected") return new Set(["rejected"]);
  if (lot.state === "quarantined" || lot.holds > 0) return new Set(["quarantine"]);
  return new Set(["storage", "production", "shipping", "quarantine"]);
}
