import { ACCESS_KINDS } from "@platform/acting/acting";
import { call, type Query } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CommandStates, DayAnswer, OwnAnswer, SeparationsAnswer, UseAnswer } from "./types";

const TICK_MS = 15_000;

function useAnswer<T>(path: string, query: Query = {}, isEnabled = true) {
  return useQuery({
    queryKey: ["access", path, query],
    queryFn: ({ signal }) => call<T>(`/api/permissions/${path}`, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    meta: { kinds: ACCESS_KINDS },
  });
}

export const useOwn = () => useAnswer<OwnAnswer>("own");
export const useSeparations = () => useAnswer<SeparationsAnswer>("separations");
export const useStates = () => useAnswer<{ commands: CommandStates[] }>("matrix");
export const useUse = (review: string) => useAnswer<UseAnswer>("use", { review });

export interface DayQuestion {
  permission: string | null;
  command: string | null;
  user: string | null;
  on: string;
  about: readonly string[];
}

/** Who could use a permission on a day, or what one person could. */
export function useDay(asked: DayQuestion) {
  const { permission, command, user, on, about } = asked;
  const more = { on, about: about.length === 0 ? null : about.join(",") };
  const isOfPerson = user !== null;
  const query = isOfPerson ? { user, ...more } : { permission, command, ...more };
  const isAsked = isOfPerson || permission !== null || command !== null;
  return useAnswer<DayAnswer>(isOfPerson ? "of" : "who", query, isAsked);
}

/** The present time, now and then: what runs out is seen to. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
