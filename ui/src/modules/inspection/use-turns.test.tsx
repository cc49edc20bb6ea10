import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { type Reading, useTurns } from "./use-turns";

const reading = (text: string): Reading => ({ text, source: "scan" });

function begun() {
  const { result } = renderHook(() => useTurns());
  let end: (isTaken: boolean) => void = () => undefined;
  act(() => {
    void result.current.run(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
  });
  return { turns: () => result.current, end: (isTaken: boolean) => act(async () => end(isTaken)) };
}

it("a reading that comes while the one before is on its way is held in its order", async () => {
  const { turns, end } = begun();
  act(() => {
    expect([turns().hold(reading("1")), turns().hold(reading("2"))]).toEqual([true, true]);
  });
  await end(true);
  expect(turns().isBusy).toBe(false);
  expect(turns().held.map((each) => each.text)).toEqual(["1", "2"]);
  // Until it has its turn, another one stays behind it.
  act(() => {
    expect(turns().hold(reading("3"))).toBe(true);
    expect(turns().shift()?.text).toBe("1");
  });
  expect(turns().held.map((each) => each.text)).toEqual(["2", "3"]);
  expect(turns().dropped).toEqual([]);
});

it("when the one before was not taken, those behind it are given up, and that is said", async () => {
  const { turns, end } = begun();
  act(() => void turns().hold(reading("1")));
  await end(false);
  expect(turns().held).toEqual([]);
  expect(turns().dropped.map((each) => each.text)).toEqual(["1"]);
});

it("with nothing on its way a reading is taken at once", () => {
  const { result } = renderHook(() => useTurns());
  expect(result.current.hold(reading("1"))).toBe(false);
});
