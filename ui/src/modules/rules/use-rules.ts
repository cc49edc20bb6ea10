import { call } from "@platform/api/client";
import { asProblem, type Problem } from "@platform/api/problem";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { joined } from "./completing";
import type { Fault, Trial, TrialPage, Trigger, Word } from "./types";

const CHECK_AFTER_MS = 300;

export function useTriggers() {
  return useQuery({
    queryKey: ["rules", "triggers"],
    queryFn: ({ signal }) => call<{ rows: Trigger[] }>("/api/rules/triggers", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The words of conditions on a kind of fact; none before one is chosen. */
export function useWords(trigger: string): readonly Word[] {
  const { data } = useQuery({
    queryKey: ["rules", "words", trigger],
    queryFn: ({ signal }) =>
      call<{ rows: Word[] }>("/api/rules/words", { query: { trigger }, signal }),
    enabled: trigger !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.rows ?? [];
}

/** What is wrong with a condition, once nothing was typed for a moment; undefined until known. */
export function useFaults(trigger: string, condition: string): readonly Fault[] | undefined {
  const [asked, setAsked] = useState(condition);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(condition), CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [condition]);
  const { data } = useQuery({
    queryKey: ["rules", "check", trigger, asked],
    queryFn: ({ signal }) =>
      call<{ faults: Fault[] }>("/api/rules/check", {
        query: { trigger, condition: asked },
        signal,
      }),
    enabled: trigger !== "" && asked.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return asked === condition ? data?.faults : undefined;
}

export interface Trying {
  trial: Trial | null;
  isRunning: boolean;
  problem: Problem | null;
}

const IDLE: Trying = { trial: null, isRunning: false, problem: null };

/** A trial that is not kept: page by page into the past, with what is known so far. */
export function useFreeTrial(): [Trying, (trigger: string, condition: string) => Promise<void>] {
  const [trying, setTrying] = useState<Trying>(IDLE);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = useCallback(async (trigger: string, condition: string) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setTrying({ ...IDLE, isRunning: true });
    try {
      let trial: Trial | null = null;
      let query: Record<string, string | number> = { trigger, condition };
      for (;;) {
        const { signal } = control;
        const page: TrialPage = await call<TrialPage>("/api/rules/trial", { query, signal });
        trial = joined(trial, page);
        setTrying({ trial, isRunning: page.next_before !== null, problem: null });
        if (page.next_before === null) return;
        query = { trigger, condition, from: page.since, to: page.until, before: page.next_before };
      }
    } catch (error) {
      if (!control.signal.aborted) setTrying({ ...IDLE, problem: asProblem(error) });
    }
  }, []);
  return [trying, run];
}

/** A trial that stands with the version: the server runs it whole and seals what came of it. */
export function useKeptTrial(id: string): [Trying, () => Promise<void>] {
  const [trying, setTrying] = useState<Trying>(IDLE);
  const run = useCallback(async () => {
    setTrying({ ...IDLE, isRunning: true });
    try {
      const trial = await call<Trial>(`/api/rules/versions/${id}/trial`, { method: "POST" });
      setTrying({ trial, isRunning: false, problem: null });
    } catch (error) {
      setTrying({ ...IDLE, problem: asProblem(error) });
    }
  }, [id]);
  return [trying, run];
}
