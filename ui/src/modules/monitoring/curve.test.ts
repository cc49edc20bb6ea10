import { expect, it } from "vitest";
import { withGaps } from "./curve";
import type { Bucket } from "./types";

const at = (seconds: number): Bucket => [new Date(seconds * 1000).toISOString(), "1", "1", "1", 1];

it("what was not read for long is not joined by a line", () => {
  const series = [at(0), at(10), at(20), at(200), at(210)];
  expect(withGaps(series)).toEqual([at(0), at(10), at(20), null, at(200), at(210)]);
});

it("a little late is no gap, and neither is a single reading", () => {
  expect(withGaps([at(0), at(10), at(30), at(40)])).not.toContain(null);
  expect(withGaps([at(0)])).toEqual([at(0)]);
  expect(withGaps([])).toEqual([]);
});
