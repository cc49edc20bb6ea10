import { describe, expect, it } from "vitest";
import { completed, joined, placeOf, suggestions } from "./completing";
import type { TrialPage, Word } from "./types";

const text = { en: "x", zh: "某" };

function word(name: string): Word {
  return { name, type: "string", label: text, unit: null, is_optional: false, choices: [] };
}

const WORDS = ["event.level", "excursion.level", "excursion.worst", "point.code"].map(word);

function page(more: Partial<TrialPage>): TrialPage {
  const none = { since: "2026-01-01", until: "2026-03-01", facts: 0, fired: 0, failed: 0 };
  return { ...none, cases: [], names: {}, next_before: null, ...more };
}

describe("completion of words", () => {
  it("what begins so comes before what has it inside", () => {
    const names = suggestions("event.x == 1 && ex", 18, WORDS).map((each) => each.name);
    expect(names).toEqual(["excursion.level", "excursion.worst"]);
    expect(suggestions("level", 5, WORDS).map((each) => each.name)).toEqual([
      "event.level",
      "excursion.level",
    ]);
  });

  it("nothing is offered where no word has begun, or where it is whole", () => {
    expect(suggestions("true && ", 8, WORDS)).toEqual([]);
    expect(suggestions("point.code", 10, WORDS)).toEqual([]);
  });

  it("the begun word is replaced and the rest stays", () => {
    expect(completed("ex > 185.0", 2, "excursion.worst")).toEqual(["excursion.worst > 185.0", 15]);
  });
});

describe("faults", () => {
  it("the line is cut where the fault stands, in characters and not in halves of them", () => {
    const fault = { line: 2, column: 3, message: text };
    expect(placeOf("true &&\n🔥 x == 1", fault)).toEqual(["🔥 ", "x == 1"]);
  });
});

describe("pages of a trial", () => {
  it("figures are added and the newest cases kept", () => {
    const whole = joined(joined(null, page({ facts: 3, fired: 2 })), page({ facts: 4, failed: 1 }));
    expect([whole.facts, whole.fired, whole.failed]).toEqual([7, 2, 1]);
  });
});
