import type { CommandInfo } from "@platform/registry/types";

export interface PermissionGroup {
  module: string;
  permissions: string[];
}

/** The module that a permission such as `items.bom.draft` belongs to. */
export function moduleOf(permission: string): string {
  return permission.slice(0, Math.max(permission.indexOf("."), 0));
}

/** Permissions by their modules, both in the order of their names. */
export function grouped(permissions: readonly string[]): PermissionGroup[] {
  const groups = new Map<string, string[]>();
  for (const each of [...permissions].sort()) {
    const module = moduleOf(each);
    groups.set(module, [...(groups.get(module) ?? []), each]);
  }
  return [...groups].map(([module, own]) => ({ module, permissions: own }));
}

/** The forms that need one of some permissions. */
export function formsOf(
  permissions: readonly string[],
  forms: readonly CommandInfo[],
): CommandInfo[] {
  const held = new Set(permissions);
  return forms.filter(({ permission }) => held.has(permission));
}

/** Whether somebody had it for all of a day, as far as the day has gone. */
export function isWholeDay(
  way: { from: string; until: string },
  day: { from: string; told_until: string },
): boolean {
  return way.from <= day.from && way.until >= day.told_until;
}
