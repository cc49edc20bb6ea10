import type { Limits, Result } from "./types";

/** All standing results of one characteristic. */
export interface Measured {
  code: string;
  name: string;
  samples: number;
  isGood: boolean;
  limits: Limits;
  /** Measured values, and the places in them of those outside their limits. */
  values: string[];
  outside: ReadonlySet<number>;
  range: { first: string; last: string } | null;
  unitOf: string | null;
}

/** Results by characteristic in the order of the first; corrected ones are left out. */
export function byCharacteristic(results: readonly Result[]): Measured[] {
  const groups = new Map<string, Result[]>();
  for (const each of results) {
    if (each.state !== "standing") continue;
    groups.set(each.code, [...(groups.get(each.code) ?? []), each]);
  }
  return [...groups.values()].map(measured);
}

function measured(results: Result[]): Measured {
  const [first] = results;
  const valued = results.filter((each) => each.value !== undefined);
  const values = valued.map(({ value }) => value ?? "");
  const sorted = [...values].sort((one, other) => Number(one) - Number(other));
  const [low, high] = [sorted[0], sorted.at(-1)];
  return {
    code: first?.code ?? "",
    name: first?.characteristic ?? "",
    samples: new Set(results.map(({ sample }) => sample)).size,
    isGood: results.every(({ within }) => within),
    limits: first ?? {},
    values,
    outside: new Set(valued.flatMap((each, at) => (each.within ? [] : [at]))),
    range: low === undefined || high === undefined ? null : { first: low, last: high },
    unitOf: valued[0]?.unit_of_measure ?? null,
  };
}
