import { dayOf } from "@platform/formats/zoned";

export const OUTCOMES = ["done", "refused", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What of a story is shown, as the address keeps it. Days are those of the plant. */
export interface Filters {
  kinds: string[];
  outcome: Outcome | null;
  from: string | null;
  to: string | null;
  /** Of a person: what they did instead of what was done about them. */
  isBy: boolean;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Filters of an address; what is not understood filters nothing. */
export function filtersOf(search: URLSearchParams): Filters {
  const outcome = search.get("outcome");
  const day = (name: string) => {
    const given = search.get(name) ?? "";
    return DAY.test(given) ? given : null;
  };
  return {
    kinds: (search.get("kind") ?? "").split(",").filter(Boolean),
    outcome: OUTCOMES.find((each) => each === outcome) ?? null,
    from: day("from"),
    to: day("to"),
    isBy: search.get("side") === "by",
  };
}

export function searchOf(filters: Filters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.kinds.length > 0) search.set("kind", filters.kinds.join(","));
  if (filters.outcome !== null) search.set("outcome", filters.outcome);
  if (filters.from !== null) search.set("from", filters.from);
  if (filters.to !== null) search.set("to", filters.to);
  if (filters.isBy) search.set("side", "by");
  return search;
}

export function isFiltered(filters: Filters): boolean {
  return (
    filters.kinds.length > 0 ||
    filters.outcome !== null ||
    filters.from !== null ||
    filters.to !== null
  );
}

/** What `GET /api/entries` takes. */
export function questionOf(subject: string, filters: Filters, zone: string) {
  return {
    [filters.isBy ? "actor" : "subject"]: subject,
    kind: filters.kinds.join(",") || null,
    outcome: filters.outcome,
    from: filters.from === null ? null : dayOf(filters.from, zone).first,
    to: filters.to === null ? null : dayOf(filters.to, zone).last,
  };
}
