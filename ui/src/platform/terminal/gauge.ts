/** What gauges type or send: a number, often with sign, leading zeros, a channel and a unit. */
const CHANNEL = /^(?:[0-9]{2}[A-Za-z](?=[+-])|[A-Za-z]{1,3}[0-9]*[:=,; ]\s*)/;
const READING = /^([+-]?)\s*([0-9]{1,12})(?:[.,]([0-9]{1,9}))?\s*([\p{L}%°℃]\S{0,7})?$/u;

export interface GaugeReading {
  /** A decimal text with the digits after the point as the gauge gave them. */
  readonly value: string;
  /** As the gauge spells it; null where it says none. */
  readonly unit: string | null;
}

/** The reading that a scanned or typed text is; null for anything else. */
export function gaugeReading(text: string): GaugeReading | null {
  const found = READING.exec(text.trim().replace(CHANNEL, ""));
  if (found === null) return null;
  const [, sign = "", whole = "", fraction, unit] = found;
  const digits = whole.replace(/^0+(?=[0-9])/, "");
  const value = `${digits}${fraction === undefined ? "" : `.${fraction}`}`;
  const isNegative = sign === "-" && /[1-9]/.test(value);
  return { value: isNegative ? `-${value}` : value, unit: unit ?? null };
}

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Cel: ["°c", "c", "℃", "cel"],
  um: ["µm", "μm", "um"],
  "N/15mm": ["n/15mm", "n"],
};

/** Whether a gauge's unit is the wanted one; where it says none, the plan's is meant. */
export function isUnit(spelled: string | null, wanted: string): boolean {
  if (spelled === null) return true;
  const said = spelled.toLowerCase();
  return said === wanted.toLowerCase() || (SPELLINGS[wanted]?.includes(said) ?? false);
}
