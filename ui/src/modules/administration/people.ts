export interface User {
  id: string;
  login: string;
  name: string;
  language: string;
  is_service: boolean;
  state: string;
}

export interface Role {
  id: string;
  code: string;
  title: string;
  title_zh: string;
  permissions: readonly string[];
  state: string;
}

export interface Grant {
  user_id: string;
  role_id: string;
}

export interface Credential {
  user_id: string;
  set_at: string;
  is_temporary: boolean;
  failed_count: number;
  locked_until?: string;
}

/** A person with what belongs to them. */
export interface Account {
  user: User;
  roles: readonly Role[];
  credential: Credential | null;
  isLocked: boolean;
}

/** Everybody, by name; a lock-out that is over is none. */
export function accountsOf(
  users: readonly User[],
  roles: readonly Role[],
  grants: readonly Grant[],
  credentials: readonly Credential[],
  now: number,
): Account[] {
  const byId = new Map(roles.map((role) => [role.id, role]));
  const held = new Map<string, Role[]>();
  for (const grant of grants) {
    const role = byId.get(grant.role_id);
    if (role !== undefined) held.set(grant.user_id, [...(held.get(grant.user_id) ?? []), role]);
  }
  const keys = new Map(credentials.map((each) => [each.user_id, each]));
  return users
    .map((user) => {
      const credential = keys.get(user.id) ?? null;
      const until = credential?.locked_until;
      const isLocked = until !== undefined && Date.parse(until) > now;
      return { user, roles: held.get(user.id) ?? [], credential, isLocked };
    })
    .sort((one, other) => one.user.name.localeCompare(other.user.name));
}

export const SHOWN = [
  "everybody",
  "active",
  "locked",
  "temporary",
  "service",
  "deactivated",
] as const;
export type Shown = (typeof SHOWN)[number];

const IS: Readonly<Record<Shown, (account: Account) => boolean>> = {
  everybody: () => true,
  active: ({ user }) => user.state === "active",
  locked: ({ isLocked }) => isLocked,
  temporary: ({ credential }) => credential?.is_temporary === true,
  service: ({ user }) => user.is_service,
  deactivated: ({ user }) => user.state === "deactivated",
};

export function fits(
  account: Account,
  by: { text: string; shown: Shown; roleId: string | null },
): boolean {
  const sought = by.text.trim().toLowerCase();
  const said = `${account.user.name} ${account.user.login} ${account.user.id}`.toLowerCase();
  return (
    said.includes(sought) &&
    IS[by.shown](account) &&
    (by.roleId === null || account.roles.some(({ id }) => id === by.roleId))
  );
}
