import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";
import type { RecordPage } from "../api/types";
import { usePermission } from "../session/store";

const SHOWN_MAX = 5;

/** Names of people whose role may grant roles; empty where the reader may not know who they are. */
export function useGrantors(): string[] {
  const mayRead = usePermission("people.read");
  const { data } = useQuery({
    queryKey: ["grantors"],
    queryFn: grantors,
    enabled: mayRead,
    staleTime: 600_000,
  });
  return data ?? [];
}

async function grantors(): Promise<string[]> {
  const all = { limit: 1000 };
  const [roles, grants, users] = await Promise.all([
    call<RecordPage>("/api/records/people.role", { query: all }),
    call<RecordPage>("/api/records/people.grant", { query: { ...all, is_granted: true } }),
    call<RecordPage>("/api/records/people.user", { query: { ...all, is_service: false } }),
  ]);
  const able = new Set(
    roles.records
      .filter(
        ({ permissions }) =>
          Array.isArray(permissions) && permissions.includes("people.role.grant"),
      )
      .map((role) => role.id),
  );
  const people = new Set(
    grants.records.filter((grant) => able.has(grant.role_id ?? null)).map((grant) => grant.user_id),
  );
  return users.records
    .filter((user) => people.has(user.id))
    .map((user) => String(user.name))
    .slice(0, SHOWN_MAX);
}
