import type { Memory } from "@platform/proof";
import { expect, it } from "vitest";
import { witnessesOf } from "./cosigners";

const ROOT = btoa("\0".repeat(32));
const line = (name: string, keyId: number[], time: number, length = 64) => {
  const bytes = [...keyId, 0, 0, 0, 0, ...[24, 16, 8, 0].map((n) => (time >> n) & 255)];
  const filled = [...bytes, ...Array<number>(length).fill(7)];
  return `\u2014 ${name} ${btoa(String.fromCharCode(...filled))}\n`;
};
const log = `\u2014 plant.example/a ${btoa(String.fromCharCode(...Array<number>(68).fill(1)))}\n`;
const note = (...lines: string[]) => `plant.example/a\n5\n${ROOT}\n\n${log}${lines.join("")}`;
const vkey = `w.example/1+0a0b0c0d+${btoa(`\x04${"k".repeat(32)}`)}`;
const memory = (witnesses: string[]) => ({ witnesses }) as unknown as Memory;

it("names who cosigned and when, without the log itself", () => {
  const found = witnessesOf(note(line("w.example/1", [10, 11, 12, 13], 1_790_000_000)), null);
  expect(found).toEqual([
    {
      name: "w.example/1",
      keyId: "0a0b0c0d",
      isCosigned: true,
      at: new Date(1_790_000_000_000).toISOString(),
      pinned: null,
    },
  ]);
});

it("a pinned witness that is not there is missing", () => {
  expect(witnessesOf(note(), memory([vkey]))).toEqual([
    { name: "w.example/1", keyId: "0a0b0c0d", isCosigned: false, at: null, pinned: vkey },
  ]);
});

it("a pinned witness that cosigned stands once", () => {
  const found = witnessesOf(note(line("w.example/1", [10, 11, 12, 13], 1)), memory([vkey]));
  expect(found.map(({ isCosigned, pinned }) => [isCosigned, pinned])).toEqual([[true, vkey]]);
});

it("before the first signature there are the pinned ones alone", () => {
  expect(witnessesOf(undefined, null)).toEqual([]);
});
