import type { JsonObject } from "@platform/api/types";
import type { Story } from "@platform/replay";

/**
 * From which position on each of some relatives is linked to the subject; those that are never
 * linked directly (made by an order that is, say) are linked from their first record on.
 */
export function linksOf(
  story: Story,
  subject: string,
  relatives: readonly string[],
): ReadonlyMap<string, number> {
  const wanted = new Set(relatives);
  const since = new Map<string, number>();
  const put = (id: string, from: number) => {
    if (wanted.has(id) && from < (since.get(id) ?? Number.POSITIVE_INFINITY)) since.set(id, from);
  };
  const born = new Map<string, number>();
  for (const history of story.records.values()) {
    const first = history.versions.find(({ values }) => values !== null);
    if (first === undefined) continue;
    const named = [...history.key.split("|"), ...idsOf(first.values ?? {})];
    if (wanted.has(history.key)) born.set(history.key, first.from);
    if (named.includes(subject)) for (const each of named) put(each, first.from);
  }
  for (const id of relatives) if (!since.has(id)) put(id, born.get(id) ?? 0);
  return since;
}

function idsOf(values: Readonly<JsonObject>): string[] {
  return Object.values(values).flatMap((value) => (typeof value === "string" ? [value] : []));
}
