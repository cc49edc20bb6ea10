import { describe, expect, it } from "vitest";
import { savedAnswers, toSend } from "./answers";

const SAVED = savedAnswers([{ question_id: "ciq_1", verdict: "affected", text: "retrain" }]);

describe("answers of the checklist", () => {
  it("only whole answers that differ are sent", () => {
    const drafts = {
      ciq_1: { verdict: "affected", text: "retrain" },
      ciq_2: { verdict: "unaffected", text: "  " },
      ciq_3: { verdict: "", text: "none" },
      ciq_4: { verdict: "not_applicable", text: "no software" },
    };
    expect(toSend(drafts, SAVED)).toEqual([
      { question_id: "ciq_4", answer: { verdict: "not_applicable", text: "no software" } },
    ]);
  });

  it("a saved answer that is changed is sent again", () => {
    const drafts = { ciq_1: { verdict: "affected", text: "retrain all" } };
    expect(toSend(drafts, SAVED)).toHaveLength(1);
  });
});
