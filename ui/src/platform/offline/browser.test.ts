import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { reportReachable } from "../api/connection";
import type { Receipt } from "../api/types";
import { openQueue } from "./browser";
import type { Fact } from "./fact";
import { fact, lockManager, PERSON } from "./plant-fixture";

const opened: (() => void)[] = [];

afterEach(() => {
  for (const close of opened.splice(0)) close();
  vi.unstubAllGlobals();
});

/** A server behind fetch; `isUp` says whether the line is there. */
function server() {
  const state = { isUp: true, commands: [] as { path: string; body: Record<string, unknown> }[] };
  const answer = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (!state.isUp) throw new TypeError("Failed to fetch");
    if (path === "/api/session") return answer({ user_id: "usr_1", needs_new_password: false });
    const body = JSON.parse(String(init.body)) as Record<string, unknown>;
    state.commands.push({ path, body });
    return answer({ id: body.id, kind: "production.count/1", outcome: "done", recorded: "now" });
  });
  return state;
}

Object.defineProperty(navigator, "locks", { value: lockManager() });

function open(onSealed: (of: Fact, receipt: Receipt) => void = () => undefined) {
  const made = openQueue({ isFact: () => true, onSealed });
  opened.push(made.close);
  return made.queue;
}

it("sends a fact as the API takes it", async () => {
  const { commands } = server();
  const id = "0190b2c0-0000-4000-8000-000000000001";
  const outcome = await open().submit(fact(1, { id, reason: "shift" }), PERSON);
  expect(outcome).toMatchObject({ is: "sealed", receipt: { id } });
  expect(commands).toHaveLength(1);
  expect(commands[0]?.path).toBe("/api/commands/production.count/1");
  expect(Object.keys(commands[0]?.body ?? {}).sort()).toEqual(
    ["body", "entered", "id", "occurred", "reason", "source"], // and nothing that it refuses
  );
});

it("goes on by itself when the line is back, and another tab shows it", async () => {
  const state = server();
  state.isUp = false;
  const sealed = vi.fn();
  const [here, there] = [open(sealed), open()];
  expect((await here.submit(fact(7), PERSON)).is).toBe("queued");
  await vi.waitFor(() => expect(there.snapshot().waiting).toHaveLength(1));
  state.isUp = true;
  reportReachable(true);
  await vi.waitFor(() => expect(there.snapshot().waiting).toEqual([]));
  await vi.waitFor(() => expect(here.snapshot().waiting).toEqual([]));
  expect(state.commands.map((each) => each.body.body)).toEqual([{ n: 7 }]);
});
