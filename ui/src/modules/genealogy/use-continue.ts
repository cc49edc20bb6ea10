import { useSubjectScan } from "@platform/pick/subject-picker";
import { useRegistry } from "@platform/registry/registry";
import { useScan } from "@platform/scanning/scanning";
import { recordPath } from "@platform/screens/paths";
import { useCallback } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";

/** Prefixes of what has a genealogy. */
export const UNITS: readonly string[] = ["lot", "ser", "pkg"];

/** Goes to the genealogy of an id, and takes scans for it; other things open their own page. */
export function useContinue(): (id: string) => void {
  const navigate = useNavigate();
  const registry = useRegistry();
  const [search] = useSearchParams();
  const go = useCallback(
    (id: string) => {
      const kind = registry.kindOfId(id);
      const isUnit = UNITS.includes(kind?.prefix ?? "");
      const path = isUnit ? `/genealogy/${id}?${search}` : recordPath(kind?.name ?? "", id);
      void navigate(path);
    },
    [navigate, registry, search],
  );
  useScan(useSubjectScan(go));
  return go;
}
