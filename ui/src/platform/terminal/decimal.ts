/** Exact sums of decimal texts, as amounts come and go; no floating point. */
interface Scaled {
  readonly steps: bigint;
  readonly decimals: number;
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** Throws RangeError for what is no decimal text. */
function scaled(text: string): Scaled {
  if (!DECIMAL.test(text)) throw new RangeError(`${text} is no decimal number`);
  const [whole = "0", fraction = ""] = text.split(".");
  return { steps: BigInt(whole + fraction), decimals: fraction.length };
}

function at(value: Scaled, decimals: number): bigint {
  return value.steps * 10n ** BigInt(decimals - value.decimals);
}

function written(steps: bigint, decimals: number): string {
  const sign = steps < 0n ? "-" : "";
  const digits = (steps < 0n ? -steps : steps).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

export function sum(...texts: readonly string[]): string {
  const values = texts.map(scaled);
  const decimals = Math.max(0, ...values.map((each) => each.decimals));
  return written(
    values.reduce((total, each) => total + at(each, decimals), 0n),
    decimals,
  );
}

export function minus(from: string, ...texts: readonly string[]): string {
  return sum(from, ...texts.map(negated));
}

function negated(text: string): string {
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}

/** Below zero, zero or above, as for sort. */
export function compare(left: string, right: string): number {
  const difference = scaled(minus(left, right)).steps;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isAbove(left: string, right: string): boolean {
  return compare(left, right) > 0;
}

export function least(left: string, right: string): string {
  return isAbove(left, right) ? right : left;
}

/** `amount` × `by` ÷ `over`, rounded up to `decimals` digits: enough material, never too little. */
export function shareOf(amount: string, by: string, over: string, decimals: number): string {
  const [a, b, o] = [scaled(amount), scaled(by), scaled(over)];
  if (o.steps <= 0n) throw new RangeError("nothing is shared among nothing");
  const above = a.steps * b.steps * 10n ** BigInt(o.decimals + decimals);
  const below = o.steps * 10n ** BigInt(a.decimals + b.decimals);
  const floor = above / below;
  return written(above % below > 0n ? floor + 1n : floor, decimals);
}

/** Whether a decimal text has no more digits after the point than its unit. */
export function fitsDecimals(text: string, decimals: number): boolean {
  return !isDecimal(text) || scaled(text).decimals <= decimals;
}
