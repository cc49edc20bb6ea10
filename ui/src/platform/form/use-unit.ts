import { useQueries } from "@tanstack/react-query";
import { call } from "../api/client";
import type { RecordAnswer } from "../api/types";
import { useRegistry } from "../registry/registry";
import type { Field } from "../registry/types";
import { useFormState } from "./context";
import { type FormValues, type Path, valueAt } from "./values";

/**
 * The unit of what the amounts beside some ids are of: the last chosen thing that has a unit of
 * its own, like a parameter before its work order. Null as long as there is none.
 */
export function useUnitOf(beside: readonly Field[], path: Path): string | null {
  const registry = useRegistry();
  const form = useFormState();
  const values = (path.length === 0 ? form.values : valueAt(form.values, path)) as
    | FormValues
    | undefined;
  const ids = beside.flatMap((field) => {
    const id = values?.[field.name];
    const kind = field.type === "id" && field.kind ? registry.kind(field.kind) : undefined;
    const hasUnit = kind?.fields.some((each) => each.name === "unit") ?? false;
    return typeof id === "string" && kind && hasUnit ? [{ kind: kind.name, id }] : [];
  });
  const units = useQueries({
    queries: ids.map(({ kind, id }) => ({
      queryKey: ["unit", id],
      queryFn: () => call<RecordAnswer>(`/api/record/${kind}/${id}`),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (results) => results.map((each) => each.data?.record.unit),
  });
  const known = units.filter((unit) => typeof unit === "string");
  return known[known.length - 1] ?? null;
}
