import { describe, expect, it } from "vitest";
import { asProblem, connectionLost, Problem, problemOf } from "./problem";

const refusal = {
  type: "/problems/lot_expired",
  title: "lot expired",
  status: 409,
  detail: "批 7 已过期。",
  message: { en: "Lot 7 has expired.", zh: "批 7 已过期。" },
  code: "lot_expired",
  instance: "/api/receipts/c0ffee",
  id: "c0ffee",
  recorded: "2026-11-22T08:00:00.000000Z",
};

describe("an answer with problem details", () => {
  it("is a problem in both languages, with the sealed refusal", () => {
    const problem = problemOf(409, refusal);
    expect(problem.text).toEqual({ en: "Lot 7 has expired.", zh: "批 7 已过期。" });
    expect([problem.code, problem.status, problem.commandId]).toEqual([
      "lot_expired",
      409,
      "c0ffee",
    ]);
  });

  it("says its one language in both where it has no more", () => {
    const { message: _, ...older } = refusal;
    expect(problemOf(409, older).text).toEqual({ en: "批 7 已过期。", zh: "批 7 已过期。" });
  });

  it("names fields with their messages in both languages", () => {
    const label = { en: "Quantity", zh: "数量" };
    const message = { en: "must be a number", zh: "必须是数字" };
    const fields = [
      {
        path: "lines[0].quantity",
        label: "数量",
        message: "必须是数字",
        texts: { label, message },
      },
      { nonsense: true },
    ];
    expect(problemOf(422, { ...refusal, fields }).fields).toEqual([
      { path: "lines[0].quantity", label, message },
    ]);
  });
});

it.each([null, "<html>", [], { code: 7 }, { detail: "x" }])(
  "an answer that describes no problem is one of its own: %j",
  (body) => {
    const problem = problemOf(500, body);
    expect([problem.code, problem.status]).toEqual(["unexpected_answer", 500]);
    expect(problem.text.zh).toContain("500");
  },
);

it("what the screen itself threw is no problem of the server", () => {
  expect(asProblem(new TypeError("x")).code).toBe("screen_failed");
  const own = connectionLost();
  expect(asProblem(own)).toBe(own);
  expect(own).toBeInstanceOf(Problem);
  expect(own.isConnectionLost).toBe(true);
});
