import { expect, it } from "vitest";
import { findingCount, type Job, levelState, placeParts, type Report, secondsOf } from "./jobs";

const report: Report = {
  origin: "plant.example/a",
  size: 9,
  root: "",
  key: "",
  anchored: false,
  signed_size: 9,
  levels: {
    bytes: "whole",
    tree: "whole",
    checkpoint: "whole",
    index: "whole",
    replay: "31 found",
  },
  findings: [{ level: "replay", place: {}, kind: "edit", message: "" }],
  changes_replayed: 40,
  whole: false,
};
const job = (more: Partial<Job>): Job => ({
  id: "x",
  kind: "verify",
  by: "usr_1",
  started: "2026-11-22T08:00:00.000000Z",
  state: "running",
  progress: { level: null, done: 0, total: null },
  finished: null,
  result: null,
  ...more,
});

it("a running job is at one level, of which it knows how far it is", () => {
  const running = job({ progress: { level: "replay", done: 25, total: 100 } });
  expect(levelState(running, "replay")).toEqual({ is: "running", percent: 25 });
  expect(levelState(running, "tree")).toEqual({ is: "open" });
  expect(levelState(job({}), "bytes")).toEqual({ is: "running", percent: null });
});

it("a finished job says each level", () => {
  const done = job({ state: "done", result: report });
  expect(levelState(done, "bytes")).toEqual({ is: "whole" });
  expect(levelState(done, "replay")).toEqual({ is: "damaged", count: 31 });
  expect(findingCount(report)).toBe(31);
});

it("a failed job reached nothing", () => {
  expect(levelState(job({ state: "failed" }), "bytes")).toEqual({ is: "open" });
});

it("time runs until the end or now", () => {
  expect(secondsOf(job({}), Date.parse("2026-11-22T08:01:01Z"))).toBe(61);
  const finished = "2026-11-22T08:00:07.400000Z";
  expect(secondsOf(job({ state: "done", finished }), 0)).toBe(7);
});

const isKind = (name: string) => name === "warehouse.lot";

it.each([
  [{ entry: 7 }, [{ is: "entry", seq: 7 }]],
  [{ entry: 7, to: 9 }, [{ is: "entries", first: 7, last: 9 }]],
  [
    { table: "warehouse_lot", key: "lot_3", field: "expires_on" },
    [
      { is: "record", kind: "warehouse.lot", key: "lot_3" },
      { is: "field", kind: "warehouse.lot", name: "expires_on" },
    ],
  ],
  [
    { entry: 4, record: "warehouse.lot", key: "lot_3", field: "state" },
    [
      { is: "entry", seq: 4 },
      { is: "record", kind: "warehouse.lot", key: "lot_3" },
      { is: "field", kind: "warehouse.lot", name: "state" },
    ],
  ],
  [
    { table: "kernel_counter", key: "lot" },
    [
      { is: "table", value: "kernel_counter" },
      { is: "key", value: "lot" },
    ],
  ],
  [{ checkpoint: 12 }, [{ is: "checkpoint", value: "12" }]],
])("a place in parts: %j", (place, parts) => {
  expect(placeParts(place, isKind)).toEqual(parts);
});
