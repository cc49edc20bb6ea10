import { expect, it } from "vitest";
import { isConcerned, type Sealed, unheard } from "./live";

const news: Sealed = {
  size: 9,
  subjects: ["lot_3"],
  kinds: ["warehouse.lot"],
  at: "",
  more: false,
};

it("an answer is old when what it is about was named", () => {
  expect(isConcerned({ subjects: ["lot_3", "lot_4"] }, news)).toBe(true);
  expect(isConcerned({ kinds: ["warehouse.lot"] }, news)).toBe(true);
  expect(isConcerned({ subjects: ["lot_4"], kinds: ["items.item"] }, news)).toBe(false);
});

it("an answer that rests on everything is old with every entry; one without concern never", () => {
  expect([isConcerned({ isEverything: true }, news), isConcerned(undefined, news)]).toEqual([
    true,
    false,
  ]);
});

it("what was sealed between two streams makes every answer old; nothing sealed makes none old", () => {
  const missed = unheard(9, 12, false);
  expect(missed).toMatchObject({ size: 12, more: true });
  expect(missed !== null && isConcerned({ subjects: ["lot_4"] }, missed)).toBe(true);
  expect([unheard(12, 12, false), unheard(undefined, 12, false)]).toEqual([null, null]);
});

it("after a broken stream every answer may be old, whatever size is known: each came when it did", () => {
  const missed = unheard(12, 12, true);
  expect(missed !== null && isConcerned({ kinds: ["inspection.result"] }, missed)).toBe(true);
  expect(unheard(undefined, 12, true)).toMatchObject({ size: 12, more: true });
});
