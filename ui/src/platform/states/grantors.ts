import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";

/** Names of people who may grant roles; empty until they are known. */
export function useGrantors(): string[] {
  const { data } = useQuery({
    queryKey: ["grantors"],
    queryFn: ({ signal }) => call<{ people: string[] }>("/api/permissions/grantors", { signal }),
    staleTime: 600_000,
  });
  return data?.people ?? [];
}
