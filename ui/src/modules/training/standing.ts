import type { Text } from "@platform/i18n/text";
import type { Tone } from "@platform/values/tone";
import type { AnswerTone, StandingCode, Training } from "./types";

const TONES: Readonly<Record<AnswerTone, Tone>> = {
  good: "good",
  info: "busy",
  wait: "warn",
  warn: "warn",
  bad: "bad",
  muted: "plain",
};

export function toneTag(tone: AnswerTone): Tone {
  return TONES[tone];
}

/** A sign for each standing, so that a matrix can be read without colours. */
export const SIGNS: Readonly<Record<StandingCode, string>> = {
  qualified: "✓",
  expiring: "✓!",
  exception: "§",
  planned: "○",
  in_training: "◐",
  overdue: "!",
  missing: "✕",
  expired: "✕",
  withdrawn: "–",
};

/** The title in the reader's language, where it has one. */
export function titleOf(of: { title: string; title_zh: string | null }): Text {
  return { en: of.title, zh: of.title_zh ?? of.title };
}

/** Where the file of a revision is: pages in the browser, anything else to be saved. */
export function fileOf(revisionId: string, mediaType: string): string {
  const isPdf = mediaType === "application/pdf";
  return `/api/documents/revision/${revisionId}/${isPdf ? "pdf" : "file"}`;
}

export interface Progress {
  done: number;
  steps: number;
}

/** How far a training is: reading, then what else it needs. */
export function progressOf(training: Training): Progress {
  const needed = [
    training.read_at,
    ...(training.needs_assessment ? [training.passed_at] : []),
    ...(training.needs_observation ? [training.observed_at] : []),
  ];
  return { done: needed.filter((at) => at !== null).length, steps: needed.length };
}

/** The choices of one question as the server takes them: `1,3`. */
export function chosenText(chosen: readonly number[]): string {
  return [...chosen].sort((a, b) => a - b).join(",");
}

/** Whether every question has an answer. */
export function isWhole(
  positions: readonly number[],
  chosen: ReadonlyMap<number, readonly number[]>,
): boolean {
  return positions.every((position) => (chosen.get(position)?.length ?? 0) > 0);
}
