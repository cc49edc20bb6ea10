import * as commands from "@platform/api/commands";
import type { JsonObject, Receipt } from "@platform/api/types";
import { expect, test, vi } from "vitest";
import { AT_ONCE, holdingsOf, outcomeOf, place } from "./holding";

const receipt = (id: string): Receipt => ({
  id,
  kind: "warehouse.place_hold/1",
  outcome: "done",
  recorded: "2026-03-02T00:00:00Z",
});
const REFUSAL: JsonObject = {
  type: "about:blank",
  title: "No",
  status: 409,
  code: "not_permitted",
  message: { en: "No", zh: "否" },
  outcome: "refused",
};

test("every lot is held for the same cause by a command of its own", () => {
  const [one, other] = holdingsOf(["lot_1", "lot_2"], "Recall");
  expect(one?.command.body).toEqual({ lot_id: "lot_1", cause: "Recall" });
  expect(one?.command.id).not.toBe(other?.command.id);
});

test("an answer is a receipt or why not", () => {
  expect(outcomeOf(receipt("a"))).toEqual({ is: "done", receipt: receipt("a") });
  const no = outcomeOf(REFUSAL);
  expect(no.is === "refused" && no.problem.code).toBe("not_permitted");
});

test("many lots go in several requests, in their order", async () => {
  const sent = vi
    .spyOn(commands, "sendCommands")
    .mockImplementation(async (given) =>
      given.map(({ body, id }) => (body.lot_id === "lot_3" ? REFUSAL : receipt(String(id)))),
    );
  const lots = Array.from({ length: AT_ONCE + 5 }, (_, n) => `lot_${n}`);
  const told: number[] = [];
  const done = await place(holdingsOf(lots, "Recall"), (now) =>
    told.push(now.filter(({ outcome }) => outcome).length),
  );
  expect(sent).toHaveBeenCalledTimes(2);
  expect(told).toEqual([AT_ONCE, AT_ONCE + 5]);
  expect(done.filter(({ outcome }) => outcome?.is === "refused").map(({ lot }) => lot)).toEqual([
    "lot_3",
  ]);
});

test("after a lost connection what has no answer goes again, with the same ids", async () => {
  const holdings = holdingsOf(
    Array.from({ length: AT_ONCE + 1 }, (_, n) => `lot_${n}`),
    "Recall",
  );
  const sent = vi.spyOn(commands, "sendCommands").mockImplementation(async (given) => {
    if (sent.mock.calls.length === 2) throw new Error("the line is down");
    return given.map(({ id }) => receipt(String(id)));
  });
  let now = holdings;
  const tell = (next: typeof holdings) => {
    now = next;
  };
  await expect(place(now, tell)).rejects.toThrow();
  await place(now, tell);
  expect(sent.mock.calls[2]?.[0].map(({ id }) => id)).toEqual([holdings[AT_ONCE]?.command.id]);
  expect(now.every(({ outcome }) => outcome?.is === "done")).toBe(true);
});
