import { useRecords } from "@platform/list/use-list";
import { useMemo } from "react";
import { accountsOf } from "./people";

/** The server gives so many records at once. */
export const PEOPLE_MAX = 1_000;
const ALL = { limit: PEOPLE_MAX };

/** Roles in their order, the retired ones last. */
export function useRoles() {
  const roles = useRecords("people.role", ALL);
  const data = useMemo(
    () =>
      roles.data?.records.toSorted(
        (one, other) => Number(one.state === "retired") - Number(other.state === "retired"),
      ),
    [roles.data],
  );
  return { ...roles, data };
}

export function useGrants() {
  return useRecords("people.grant", { ...ALL, is_granted: true });
}

/** Everybody with roles and credentials; undefined until all is there. */
export function useAccounts() {
  const users = useRecords("people.user", ALL);
  const roles = useRoles();
  const grants = useGrants();
  const credentials = useRecords("people.credential", ALL);
  const error = users.error ?? roles.error ?? grants.error ?? credentials.error;
  const accounts = useMemo(() => {
    if (!users.data || !roles.data || !grants.data || !credentials.data) return undefined;
    return accountsOf(
      users.data.records,
      roles.data,
      grants.data.records,
      credentials.data.records,
      Date.now(),
    );
  }, [users.data, roles.data, grants.data, credentials.data]);
  const refetch = () =>
    Promise.all([users, roles, grants, credentials].map((each) => each.refetch()));
  const isCapped = (users.data?.total ?? 0) > PEOPLE_MAX;
  return { accounts, roles: roles.data ?? [], error, refetch, isCapped };
}
