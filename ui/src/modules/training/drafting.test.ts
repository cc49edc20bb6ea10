import { describe, expect, it } from "vitest";
import {
  keysText,
  lackOf,
  moved,
  newQuestion,
  newSalt,
  type QuestionDraft,
  shownOf,
} from "./drafting";

function question(text: string, choices: readonly string[], ...right: number[]): QuestionDraft {
  const made = newQuestion(text, choices);
  return {
    ...made,
    choices: made.choices.map((each, index) => ({ ...each, isRight: right.includes(index + 1) })),
  };
}

describe("lackOf", () => {
  it.each([
    ["lack_text", question(" ", ["a", "b"], 1)],
    ["lack_choices", question("?", ["a"], 1)],
    ["lack_choices", question("?", ["a", " "], 1)],
    ["lack_difference", question("?", ["a", "a "], 1)],
    ["lack_right", question("?", ["a", "b"])],
    [null, question("?", ["a", "b"], 1, 2)],
  ])("says %s", (lack, of) => {
    expect(lackOf(of)).toBe(lack);
  });
});

describe("what is sent", () => {
  const questions = [question(" One? ", ["a", " b "], 2), question("Two?", ["a", "b", "c"], 1, 3)];

  it("has the numbers of the right choices behind the salt", () => {
    expect(keysText(questions, "5a1t")).toBe("5a1t:2;1,3");
  });

  it("shows trainees no right answers", () => {
    expect(shownOf(questions)).toEqual([
      { text: "One?", choices: ["a", "b"] },
      { text: "Two?", choices: ["a", "b", "c"] },
    ]);
  });

  it("is salted anew each time with 32 hexadecimal digits", () => {
    const salts = new Set(Array.from({ length: 50 }, newSalt));
    expect(salts.size).toBe(50);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("moved", () => {
  it("changes places with the neighbour, and stays at the ends", () => {
    expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });
});
