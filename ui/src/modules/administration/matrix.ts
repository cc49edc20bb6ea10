import type { Text } from "@platform/i18n/text";
import type { Role } from "./people";

export interface Permission {
  code: string;
  label: Text;
}

export interface MatrixFilter {
  text: string;
  module: string | null;
  /** Only what some of the shown roles have and others lack. */
  isDifferent: boolean;
}

export interface MatrixGroup {
  module: string;
  permissions: Permission[];
}

export function moduleOf(code: string): string {
  return code.slice(0, code.indexOf("."));
}

/** Permissions that fit, by module, in their given order. */
export function matrix(
  permissions: readonly Permission[],
  roles: readonly Role[],
  filter: MatrixFilter,
): MatrixGroup[] {
  const holders = new Map<string, number>();
  for (const role of roles) {
    for (const code of role.permissions) holders.set(code, (holders.get(code) ?? 0) + 1);
  }
  const sought = filter.text.trim().toLowerCase();
  const isFit = ({ code, label }: Permission) => {
    const said = `${code} ${label.en} ${label.zh}`.toLowerCase();
    const count = holders.get(code) ?? 0;
    return (
      said.includes(sought) &&
      (filter.module === null || moduleOf(code) === filter.module) &&
      (!filter.isDifferent || (count > 0 && count < roles.length))
    );
  };
  const groups = new Map<string, Permission[]>();
  for (const permission of permissions.filter(isFit)) {
    const module = moduleOf(permission.code);
    groups.set(module, [...(groups.get(module) ?? []), permission]);
  }
  return [...groups].map(([module, own]) => ({ module, permissions: own }));
}

/** How many people have each role. */
export function holdersOf(grants: readonly { role_id: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { role_id } of grants) counts.set(role_id, (counts.get(role_id) ?? 0) + 1);
  return counts;
}
