import { useLedger } from "../api/ledger";
import { wallOf } from "../formats/zoned";

/** The site's calendar date, `2026-03-04`. */
export function useToday(): string {
  const zone = useLedger()?.zone ?? "UTC";
  return wallOf(new Date().toISOString(), zone).slice(0, 10);
}
