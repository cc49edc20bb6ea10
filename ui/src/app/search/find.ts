import { call } from "@platform/api/client";
import { Problem } from "@platform/api/problem";
import type { Pick } from "@platform/api/types";
import type { Language, Text } from "@platform/i18n/text";
import { loadName } from "@platform/names/loader";
import type { Registry } from "@platform/registry/registry";
import type { KindInfo } from "@platform/registry/types";
import { commandPath, listPath, recordPath } from "@platform/screens/paths";
import { SCREENS } from "@platform/screens/registration";
import type { Person } from "@platform/session/store";

/** What a text may mean: a thing, or a place of the application. */
export interface Found {
  path: string;
  name: string;
  /** What it is: the label of the kind, of the module. */
  what: Text | null;
}

export interface FoundRecords {
  kind: KindInfo;
  picks: Pick[];
}

/** Things that people look for by name, those worked with most first. */
const LOOKED_FOR = [
  "warehouse.lot",
  "warehouse.serial",
  "items.item",
  "production.work_order",
  "purchasing.purchase_order",
  "sales.order",
  "parties.party",
  "equipment.equipment",
  "people.user",
  "warehouse.location",
];

/** What the server makes of a scan or a number; null where it names nothing. */
export async function understood(text: string, registry: Registry): Promise<Found | null> {
  try {
    const { subject } = await call<{ subject: string }>("/api/scan", { query: { text } });
    const kind = registry.kindOfId(subject);
    if (kind === undefined) return null;
    const named = await loadName(subject).catch(() => null);
    return {
      path: recordPath(kind.name, subject),
      name: named?.name ?? subject,
      what: kind.label,
    };
  } catch (error) {
    if (error instanceof Problem && error.status >= 400 && error.status < 500) return null;
    throw error;
  }
}

/** Records whose name or number has the text in it, by kind. */
export async function findRecords(
  text: string,
  registry: Registry,
  person: Person,
  limit: number,
): Promise<FoundRecords[]> {
  const kinds = LOOKED_FOR.flatMap((name) => registry.kind(name) ?? []).filter(
    (kind) => kind.prefix !== null && person.permissions.has(kind.permission),
  );
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const query = { q: text, limit };
      return { kind, picks: await call<Pick[]>(`/api/pick/${kind.prefix}`, { query }) };
    }),
  );
  return found.filter(({ picks }) => picks.length > 0);
}

export interface Places {
  screens: Found[];
  commands: Found[];
  lists: Found[];
}

/** Screens, commands and lists whose name has all the words, in the present language. */
export function findPlaces(
  text: string,
  registry: Registry,
  person: Person,
  language: Language,
): Places {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (label: Text) => words.every((word) => label[language].toLowerCase().includes(word));
  const may = (code: string | null) => code === null || person.permissions.has(code);
  return {
    screens: SCREENS.filter(
      (each) => may(each.permission) && !each.path.includes(":") && fits(each.title),
    ).map((each) => ({ path: each.path, name: each.title[language], what: null })),
    commands: registry.forms
      .filter((each) => may(each.permission) && fits(each.label))
      .map((each) => ({
        path: commandPath(each.kind),
        name: each.label[language],
        what: registry.module(each.module),
      })),
    lists: registry.kinds
      .filter((each) => may(each.permission) && fits(each.label))
      .map((each) => ({
        path: listPath(each.name),
        name: each.label[language],
        what: registry.module(each.module),
      })),
  };
}
