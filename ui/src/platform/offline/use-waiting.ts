import { useMemo } from "react";
import type { Fact } from "./fact";
import { useFacts } from "./facts";

/** Facts of a kind that wait on this device, oldest first: what a screen shows as not sealed yet. */
export function useWaiting(kind: string, name: string, value: string): readonly Fact[] {
  const { waiting } = useFacts().snapshot;
  return useMemo(
    () => waiting.filter((fact) => fact.kind === kind && fact.body[name] === value),
    [waiting, kind, name, value],
  );
}
