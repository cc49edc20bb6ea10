import { dayOf, wallOf } from "../formats/zoned";
import type { Field, FieldType } from "../registry/types";

const FILTERED: ReadonlySet<FieldType> = new Set([
  "text",
  "integer",
  "yesno",
  "date",
  "instant",
  "id",
  "choice",
]);

export function canFilter(field: Field): boolean {
  return FILTERED.has(field.type) && !field.secret;
}

/** The names under which a field's filter stands in the address. */
export function filterNames(field: Field): string[] {
  switch (field.type) {
    case "choice":
      return [`${field.name}.in`, field.name];
    case "date":
    case "instant":
    case "integer":
      return [`${field.name}.min`, `${field.name}.max`, field.name];
    default:
      return [field.name, `${field.name}.in`];
  }
}

/** Two calendar dates as the bounds of an instant, and back. */
export function boundsOf(dates: readonly [string, string], zone: string): [string, string] {
  return [dayOf(dates[0], zone).first, dayOf(dates[1], zone).last];
}

export function dateOf(instant: string | undefined, zone: string): string | null {
  return instant === undefined ? null : wallOf(instant, zone).slice(0, 10);
}

export function isFiltered(field: Field, filters: Readonly<Record<string, string>>): boolean {
  return filterNames(field).some((name) => filters[name] !== undefined);
}

/** The filters without those of a field. */
export function without(
  field: Field,
  filters: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(filterNames(field));
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !names.has(name)));
}
