import type { MapArea, Place } from "./types";

export interface PlaceSieve {
  words: string;
  /** Empty for all. */
  status: string;
  isEmptyHidden: boolean;
}

/** The areas with those of their locations that are wanted; areas without any are left out. */
export function wantedAreas(areas: readonly MapArea[], sieve: PlaceSieve): MapArea[] {
  const words = sieve.words.trim().toLowerCase();
  const isWanted = (place: Place) =>
    `${place.code} ${place.name}`.toLowerCase().includes(words) &&
    (sieve.status === "" || (place.by_status[sieve.status] ?? 0) > 0) &&
    (!sieve.isEmptyHidden || isUsed(place));
  return areas
    .map((area) => ({ ...area, locations: area.locations.filter(isWanted) }))
    .filter((area) => area.locations.length > 0);
}

export function isUsed(place: Place): boolean {
  return place.lots > 0 || place.packages > 0;
}

/** The location that a scanned or typed text names by its code. */
export function placeOf(areas: readonly MapArea[], text: string): Place | undefined {
  const code = text.trim().toLowerCase();
  return areas
    .flatMap((area) => area.locations)
    .find((place) => place.code.toLowerCase() === code || place.id === code);
}

/** Lots by status over all locations. */
export function countsOf(areas: readonly MapArea[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const place of areas.flatMap((area) => area.locations)) {
    for (const [status, lots] of Object.entries(place.by_status)) {
      counts[status] = (counts[status] ?? 0) + lots;
    }
  }
  return counts;
}
