import type { Json, JsonObject } from "../api/types";
import type { Field } from "../registry/types";

/**
 * What stands in a control: texts as typed, so that nothing is lost before it is understood.
 * Dates are `2026-03-04`, instants the site's wall clock `2026-03-04T08:30`, rows are objects,
 * maps are lists of name and value.
 */
export type FormValue =
  | string
  | boolean
  | null
  | FormValue[]
  | { [name: string]: FormValue | undefined };
export type FormValues = { [name: string]: FormValue | undefined };

/** A place in the values: `["lines", 0, "quantity"]`. */
export type Path = readonly (string | number)[];

/** As the server writes places: `lines[0].quantity`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

export function valueAt(values: FormValues, path: Path): FormValue | undefined {
  let at: FormValue | undefined = values;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Array.isArray(at) ? at[Number(part)] : at[String(part)];
  }
  return at;
}

/** The values with another one at a place; everything beside the way there stays the same. */
export function withValue(
  values: FormValues,
  path: Path,
  value: FormValue | undefined,
): FormValues {
  return replaced(values, path, value) as FormValues;
}

function replaced(
  at: FormValue | undefined,
  path: Path,
  value: FormValue | undefined,
): FormValue | undefined {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === "number") {
    const list = Array.isArray(at) ? [...at] : [];
    list[part] = replaced(list[part], rest, value) ?? null;
    return list;
  }
  const object = typeof at === "object" && at !== null && !Array.isArray(at) ? at : {};
  return { ...object, [part]: replaced(object[part], rest, value) };
}

/** What the controls of some fields begin with: the declared defaults, one row where needed. */
export function firstValues(fields: readonly Field[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, firstValue(field)]));
}

function firstValue(field: Field): FormValue | undefined {
  if (field.type === "list") {
    const isRows = field.item?.type === "shape" && field.required;
    return isRows ? [firstValues(field.item?.fields ?? [])] : [];
  }
  if (field.type === "shape") return firstValues(field.fields ?? []);
  if (field.default === undefined) return undefined;
  return typeof field.default === "boolean" ? field.default : String(field.default);
}

/** JSON as the API gives and takes it, as values of controls: what an address or a record gives. */
export function fromJson(fields: readonly Field[], given: Readonly<Record<string, Json>>) {
  const known = fields.filter((field) => given[field.name] != null);
  return Object.fromEntries(
    known.map((field) => [field.name, valueOfJson(field, given[field.name] as Json)]),
  ) as FormValues;
}

function valueOfJson(field: Field, json: Json): FormValue {
  if (field.type === "yesno") return json === true || json === "true";
  if (field.type === "list") {
    const item = field.item;
    const items = Array.isArray(json) ? json : String(json).split(",");
    return item == null ? [] : items.map((each) => valueOfJson(item, each));
  }
  if (field.type === "shape") return fromJson(field.fields ?? [], json as JsonObject);
  if (field.type === "map") {
    return Object.entries(json as JsonObject).map(([name, value]) => [name, String(value)]);
  }
  return String(json);
}

/** Whether nothing has been put in: such a value is left out of the input. */
export function isEmpty(value: FormValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (typeof value === "boolean") return false;
  if (Array.isArray(value)) return value.every(isEmpty);
  return Object.values(value).every(isEmpty);
}
