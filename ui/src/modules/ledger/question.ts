import type { Query } from "@platform/api/client";
import { dayOf } from "@platform/formats/zoned";

export const OUTCOMES = ["done", "refused", "failed"] as const;
/** The server takes lists of so many words. */
export const KINDS_MAX = 20;

/** Which entries are asked for; it stands in the address. */
export interface EntryQuestion {
  subject: string | null;
  actor: string | null;
  kinds: readonly string[];
  outcome: string | null;
  /** Calendar dates of the site, both included. */
  from: string | null;
  to: string | null;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

export function readQuestion(search: URLSearchParams): EntryQuestion {
  const word = (name: string) => search.get(name) || null;
  const date = (name: string) => {
    const given = word(name);
    return given !== null && DATE.test(given) ? given : null;
  };
  const outcome = word("outcome");
  return {
    subject: word("subject"),
    actor: word("actor"),
    kinds: (word("kind") ?? "").split(",").filter(Boolean).slice(0, KINDS_MAX),
    outcome: OUTCOMES.some((each) => each === outcome) ? outcome : null,
    from: date("from"),
    to: date("to"),
  };
}

export function writeQuestion(question: EntryQuestion): URLSearchParams {
  const { kinds, ...rest } = question;
  const given = Object.entries({ ...rest, kind: kinds.join(",") });
  return new URLSearchParams(
    given.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  );
}

export function isNarrowed(question: EntryQuestion): boolean {
  return writeQuestion(question).size > 0;
}

/** The question as the server takes it; dates begin and end in the zone of the site. */
export function serverQuery(question: EntryQuestion, zone: string): Query {
  return {
    subject: question.subject,
    actor: question.actor,
    kind: question.kinds.join(",") || null,
    outcome: question.outcome,
    from: question.from && dayOf(question.from, zone).first,
    to: question.to && dayOf(question.to, zone).last,
  };
}
