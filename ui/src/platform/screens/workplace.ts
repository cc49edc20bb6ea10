import type { Screen } from "./registration";

/** Where a command is given about something, or about what is found there; null: by its form. */
export function workplaceOf(
  screens: readonly Screen[],
  kind: string,
  id: string | null,
  may: (permission: string | null) => boolean,
): string | null {
  const fitting = screens.filter((each) => each.does?.includes(kind) && may(each.permission));
  const own = id === null ? undefined : fitting.find((each) => each.path.endsWith("/:id"));
  if (own !== undefined && id !== null) return own.path.replace(":id", id);
  return fitting.find((each) => !each.path.includes(":"))?.path ?? null;
}
