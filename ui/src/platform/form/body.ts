import type { Json, JsonObject } from "../api/types";
import { instantOf } from "../formats/zoned";
import { type Text, text, untranslated } from "../i18n/text";
import type { Field } from "../registry/types";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { type FormValue, type FormValues, isEmpty, type Path, pathText } from "./values";

/** What is wrong, by place. */
export type Problems = ReadonlyMap<string, Text>;

export interface Body {
  body: JsonObject;
  problems: Problems;
}

export interface Circumstances {
  /** IANA name of the site's zone. */
  zone: string;
  /** Digits after the point that a unit has; undefined for an unknown unit. */
  decimals: (unit: string) => number | undefined;
}

type Words = "form_needed" | "form_bad_number" | "form_bad_whole" | "form_bad_pattern";

function said(key: Words): Text {
  return text(en[key], zh[key]);
}

function filled(key: "form_too_long" | "form_too_small" | "form_too_large", figure: string): Text {
  const fill = (words: string) => words.replace(/\{\w+\}/, figure);
  return text(fill(en[key]), fill(zh[key]));
}

/**
 * The input of a command from what stands in the controls, with everything that is plainly wrong
 * with it. The server judges again and knows more; this spares the way there.
 */
export function bodyOf(
  fields: readonly Field[],
  values: FormValues,
  circumstances: Circumstances,
): Body {
  const reader = new Reader(circumstances);
  const body = reader.shape(fields, values, []);
  return { body, problems: reader.problems };
}

class Reader {
  readonly problems = new Map<string, Text>();
  readonly #circumstances: Circumstances;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
  }

  shape(fields: readonly Field[], values: FormValues, path: Path): JsonObject {
    const out: JsonObject = {};
    const unitsInUse = new Set(
      fields
        .filter((field) => field.type === "amount" && !isEmpty(values[field.name]))
        .map((field) => field.unit_field),
    );
    for (const field of fields) {
      const value = values[field.name];
      const isIdleUnit = isUnitOf(field, fields) && !field.required && !unitsInUse.has(field.name);
      if (isIdleUnit) continue;
      const place = [...path, field.name];
      if (isAbsent(field, value)) {
        if (field.required) this.#wrong(place, said("form_needed"));
        continue;
      }
      out[field.name] = this.#json(field, value as FormValue, values, place);
    }
    return out;
  }

  #json(field: Field, value: FormValue, beside: FormValues, path: Path): Json {
    switch (field.type) {
      case "yesno":
        return value === true;
      case "integer":
        return this.#whole(field, String(value), path);
      case "amount":
        return this.#amount(field, String(value), beside, path);
      case "instant":
        return instantOf(`${String(value).slice(0, 16)}:00`, this.#circumstances.zone);
      case "list":
        return this.#list(field, value as FormValue[], path);
      case "shape":
        return this.shape(field.fields ?? [], value as FormValues, path);
      case "map":
        return Object.fromEntries(
          (value as [string, string][]).filter(([name]) => name.trim() !== ""),
        );
      case "text":
        return this.#text(field, String(value), path);
      default:
        return String(value);
    }
  }

  #list(field: Field, values: FormValue[], path: Path): Json[] {
    const item = field.item;
    if (item == null) return [];
    return values.flatMap((value, at) => {
      if (isEmpty(value) && item.type !== "shape") return [];
      return [this.#json(item, value, {}, [...path, at])];
    });
  }

  #text(field: Field, value: string, path: Path): string {
    const given = field.secret ? value : value.trim();
    const max = field.length_max;
    if (max != null && [...given].length > max) {
      this.#wrong(path, filled("form_too_long", String(max)));
    } else if (field.pattern && !fits(field.pattern, given)) {
      this.#wrong(path, said("form_bad_pattern"));
    }
    return given;
  }

  #whole(field: Field, value: string, path: Path): Json {
    const given = plainDigits(value);
    const number = Number(given);
    if (!/^-?[0-9]+$/.test(given) || !Number.isSafeInteger(number)) {
      this.#wrong(path, said("form_bad_whole"));
      return value;
    }
    if (field.minimum != null && number < field.minimum) {
      this.#wrong(path, filled("form_too_small", String(field.minimum)));
    } else if (field.maximum != null && number > field.maximum) {
      this.#wrong(path, filled("form_too_large", String(field.maximum)));
    }
    return number;
  }

  /** A decimal text; never a floating-point number. */
  #amount(field: Field, value: string, beside: FormValues, path: Path): Json {
    const given = plainDigits(value);
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(given)) {
      this.#wrong(path, said("form_bad_number"));
      return value;
    }
    const unit = field.unit_field == null ? "" : String(beside[field.unit_field] ?? "");
    const decimals = this.#circumstances.decimals(unit);
    if (decimals !== undefined) this.#bounds(field, given, decimals, path);
    return given;
  }

  #bounds(field: Field, given: string, decimals: number, path: Path): void {
    const steps = stepsOf(given, decimals);
    if (steps === null) return;
    if (field.minimum != null && steps < BigInt(field.minimum)) {
      this.#wrong(path, filled("form_too_small", decimalOf(field.minimum, decimals)));
    } else if (field.maximum != null && steps > BigInt(field.maximum)) {
      this.#wrong(path, filled("form_too_large", decimalOf(field.maximum, decimals)));
    }
  }

  #wrong(path: Path, problem: Text): void {
    this.problems.set(pathText(path), problem);
  }
}

/** Rows that stand there are read, even if nothing is in them: each says what it lacks. */
function isAbsent(field: Field, value: FormValue | undefined): boolean {
  const isRows = field.type === "list" && field.item?.type === "shape";
  return isRows && Array.isArray(value) ? value.length === 0 : isEmpty(value);
}

/** Whether a field is the unit of an amount beside it. */
export function isUnitOf(field: Field, beside: readonly Field[]): boolean {
  return beside.some((other) => other.unit_field === field.name);
}

/** Full-width figures of Chinese input methods as ASCII; blanks around are dropped. */
export function plainDigits(value: string): string {
  return value
    .trim()
    .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\uff0e\u3002]/g, ".")
    .replace(/[\uff0d\u2212]/g, "-");
}

/** Smallest steps of a decimal text; null if it has more digits than the unit, which the server
 * words better. */
export function stepsOf(decimal: string, decimals: number): bigint | null {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  if (fraction.length > decimals) return null;
  const steps = BigInt(whole + fraction.padEnd(decimals, "0"));
  return decimal.startsWith("-") ? -steps : steps;
}

function decimalOf(steps: number, decimals: number): string {
  const digits = String(Math.abs(steps)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${steps < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(value);
  } catch {
    // The server's patterns are Python's; one that this language does not know is left to it.
    return true;
  }
}

/** Problems that the server found, by place; those of no field stand under the empty place. */
export function problemsOf(
  fields: readonly { path: string; label: Text; message: Text }[],
): Map<string, Text> {
  return new Map(
    fields.map((each) => [each.path === "$" ? "" : each.path, each.message ?? untranslated("")]),
  );
}
