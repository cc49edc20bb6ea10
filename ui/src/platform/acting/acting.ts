import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";
import type { Text } from "../i18n/text";
import { usePermission } from "../session/store";

/** What somebody else has lent to whoever is signed in; it is done on their behalf. */
export interface Lent {
  delegation_id: string;
  behalf: string;
  name: string;
  permissions: string[];
  valid_from: string;
  valid_until: string;
}

/** A role with limits, or one for emergencies. */
export interface HeldRole {
  role_id: string;
  code: string;
  title: Text;
  permissions: string[];
  hours: number | null;
  scope: string[];
  counts: boolean;
  from: string | null;
  until: string | null;
}

export interface Acting {
  delegations: Lent[];
  emergency: HeldRole[];
  limited: HeldRole[];
}

export const ACCESS_KINDS = [
  "people.user",
  "people.role",
  "people.grant",
  "people.delegation",
  "people.emergency",
  "people.separation",
  "people.separation_exception",
];

/** The key of the question for whom one may act. */
export const ACTING = ["acting"];
const EVERY_MS = 60_000;

/** For whom one may act, and which roles are limited or for emergencies. */
export function useActing() {
  return useQuery({
    queryKey: ACTING,
    queryFn: ({ signal }) => call<Acting>("/api/permissions/mine", { signal }),
    staleTime: EVERY_MS,
    // Deputies who may not read about people are not told live, and time ends what was lent, too.
    refetchInterval: EVERY_MS,
    meta: { kinds: ACCESS_KINDS },
  });
}

/** One delegation of a permission for each person who has lent it. */
export function lentFor(permission: string, delegations: readonly Lent[]): Lent[] {
  const found = new Map<string, Lent>();
  for (const each of delegations) {
    if (each.permissions.includes(permission) && !found.has(each.behalf)) {
      found.set(each.behalf, each);
    }
  }
  return [...found.values()];
}

export interface Standing {
  isOwn: boolean;
  lent: readonly Lent[];
  /** Whether it is not yet known on whose behalf one may act. */
  isOpen: boolean;
}

/** In whose name a permission may be used: one's own, and that of others. */
export function useStanding(permission: string): Standing {
  const isOwn = usePermission(permission);
  const { data, isPending } = useActing();
  const lent = lentFor(permission, data?.delegations ?? []);
  return { isOwn, lent, isOpen: isPending };
}
