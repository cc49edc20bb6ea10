import { useSyncExternalStore } from "react";
import { onSession, sessionState, usePermission } from "../session/store";
import { type Lent, lentFor, useActing } from "./acting";

/** In whose name a deputy works until they say otherwise; this tab's, and one person's. */
interface Choice {
  userId: string;
  behalf: string;
}

const PLACE = "lotproof.behalf";
const listeners = new Set<() => void>();

function person(): string | null {
  const now = sessionState();
  return "person" in now ? now.person.userId : null;
}

/** User id of whoever the person acts for; null for nobody, and after somebody else's sign-in. */
export function chosenBehalf(): string | null {
  const kept = sessionStorage.getItem(PLACE);
  if (kept === null) return null;
  const { userId, behalf } = JSON.parse(kept) as Choice;
  return userId === person() ? behalf : null;
}

/** Null for one's own name. It outlives a reload, as what waits for the line does. */
export function chooseBehalf(behalf: string | null): void {
  const userId = person();
  if (behalf === null || userId === null) sessionStorage.removeItem(PLACE);
  else sessionStorage.setItem(PLACE, JSON.stringify({ userId, behalf } satisfies Choice));
  for (const listener of listeners) listener();
}

onSession(() => {
  // Whoever hands over leaves no name behind.
  if (sessionState().phase === "out") chooseBehalf(null);
});

export function useChosenBehalf(): string | null {
  return useSyncExternalStore((listener) => {
    const stop = onSession(listener);
    listeners.add(listener);
    return () => {
      stop();
      listeners.delete(listener);
    };
  }, chosenBehalf);
}

/** Everybody for whom one may do something now, each once. */
export function lendersOf(delegations: readonly Lent[]): Lent[] {
  return delegations.filter(
    ({ behalf }, at) => delegations.findIndex((each) => each.behalf === behalf) === at,
  );
}

/**
 * On whose behalf a permission is used: the chosen person's if they lent it, else nobody's. While
 * it is not known what was lent, the server says whether they did.
 */
export function behalfFor(
  permission: string,
  chosen: string | null,
  delegations: readonly Lent[] | undefined,
): string | null {
  if (chosen === null || delegations === undefined) return chosen;
  return lentFor(permission, delegations).some(({ behalf }) => behalf === chosen) ? chosen : null;
}

/** Whose name a permission is used in now, as their user id and name; null for one's own. */
export function useBehalf(): (permission: string) => { behalf: string; name: string } | null {
  const chosen = useChosenBehalf();
  const { data } = useActing();
  return (permission) => {
    const behalf = behalfFor(permission, chosen, data?.delegations);
    if (behalf === null) return null;
    const lender = data?.delegations.find((each) => each.behalf === behalf);
    return { behalf, name: lender?.name ?? behalf };
  };
}

/** Whether a permission may be used here: one's own, or that of whoever one acts for. */
export function useMay(permission: string): boolean {
  const isOwn = usePermission(permission);
  return useBehalf()(permission) !== null || isOwn;
}
