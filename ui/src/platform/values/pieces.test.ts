import { expect, it } from "vitest";
import { pieces } from "./pieces";

const told = (sentence: string) => pieces(sentence).map(({ kind, text }) => `${kind}:${text}`);

it("a sentence is taken apart into ids, amounts, instants and words", () => {
  expect(told("2.4 kg of lot lot_1 went into lot_458 at 2026-08-03T00:13:50.159395Z")).toEqual([
    "amount:2.4 kg",
    "words: of lot ",
    "id:lot_1",
    "words: went into ",
    "id:lot_458",
    "words: at ",
    "instant:2026-08-03T00:13:50.159395Z",
  ]);
});

it("a Chinese sentence has its ids between its characters", () => {
  expect(told("批 lot_1 的 2.4 kg 在工序 2 投用到 lot_458")).toEqual([
    "words:批 ",
    "id:lot_1",
    "words: 的 ",
    "amount:2.4 kg",
    "words: 在工序 2 投用到 ",
    "id:lot_458",
  ]);
});

it("puts nothing in and loses nothing", () => {
  const sentence = "user_name x_1 lot_ 12 LOT_3 5 apples";
  expect(
    pieces(sentence)
      .map(({ text }) => text)
      .join(""),
  ).toBe(sentence);
});
