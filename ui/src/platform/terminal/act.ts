import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { call } from "../api/client";
import { isServerReachable } from "../api/connection";
import type { JsonObject } from "../api/types";
import { text } from "../i18n/text";
import type { Outcome } from "../offline";
import { useFacts } from "../offline/facts";
import { useRegistry } from "../registry/registry";
import { signal } from "../scanning/signal";
import { usePerson } from "../session/store";
import { kindOf } from "./late";

/** A command as a terminal sends it. */
export interface Deed {
  kind: string;
  body: JsonObject;
  reason?: string;
  station?: string;
  source: "hand" | "scan";
  /** What it is about, as people call it: for the list of what waits. */
  about: string;
}

/** What became of a deed, and which it was. */
export interface Done {
  deed: Deed;
  outcome: Outcome;
}

export interface Acting {
  /** Facts are kept while the line is lost; everything else waits for it and says so. */
  act: (deed: Deed, isGood?: (outcome: Outcome) => boolean) => Promise<Outcome>;
  isBusy: boolean;
  done: Done | null;
  clear: () => void;
}

export function useAct(): Acting {
  const registry = useRegistry();
  const { userId, name } = usePerson();
  const queries = useQueryClient();
  const { queue } = useFacts();
  const [done, setDone] = useState<Done | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unanswered = useRef<{ content: string; id: string } | null>(null);

  const submit = ({ about, ...deed }: Deed, id: string | undefined) => {
    const { en, zh } = registry.label(deed.kind);
    const label = text(`${en}: ${about}`, `${zh}：${about}`);
    const kind = id === undefined ? kindOf(registry, deed.kind, isServerReachable()) : deed.kind;
    return queue.submit({ ...deed, kind, id, label }, { userId, name });
  };

  const act = async (deed: Deed, judge = isGood): Promise<Outcome> => {
    const content = JSON.stringify([deed.kind, deed.body, deed.reason]);
    // The same again after a broken line is the same command: it is never done twice.
    const id = unanswered.current?.content === content ? unanswered.current.id : undefined;
    setBusy(true);
    try {
      let outcome = await submit(deed, id);
      if (outcome.is === "refused" && outcome.problem.code === "not_signed_in") {
        // Asked so, the sign-in comes over the screen; then it is sent again.
        await call("/api/session");
        outcome = await submit(deed, id);
      }
      unanswered.current = outcome.is === "unanswered" ? { content, id: outcome.id } : null;
      signal(judge(outcome) ? "good" : "bad");
      setDone({ deed, outcome });
      if (outcome.is === "sealed") void queries.invalidateQueries();
      return outcome;
    } finally {
      setBusy(false);
    }
  };
  return { act, isBusy, done, clear: () => setDone(null) };
}

/** Done, or kept to be done, and nothing wrong with it. */
export function isGood(outcome: Outcome): boolean {
  if (outcome.is === "sealed") return (outcome.receipt.deviations ?? []).length === 0;
  return outcome.is === "queued";
}

/** Whether the person may go on: it is recorded, or kept until it is. */
export function isTaken(outcome: Outcome): boolean {
  return outcome.is === "sealed" || outcome.is === "queued";
}

/** A value that an event of the receipt has, such as the id of what was made. */
export function eventValue(outcome: Outcome, name: string): string | null {
  if (outcome.is !== "sealed") return null;
  for (const event of outcome.receipt.events ?? []) {
    const value = event[name];
    if (typeof value === "string") return value;
  }
  return null;
}
