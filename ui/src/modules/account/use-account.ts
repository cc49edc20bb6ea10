import { call } from "@platform/api/client";
import type { Text } from "@platform/i18n/text";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";

export interface Passkey {
  id: string;
  name: string;
  enrolled_at: string;
  used_at: string | null;
  is_synced: boolean;
}

export interface OpenSession {
  id: string;
  started_at: string;
  method_label: Text;
  is_this: boolean;
}

/** GET /api/account: what one signs in with, and where one is signed in. */
export interface AccountAnswer {
  login: string;
  name: string;
  is_factor_required: boolean;
  can_have_passkeys: boolean;
  password: {
    set_at: string;
    due_at: string;
    is_temporary: boolean;
    reset_by: string | null;
  } | null;
  totp: { enrolled_at: string; recovery_left: number } | null;
  passkeys: Passkey[];
  links: { id: string; provider: string }[];
  sessions: OpenSession[];
}

const KINDS = [
  "people.credential",
  "people.session",
  "credentials.totp",
  "credentials.passkey",
  "credentials.link",
];

export function useAccount(): UseQueryResult<AccountAnswer> {
  return useQuery({
    queryKey: ["account"],
    queryFn: ({ signal }) => call<AccountAnswer>("/api/account", { signal }),
    meta: { kinds: KINDS },
  });
}
