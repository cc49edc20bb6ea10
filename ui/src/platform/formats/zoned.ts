/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/**
 * The instant (RFC 3339, UTC) at which the wall clock of a zone shows `wall`
 * (`2026-03-04T08:30:00`). A wall time that a change of the clock leaves out becomes the one
 * an hour later.
 */
export function instantOf(wall: string, zone: string): string {
  const naive = Date.parse(`${wall}Z`);
  const first = naive - offset(naive, zone);
  return new Date(naive - offset(first, zone)).toISOString();
}

/** What the wall clock of a zone shows at an instant: `2026-03-04T08:30:00`. */
export function wallOf(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return new Date(at + offset(at, zone)).toISOString().slice(0, 19);
}

/** The first and the last instant of a calendar date in a zone. */
export function dayOf(date: string, zone: string): { first: string; last: string } {
  return {
    first: instantOf(`${date}T00:00:00`, zone),
    last: instantOf(`${date}T23:59:59.999`, zone),
  };
}
