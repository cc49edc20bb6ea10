import { describe, expect, it } from "vitest";
import { signalsOf } from "./signals";

/** A page that writes down what it would play. */
function page(more: Partial<{ AudioContext: unknown; vibrate: unknown }> = {}) {
  const heard: string[] = [];
  const felt: unknown[] = [];
  let made = 0;
  class FakeContext {
    state = "suspended";
    currentTime = 0;
    destination = {};
    constructor() {
      made += 1;
    }
    async resume() {
      this.state = "running";
    }
    createGain() {
      const nothing = () => undefined;
      const gain = { setValueAtTime: nothing, linearRampToValueAtTime: nothing };
      return { gain, connect: nothing };
    }
    createOscillator() {
      const oscillator = {
        type: "",
        frequency: { value: 0 },
        connect: (next: unknown) => next,
        start: (at: number) =>
          heard.push(`${oscillator.type} ${oscillator.frequency.value} at ${at}`),
        stop: () => undefined,
      };
      return oscillator;
    }
  }
  const vibrate = (shake: unknown) => felt.push(shake);
  const fake = { AudioContext: FakeContext, navigator: { vibrate }, ...more };
  return { heard, felt, made: () => made, page: fake as unknown as Window & typeof globalThis };
}

describe("signals", () => {
  it("are told apart by ear and by hand, with one audio context", () => {
    const { heard, felt, made, page: fake } = page();
    const signal = signalsOf(fake);
    expect(made()).toBe(0);
    signal("good");
    signal("bad");
    expect(heard).toEqual(["sine 1760 at 0", "square 220 at 0", "square 165 at 0.28"]);
    expect(felt).toEqual([[40], [150, 80, 150]]);
    expect(made()).toBe(1);
  });

  it("only vibrate at a silent station", () => {
    const { heard, felt, page: fake } = page();
    signalsOf(fake, { isSilent: () => true })("bad");
    expect([heard, felt.length]).toEqual([[], 1]);
  });

  it("do nothing where a browser has neither", () => {
    const { page: fake } = page({ AudioContext: undefined, navigator: {} } as object);
    expect(() => signalsOf(fake)("good")).not.toThrow();
  });
});
