/** Questions as somebody writes them, and what is sent of them. */

export const CHOICES_MIN = 2;
export const CHOICES_MAX = 9;
export const QUESTIONS_MAX = 100;

const SALT_BYTES = 16;

export interface ChoiceDraft {
  key: number;
  text: string;
  isRight: boolean;
}

export interface QuestionDraft {
  key: number;
  text: string;
  choices: readonly ChoiceDraft[];
}

/** What a question still lacks, the first of it. */
export type Lack = "lack_text" | "lack_choices" | "lack_right" | "lack_difference";

let lastKey = 0;

export function newChoice(text = ""): ChoiceDraft {
  lastKey += 1;
  return { key: lastKey, text, isRight: false };
}

export function newQuestion(text = "", choices: readonly string[] = ["", ""]): QuestionDraft {
  lastKey += 1;
  return { key: lastKey, text, choices: choices.map(newChoice) };
}

/** What a question lacks; null when it can be asked. */
export function lackOf(question: QuestionDraft): Lack | null {
  const texts = question.choices.map((each) => each.text.trim());
  if (question.text.trim() === "") return "lack_text";
  if (texts.length < CHOICES_MIN || texts.includes("")) return "lack_choices";
  if (new Set(texts).size < texts.length) return "lack_difference";
  return question.choices.some((each) => each.isRight) ? null : "lack_right";
}

/** A chance number of 128 bits: without it whoever sees the sealed digest could try all answers. */
export function newSalt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The right choices as the server takes them: `<salt>:2;1,3`. */
export function keysText(questions: readonly QuestionDraft[], salt: string): string {
  const right = questions.map(({ choices }) =>
    choices.flatMap((each, index) => (each.isRight ? [index + 1] : [])).join(","),
  );
  return `${salt}:${right.join(";")}`;
}

/** What trainees see of the questions. */
export function shownOf(
  questions: readonly QuestionDraft[],
): { text: string; choices: string[] }[] {
  return questions.map((each) => ({
    text: each.text.trim(),
    choices: each.choices.map((choice) => choice.text.trim()),
  }));
}

/** The list with one of its things a place further up or down; the same where it cannot go. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const other = list[at + by];
  const one = list[at];
  if (one === undefined || other === undefined) return list;
  return list.map((each, index) => (index === at ? other : index === at + by ? one : each));
}
