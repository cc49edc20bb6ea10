import { call } from "@platform/api/client";
import { asProblem, type Problem } from "@platform/api/problem";
import { useSameId } from "@platform/api/same-id";
import type { JsonObject, Receipt } from "@platform/api/types";
import { signal } from "@platform/scanning/signal";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
  const sendOnce = useSameId();
  const print = async ({ kind, ...order }: PrintOrder): Promise<Printed | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await sendOnce([kind, order], (id) =>
        call<Printed>(`/api/labels/print/${kind}`, { method: "POST", body: { ...order, id } }),
      );
      setPrinted(answer);
      signal("good");
      void queries.invalidateQueries();
      return answer;
    } catch (error) {
      signal("bad");
      setProblem(asProblem(error));
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
