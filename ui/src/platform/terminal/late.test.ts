import { expect, test } from "vitest";
import type { Registry } from "../registry/registry";
import { kindOf } from "./late";

const FINISH = "production.finish_operation/1";
const registry = {
  command: (kind: string) => ({ late_as: kind === FINISH ? "production.report_finish/1" : null }),
} as unknown as Registry;

test("what is done without the line is reported as a fact, if there is one for it", () => {
  expect(kindOf(registry, FINISH, true)).toBe(FINISH);
  expect(kindOf(registry, FINISH, false)).toBe("production.report_finish/1");
  expect(kindOf(registry, "warehouse.release_lot/1", false)).toBe("warehouse.release_lot/1");
});
