import type { Clash } from "@platform/acting/conflicts";
import type { Records } from "../../generated/registry";
import type { Use, UseAnswer } from "./types";

export type Review = Records["people.access_review"];
export type Line = Records["people.access_review_line"];

export interface ReviewedLine {
  line: Line;
  /** The newest entry by this access; null where none was found. */
  used: Use | null;
}

export interface ReviewedPerson {
  userId: string;
  lines: ReviewedLine[];
  conflicts: readonly Clash[];
  signedIn: string | null;
  /** How far back was looked for what they used; null for all that there is. */
  since: string | null;
}

export const SHOWN = ["all", "open", "revoke", "conflicts", "unused"] as const;
export type Shown = (typeof SHOWN)[number];

/** Lines by person, with when each was used last; people in the order of their first line. */
export function byPerson(
  lines: readonly Line[],
  lenders: ReadonlyMap<string, string>,
  use: UseAnswer | undefined,
): ReviewedPerson[] {
  const people = new Map<string, Line[]>();
  for (const line of lines) people.set(line.user_id, [...(people.get(line.user_id) ?? []), line]);
  return [...people].map(([userId, own]) => ({
    userId,
    lines: own.map((line) => ({ line, used: usedBy(line, lenders, use?.used ?? []) })),
    conflicts: use?.conflicts[userId] ?? [],
    signedIn: use?.signed_in[userId] ?? null,
    since: use?.since[userId] ?? null,
  }));
}

function usedBy(line: Line, lenders: ReadonlyMap<string, string>, used: readonly Use[]) {
  const lender = line.delegation_id === undefined ? null : lenders.get(line.delegation_id);
  const found = used.find(
    (each) =>
      each.user_id === line.user_id &&
      (line.delegation_id === undefined
        ? each.role_id === line.role_id
        : each.role_id === null && each.behalf === lender),
  );
  return found ?? null;
}

/** What is to be seen of a person, if anything. */
export function fitting(person: ReviewedPerson, shown: Shown): ReviewedPerson | null {
  if (shown === "conflicts") return person.conflicts.length > 0 ? person : null;
  const lines = person.lines.filter(({ line, used }) => {
    if (shown === "open") return line.decision === "open";
    if (shown === "revoke") return line.decision === "revoke";
    return shown === "all" || used === null;
  });
  return lines.length === 0 ? null : { ...person, lines };
}

/** Why somebody may not decide a line: it is their own, or another is responsible. */
export function whoDecides(
  line: Line,
  responsible: string,
  userId: string,
): "may" | "own" | "not_responsible" {
  if (line.user_id === userId) return "own";
  return userId === responsible || line.user_id === responsible ? "may" : "not_responsible";
}
