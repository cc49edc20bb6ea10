import type { Bucket, ExpiringLot } from "./types";

/** Whether a lot's date lies in a span of the board, both ends inside; none without a span. */
export function inBucket(lot: ExpiringLot, bucket: Bucket): boolean {
  if (bucket.filters === undefined) return false;
  const first = bucket.filters["expires_on.min"];
  const last = bucket.filters["expires_on.max"];
  return (
    (first === undefined || lot.expires_on >= first) &&
    (last === undefined || lot.expires_on <= last)
  );
}
