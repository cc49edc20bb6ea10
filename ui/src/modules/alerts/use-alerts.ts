import { useRecords } from "@platform/list/use-list";
import { usePerson } from "@platform/session/store";
import { useEffect, useMemo, useState } from "react";

/** As many as a person can look through; how many there are is said. */
const MOST = 500;
const MINUTE_MS = 60_000;

/** All alerts that are not closed; asked for again as soon as one is raised or answered. */
export function useOpenAlerts() {
  return useRecords("alerts.alert", { "state.in": "open,acknowledged", limit: MOST });
}

/** The ids of the roles that whoever is at work has; empty where that may not be read. */
export function useOwnRoles(): ReadonlySet<string> {
  const { userId } = usePerson();
  const { data } = useRecords("people.grant", { user_id: userId, is_granted: true, limit: MOST });
  return useMemo(() => new Set(data?.records.map(({ role_id }) => role_id)), [data]);
}

/** The present to the minute: what becomes late does so on the screen, too. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
