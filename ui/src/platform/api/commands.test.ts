import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sendCommand } from "./commands";
import { newId } from "./uuid";

const command = { kind: "warehouse.release_lot/1", body: { lot_id: "lot_3" } };
const receipt = { id: "x", kind: command.kind, outcome: "done", recorded: "2026-11-22T08:00:00Z" };

function answers(...each: (() => Response | Promise<Response>)[]) {
  const sent: { id: string; source: string }[] = [];
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    const answer = each[Math.min(sent.length, each.length) - 1];
    return Promise.resolve().then(answer);
  });
  return sent;
}

const json = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const lost = () => Promise.reject(new TypeError("failed to fetch"));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settled<T>(promise: Promise<T>): Promise<T | unknown> {
  const result = promise.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return result;
}

it("goes again with the same id after a lost connection", async () => {
  const sent = answers(
    lost,
    () => new Response("bad gateway", { status: 502 }),
    json(200, receipt),
  );
  expect(await settled(sendCommand(command))).toEqual(receipt);
  expect(sent.length).toBe(3);
  expect(new Set(sent.map((each) => each.id)).size).toBe(1);
  expect(sent[0]?.source).toBe("hand");
});

it("gives up after a while and says that nobody knows", async () => {
  const sent = answers(lost);
  expect(await settled(sendCommand({ ...command, id: "kept" }))).toMatchObject({
    code: "connection_lost",
  });
  expect(sent.map((each) => each.id)).toEqual(["kept", "kept", "kept", "kept"]);
});

it("a refusal is not sent again", async () => {
  const refused = { code: "lot_expired", detail: "no", status: 409 };
  const sent = answers(json(409, refused));
  expect(await settled(sendCommand(command))).toMatchObject({ code: "lot_expired" });
  expect(sent.length).toBe(1);
});

it("ids are UUIDs of version 4, each another", () => {
  const ids = Array.from({ length: 50 }, newId);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(ids).size).toBe(50);
});
