import type { Tone } from "@platform/values/tone";
import type { BoardTone } from "./types";

const TONES: Readonly<Record<BoardTone, Tone>> = {
  good: "good",
  info: "busy",
  wait: "warn",
  warn: "warn",
  bad: "bad",
  muted: "plain",
};

export function toneTag(tone: BoardTone): Tone {
  return TONES[tone];
}
