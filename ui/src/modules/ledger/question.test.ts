import { expect, it } from "vitest";
import { isNarrowed, readQuestion, serverQuery, writeQuestion } from "./question";

it("a question survives the address", () => {
  const address =
    "subject=lot_3&actor=usr_2&outcome=refused&from=2026-04-01&to=2026-04-30&kind=a.b%2F1%2Cc.d%2F2";
  const question = readQuestion(new URLSearchParams(address));
  expect(question.kinds).toEqual(["a.b/1", "c.d/2"]);
  expect(writeQuestion(question).toString()).toBe(address);
  expect(isNarrowed(question)).toBe(true);
});

it("what an address cannot mean is left out", () => {
  const question = readQuestion(new URLSearchParams("outcome=maybe&from=yesterday&tab=entries"));
  expect(question.outcome).toBeNull();
  expect(question.from).toBeNull();
  expect(isNarrowed(question)).toBe(false);
});

it("dates are those of the site", () => {
  const question = readQuestion(new URLSearchParams("from=2026-04-01&to=2026-04-01"));
  expect(serverQuery(question, "Asia/Shanghai")).toMatchObject({
    from: "2026-03-31T16:00:00.000Z",
    to: "2026-04-01T15:59:59.999Z",
    kind: null,
  });
});
