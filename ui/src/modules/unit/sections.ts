import type { Overview, Result } from "./types";

export const SECTIONS = [
  "identity",
  "places",
  "contents",
  "came_from",
  "went_into",
  "making",
  "parameters",
  "sterilisation",
  "inspections",
  "shipments",
  "signatures",
  "people",
  "machines",
  "documents",
  "label",
  "latest",
] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface Section {
  name: SectionName;
  /** How many things it shows; null where counting says nothing. */
  count: number | null;
  /** Something in it asks to be looked at. */
  isOdd: boolean;
  /** Permissions hide what it would show. */
  isHidden: boolean;
}

/** The sections of a unit's page; those that have nothing to say about its sort are left out. */
export function sectionsOf(found: Overview, hasLabels: boolean): Section[] {
  const counts = countsOf(found);
  const odd = oddOf(found);
  const hidden = hiddenOf(found);
  return SECTIONS.filter((name) => {
    if (name === "label") return hasLabels;
    if (name === "contents") return found.contents !== undefined;
    return ALWAYS.has(name) || hidden.has(name) || (counts[name] ?? 0) > 0;
  }).map((name) => ({
    name,
    count: counts[name] ?? null,
    isOdd: odd.has(name),
    isHidden: hidden.has(name) && (counts[name] ?? 0) === 0,
  }));
}

const ALWAYS: ReadonlySet<SectionName> = new Set<SectionName>([
  "identity",
  "places",
  "came_from",
  "went_into",
  "documents",
  "latest",
]);

function countsOf(found: Overview): Partial<Record<SectionName, number>> {
  const decisions = [...(found.first_articles ?? []), ...(found.line_clearances ?? [])];
  return {
    places: found.places.length,
    contents: found.contents?.length ?? 0,
    came_from: found.came_from.count,
    went_into: found.went_into.count,
    making: (found.runs?.length ?? 0) + decisions.length,
    parameters: found.readings?.length ?? 0,
    sterilisation: found.cycles?.length ?? 0,
    inspections: found.inspections?.length ?? 0,
    shipments: found.shipments?.length ?? 0,
    signatures: found.signatures.length,
    people: found.people.length,
    machines: found.machines?.length ?? 0,
  };
}

function oddOf(found: Overview): Set<SectionName> {
  const odd = new Set<SectionName>();
  if (found.readings?.some((each) => each.verdict !== "within")) odd.add("parameters");
  const isBad = (found.inspections ?? []).some(
    (each) => each.state === "rejected" || each.results.some(isOutside),
  );
  if (isBad) odd.add("inspections");
  if (found.cycles?.some((each) => each.state === "rejected" || each.failed > 0)) {
    odd.add("sterilisation");
  }
  if (found.holds.length > 0 || found.is_expired) odd.add("identity");
  if (found.first_articles?.some((each) => each.is_accepted === false)) odd.add("making");
  return odd;
}

/** A result that was corrected later no longer counts. */
function isOutside({ within, state }: Result): boolean {
  return !within && state === "standing";
}

/** What the server leaves out for want of permission, by the section that would show it. */
function hiddenOf(found: Overview): Set<SectionName> {
  const sections: Readonly<Record<string, SectionName>> = {
    cycles: "sterilisation",
    inspections: "inspections",
    machines: "machines",
    papers: "documents",
    readings: "parameters",
    runs: "making",
    shipments: "shipments",
  };
  return new Set(found.hidden.flatMap((name) => sections[name] ?? []));
}
