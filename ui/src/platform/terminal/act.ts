import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ACTING } from "../acting/acting";
import { useBehalf } from "../acting/chosen";
import { call } from "../api/client";
import { isServerReachable } from "../api/connection";
import type { JsonObject } from "../api/types";
import { text } from "../i18n/text";
import type { Outcome } from "../offline";
import type { Entered } from "../offline/fact";
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
  /** Name of whoever it was done on behalf of; null for one's own. */
  behalf: string | null;
}

/** In whose name, where it is not one's own. */
type InName = Pick<Entered, "behalf" | "behalfName">;
type Sending = InName & Pick<Entered, "kind" | "id">;

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
  const behalfOf = useBehalf();
  const [done, setDone] = useState<Done | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unanswered = useRef<{ content: string; sending: Sending } | null>(null);

  const inName = (kind: string): InName => {
    const found = behalfOf(registry.command(kind)?.permission ?? "");
    return found === null ? {} : { behalf: found.behalf, behalfName: found.name };
  };

  const submit = ({ about, ...deed }: Deed, sending: Sending) => {
    const { en, zh } = registry.label(deed.kind);
    const label = text(`${en}: ${about}`, `${zh}：${about}`);
    return queue.submit({ ...deed, ...sending, label }, { userId, name });
  };

  /** A new command: as what it goes, and in whose name. */
  const anew = (deed: Deed): Sending => {
    const kind = kindOf(registry, deed.kind, isServerReachable());
    return { kind, ...inName(kind) };
  };

  const act = async (deed: Deed, judge = isGood): Promise<Outcome> => {
    const content = JSON.stringify([deed.kind, deed.body, deed.reason]);
    // The same again after a broken line is the same command: it is never done twice.
    const before = unanswered.current?.content === content ? unanswered.current.sending : null;
    const sending = before ?? anew(deed);
    setBusy(true);
    try {
      let outcome = await submit(deed, sending);
      if (outcome.is === "refused" && outcome.problem.code === "not_signed_in") {
        // Asked so, the sign-in comes over the screen; then it is sent again.
        await call("/api/session");
        outcome = await submit(deed, sending);
      }
      unanswered.current =
        outcome.is === "unanswered" ? { content, sending: { ...sending, id: outcome.id } } : null;
      signal(judge(outcome) ? "good" : "bad");
      setDone({ deed, outcome, behalf: sending.behalfName ?? null });
      if (outcome.is === "sealed") void queries.invalidateQueries();
      if (outcome.is === "refused" && outcome.problem.code === "not_a_deputy") {
        void queries.invalidateQueries({ queryKey: ACTING });
      }
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
