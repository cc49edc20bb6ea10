import { call } from "@platform/api/client";
import { asProblem, type Problem } from "@platform/api/problem";
import type { JsonObject, Receipt } from "@platform/api/types";
import { newId } from "@platform/api/uuid";
import { signal } from "@platform/scanning/signal";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { PrintFile } from "./files";

export interface Printed {
  receipt: Receipt;
  run: { id: string; quantity: number; lot_id?: string };
  file: PrintFile;
}

export interface PrintOrder {
  kind:
    | "labelling.print_labels/1"
    | "labelling.print_logistic_labels/1"
    | "labelling.reprint_labels/1";
  body: JsonObject;
  reason?: string;
  source: "hand" | "scan";
}

/**
 * Prints, and gives the file. The same again after a lost connection goes with the same id and
 * gives the same file: nothing is counted twice.
 */
export function usePrint() {
  const queries = useQueryClient();
  const [printed, setPrinted] = useState<Printed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unanswered = useRef<{ content: string; id: string } | null>(null);
  const print = async ({ kind, ...order }: PrintOrder): Promise<Printed | null> => {
    const content = JSON.stringify([kind, order]);
    const kept = unanswered.current?.content === content ? unanswered.current.id : null;
    const id = kept ?? newId();
    unanswered.current = { content, id };
    setBusy(true);
    setProblem(null);
    try {
      const body = { ...order, id };
      const answer = await call<Printed>(`/api/labels/print/${kind}`, { method: "POST", body });
      unanswered.current = null;
      setPrinted(answer);
      signal("good");
      void queries.invalidateQueries();
      return answer;
    } catch (error) {
      const found = asProblem(error);
      if (!found.isConnectionLost) unanswered.current = null;
      signal("bad");
      setProblem(found);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const clear = () => {
    setPrinted(null);
    setProblem(null);
  };
  return { print, printed, problem, isBusy, clear };
}
