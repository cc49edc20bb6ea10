import { wallOf } from "@platform/formats/zoned";

/** No zone changes its clock within a quarter of an hour that begins with the hour. */
const QUARTER_MS = 900_000;

/**
 * Milliseconds of a zone's wall clock at an instant, drawn as if they were UTC. What the clock is
 * ahead is reckoned once for each quarter of an hour: thousands of runs lie in some hundreds.
 */
export function wallClock(zone: string): (instant: string) => number {
  const ahead = new Map<number, number>();
  return (instant) => {
    const at = Date.parse(instant);
    const quarter = Math.floor(at / QUARTER_MS);
    let offset = ahead.get(quarter);
    if (offset === undefined) {
      const start = quarter * QUARTER_MS;
      offset = Date.parse(`${wallOf(new Date(start).toISOString(), zone)}Z`) - start;
      ahead.set(quarter, offset);
    }
    return at + offset;
  };
}
