/** What a person at a terminal hears and feels: taken, or not taken. */
export type Signal = "good" | "bad";

export interface SignalOptions {
  /** A station may be silent; it still vibrates. */
  readonly isSilent?: () => boolean;
}

interface Tone {
  readonly hertz: number;
  readonly type: OscillatorType;
  readonly atMs: number;
  readonly forMs: number;
}

/** Told apart by pitch, rhythm and length, so also through noise and by the hard of hearing. */
const TONES: Readonly<Record<Signal, readonly Tone[]>> = {
  good: [{ hertz: 1760, type: "sine", atMs: 0, forMs: 90 }],
  bad: [
    { hertz: 220, type: "square", atMs: 0, forMs: 220 },
    { hertz: 165, type: "square", atMs: 280, forMs: 320 },
  ],
};
const SHAKES: Readonly<Record<Signal, number[]>> = { good: [40], bad: [150, 80, 150] };
const LOUDNESS = 0.2;
const FADE_S = 0.01;

/** Gives the function that signals; where there is no sound or vibration, the other remains. */
export function signalsOf(
  page: Window & typeof globalThis,
  options: SignalOptions = {},
): (signal: Signal) => void {
  let context: AudioContext | null = null;
  return (signal) => {
    page.navigator.vibrate?.(SHAKES[signal]);
    if (options.isSilent?.() || page.AudioContext === undefined) return;
    // Made late: browsers allow sound only after a person has done something on the page.
    context ??= new page.AudioContext();
    if (context.state === "suspended") void context.resume();
    for (const tone of TONES[signal]) play(context, tone);
  };
}

function play(context: AudioContext, { hertz, type, atMs, forMs }: Tone): void {
  const start = context.currentTime + atMs / 1000;
  const end = start + forMs / 1000;
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.type = type;
  oscillator.frequency.value = hertz;
  // Without a fade at both ends a tone clicks.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + FADE_S);
  gain.gain.setValueAtTime(LOUDNESS, end - FADE_S);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
