import type { Bucket, ExpiringLot } from "./types";

/** Whether a lot's date lies in a span of the board, both ends inside; none without a span. */
export function inBucket(lot: ExpiringLot, { first, last }: Bucket): boolean {
  if (first === undefined || last === undefined) return false;
  return (first === null || lot.expires_on >= first) && (last === null || lot.expires_on <= last);
}
