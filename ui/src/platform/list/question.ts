import type { Query } from "../api/client";
import type { Language } from "../i18n/text";
import type { KindInfo } from "../registry/types";

/** What a list is asked for; it stands in the address, so that a link opens the same list. */
export interface Question {
  search: string;
  /** As the server takes them: `state.in`, `expires_on.max`, `item_id`. */
  filters: Readonly<Record<string, string>>;
  /** A field, `-` before it for descending; empty for the order of the key. */
  sort: string;
  /** From 1. */
  page: number;
  size: number;
  /** Shown fields; null for those that a list begins with. */
  columns: readonly string[] | null;
}

export const SIZES = [20, 50, 100, 200] as const;
const COLUMNS_MAX = 8;
const CHINESE = "_zh";
const OWN = new Set(["search", "sort", "page", "size", "columns"]);

export function readQuestion(search: URLSearchParams): Question {
  const filters = [...search].filter(([name, value]) => !OWN.has(name) && value !== "");
  const columns = search.get("columns");
  return {
    search: search.get("search") ?? "",
    filters: Object.fromEntries(filters),
    sort: search.get("sort") ?? "",
    page: positive(search.get("page"), 1),
    size: positive(search.get("size"), SIZES[1]),
    columns: columns ? columns.split(",") : null,
  };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

export function writeQuestion(question: Question): URLSearchParams {
  const out = new URLSearchParams();
  if (question.search !== "") out.set("search", question.search);
  for (const [name, value] of Object.entries(question.filters)) {
    if (value !== "") out.set(name, value);
  }
  if (question.sort !== "") out.set("sort", question.sort);
  if (question.page !== 1) out.set("page", String(question.page));
  if (question.size !== SIZES[1]) out.set("size", String(question.size));
  if (question.columns !== null) out.set("columns", question.columns.join(","));
  return out;
}

/** The question as the server takes it. */
export function serverQuery(question: Question): Query {
  return {
    ...question.filters,
    search: question.search || null,
    sort: question.sort || null,
    limit: question.size,
    offset: (question.page - 1) * question.size,
  };
}

/** The fields a list begins with: what a record is called, its state, then in declared order. What
 * is written in both languages stands there once, in the reader's. */
export function firstColumns(kind: KindInfo, language: Language): string[] {
  const units = new Set(kind.fields.flatMap((field) => field.unit_field ?? []));
  const isPlain = (name: string) => {
    const field = kind.fields.find((each) => each.name === name);
    const isNested = ["list", "map", "shape"].includes(field?.type ?? "");
    const isOwnId = name === "id" && kind.prefix !== null && !kind.title.includes("id");
    return field !== undefined && !isNested && !isOwnId && !units.has(name) && !field.secret;
  };
  const names = [
    ...kind.title,
    ...(kind.state === null ? [] : [kind.state]),
    ...kind.fields.map((field) => field.name),
  ];
  const said = names.map((name) => inLanguage(kind, name, language));
  return [...new Set(said)].filter(isPlain).slice(0, COLUMNS_MAX);
}

/** The field of a pair such as `title` and `title_zh` that is in a language; others as they are. */
function inLanguage(kind: KindInfo, name: string, language: Language): string {
  const english = name.endsWith(CHINESE) ? name.slice(0, -CHINESE.length) : name;
  const has = (each: string) => kind.fields.some((field) => field.name === each);
  if (!has(english) || !has(english + CHINESE)) return name;
  return language === "zh" ? english + CHINESE : english;
}

/** The key of a record as addresses have it: parts joined by `|`. */
export function keyOf(kind: KindInfo, record: Readonly<Record<string, unknown>>): string {
  return kind.key.map((name) => String(record[name])).join("|");
}
