import { call } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UpkeepAnswer } from "./types";

const KINDS = [
  "calibration.plan",
  "calibration.maintenance_plan",
  "calibration.qualification_requirement",
  "calibration.qualification",
  "calibration.impact",
  "equipment.equipment",
  "production.operation_run",
];

/** How all machines stand, asked for again when that changes. */
export function useUpkeep() {
  return useQuery({
    queryKey: ["upkeep"],
    queryFn: ({ signal }) => call<UpkeepAnswer>("/api/board/equipment", { signal }),
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}
