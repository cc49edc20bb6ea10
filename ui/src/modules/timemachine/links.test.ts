import { storyOf } from "@platform/replay";
import { expect, test } from "vitest";
import { linksOf } from "./links";

const WORD = { en: "", zh: "" };
const entry = (seq: number, changes: Parameters<typeof storyOf>[0][number]["changes"]) => ({
  seq,
  at: `2026-01-0${seq}T00:00:00Z`,
  kind: "x/1",
  label: WORD,
  actor: "usr_1",
  said: [],
  changes,
});

/** A lot is made, then inspected, then shipped; its order is older than itself. */
const story = storyOf([
  entry(1, [{ record: "production.work_order", key: "wor_1", new: { id: "wor_1" } }]),
  entry(2, [
    { record: "warehouse.lot", key: "lot_1", new: { id: "lot_1" } },
    {
      record: "production.output",
      key: "wor_1|lot_1",
      new: { work_order_id: "wor_1", lot_id: "lot_1" },
    },
  ]),
  entry(3, [
    { record: "inspection.inspection", key: "ins_1", new: { id: "ins_1", lot_id: "lot_1" } },
  ]),
  entry(4, [{ record: "parties.party", key: "pty_1", new: { id: "pty_1" } }]),
]);

test("what a record names together with the subject is linked from that record on", () => {
  const since = linksOf(story, "lot_1", ["wor_1", "ins_1"]);
  expect(since.get("wor_1")).toBe(2);
  expect(since.get("ins_1")).toBe(3);
});

test("a relative that no record links directly is there from its own first record", () => {
  const since = linksOf(story, "lot_1", ["pty_1", "shp_9"]);
  expect(since.get("pty_1")).toBe(4);
  expect(since.get("shp_9")).toBe(0);
});
