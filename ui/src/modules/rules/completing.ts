import type { Fault, Trial, TrialPage, Word } from "./types";

const WORD = /[A-Za-z_][A-Za-z0-9_.]*$/;
const SHOWN_MAX = 8;
const CASES_MAX = 50;

/** The words that may be meant by what stands before the caret; those that begin so come first. */
export function suggestions(text: string, caret: number, words: readonly Word[]): Word[] {
  const begun = begunWord(text, caret).toLowerCase();
  if (begun === "") return [];
  const fits = words.filter((word) => word.name.includes(begun) && word.name !== begun);
  const isNear = (word: Word) => word.name.startsWith(begun);
  return [...fits.filter(isNear), ...fits.filter((word) => !isNear(word))].slice(0, SHOWN_MAX);
}

function begunWord(text: string, caret: number): string {
  return WORD.exec(text.slice(0, caret))?.[0] ?? "";
}

/** The text with the begun word replaced, and where the caret stands then. */
export function completed(text: string, caret: number, name: string): [string, number] {
  const start = caret - begunWord(text, caret).length;
  return [text.slice(0, start) + name + text.slice(caret), start + name.length];
}

/** The line in which a fault stands, cut into what is before it and what begins there. */
export function placeOf(text: string, fault: Fault): [string, string] {
  const line = [...(text.split("\n")[fault.line - 1] ?? "")];
  return [line.slice(0, fault.column - 1).join(""), line.slice(fault.column - 1).join("")];
}

/** What was tried so far, and an older page of it. */
export function joined(sofar: Trial | null, page: TrialPage): Trial {
  if (sofar === null) return page;
  return {
    since: sofar.since,
    until: sofar.until,
    facts: sofar.facts + page.facts,
    fired: sofar.fired + page.fired,
    failed: sofar.failed + page.failed,
    cases: [...sofar.cases, ...page.cases].slice(0, CASES_MAX),
    names: { ...sofar.names, ...page.names },
  };
}
