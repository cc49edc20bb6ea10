/** Lengths on labels: decimal texts in mm outside, whole micrometres inside. */
const MM = 1_000;

/** Micrometres of a text like `12.5`; null for what is none. */
export function micrometres(text: string): number | null {
  const found = /^([0-9]{1,6})(?:\.([0-9]{1,3}))?$/.exec(text.trim());
  if (found === null) return null;
  return Number(found[1]) * MM + Number((found[2] ?? "").padEnd(3, "0"));
}

/** `12500` → `12.5`. */
export function millimetres(um: number): string {
  const whole = Math.round(um);
  const fraction = String(whole % MM)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${Math.floor(whole / MM)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** To the nearest step. */
export function snapped(um: number, step: number): number {
  return Math.round(um / step) * step;
}

export function between(um: number, least: number, most: number): number {
  return Math.max(least, Math.min(um, most));
}
