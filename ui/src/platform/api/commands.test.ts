import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { knowSigned, waitingFirst } from "../signing/store";
import { sendCommand, sendCommands } from "./commands";
import { problemOf } from "./problem";
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

it("asks for one signature each in a batch, and sends the rest together in their order", async () => {
  knowSigned(["signing.confirm_key/1"]);
  const bodies: { commands: { kind: string }[] }[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as (typeof bodies)[number];
    bodies.push(body);
    return json(200, { answers: body.commands.map(() => receipt) })();
  });
  const signed = { kind: "signing.confirm_key/1", body: { key_id: "sgk_2" } };
  const sending = sendCommands([command, command, signed, signed, command]);
  await vi.waitFor(() => expect(waitingFirst()?.command).toMatchObject(signed));
  const first = waitingFirst()?.command.id;
  waitingFirst()?.done({ ...receipt, id: "signed", outcome: "done" });
  await vi.waitFor(() => expect(waitingFirst()?.command.id ?? first).not.toBe(first));
  waitingFirst()?.failed(problemOf(0, { code: "not_signed" }));
  const answered = await sending;
  expect(answered.map(({ id, code }) => code ?? id)).toEqual([
    "x",
    "x",
    "signed",
    "not_signed",
    "x",
  ]);
  expect(bodies.map(({ commands }) => commands.length)).toEqual([2, 1]);
  knowSigned([]);
});
