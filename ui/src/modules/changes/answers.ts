import type { RecordValues } from "@platform/api/types";

/** What is entered for a question and not yet saved, or saved before. */
export interface Entered {
  verdict: string;
  text: string;
}

export type Drafts = Readonly<Record<string, Entered>>;

/** The answers as they were saved, by question. */
export function savedAnswers(answers: readonly RecordValues[]): Drafts {
  return Object.fromEntries(
    answers.map((each) => [
      String(each["question_id"]),
      { verdict: String(each["verdict"]), text: String(each["text"]) },
    ]),
  );
}

/** Entered answers that are whole and differ from what was saved. */
export function toSend(drafts: Drafts, saved: Drafts): { question_id: string; answer: Entered }[] {
  return Object.entries(drafts).flatMap(([question_id, answer]) => {
    const before = saved[question_id];
    const isWhole = answer.verdict !== "" && answer.text.trim() !== "";
    const isSame = before?.verdict === answer.verdict && before.text === answer.text;
    return isWhole && !isSame ? [{ question_id, answer }] : [];
  });
}
