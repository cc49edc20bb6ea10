import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import type { SessionAnswer } from "../api/types";
import { Answers } from "./kept";
import { answersIn } from "./store";

const LIST = "/api/records/production.work_order?state=released";
const NOW = Date.now();
const MINUTE = 60_000;

let factory: IDBFactory;
beforeEach(() => {
  factory = new IDBFactory();
});

/** The application as it comes up: nothing is known but what the device keeps. */
function loaded(build = "start-1.js"): Answers {
  const answers = new Answers(
    answersIn(() => factory),
    build,
  );
  answers.atTerminal(true);
  return answers;
}

function session(userId: string, more: Partial<SessionAnswer> = {}): SessionAnswer {
  return {
    user_id: userId,
    login: userId,
    name: "王芳",
    language: "zh",
    needs_new_password: false,
    needs_second_factor: false,
    permissions: ["production.read"],
    idle_minutes: 30,
    expires: new Date(NOW + 600 * MINUTE).toISOString(),
    ...more,
  };
}

async function worked(userId = "usr_1"): Promise<void> {
  const answers = loaded();
  await answers.begin(session(userId));
  await answers.keep({ [LIST]: { records: [1] }, "/api/ui/zh": { release: "1" } });
}

describe("kept answers", () => {
  it("are there after the page is loaded anew, with who was signed in", async () => {
    await worked();
    const answers = loaded();
    expect(await answers.lastSession()).toEqual(session("usr_1"));
    expect(await answers.last(LIST)).toEqual({ records: [1] });
    expect(await answers.last("/api/ui/zh")).toEqual({ release: "1" });
    expect(await answers.last("/api/records/other")).toBeUndefined();
  });

  it("are nobody's before it is known who is here", async () => {
    await worked();
    const answers = loaded();
    expect(await answers.last(LIST)).toBeUndefined();
    expect(answers.takes(LIST)).toBe(false);
  });

  it("are of terminals and the registry only", async () => {
    const answers = loaded();
    await answers.begin(session("usr_1"));
    expect(
      [LIST, "/api/record/items.item/itm_1", "/api/names/lot_1", "/api/permissions/mine"].map(
        (each) => answers.takes(each),
      ),
    ).toEqual([true, true, true, true]);
    expect(
      ["/api/entries", "/api/home", "/api/session", "/api/permissions/giving"].map((each) =>
        answers.takes(each),
      ),
    ).toEqual([false, false, false, false]);
    answers.atTerminal(false);
    const asked = [LIST, "/api/ui/zh", "/api/uix"];
    expect(asked.map((each) => answers.takes(each))).toEqual([false, true, false]);
  });

  it("are deleted when somebody else signs in, and stay for the same person", async () => {
    await worked("usr_1");
    const same = loaded();
    await same.begin(session("usr_1"));
    expect(await same.last(LIST)).toEqual({ records: [1] });
    const other = loaded();
    await other.begin(session("usr_2"));
    expect(await other.last(LIST)).toBeUndefined();
    const first = loaded();
    await first.begin(session("usr_1"));
    expect(await first.last(LIST)).toBeUndefined();
  });

  it("are deleted at sign-out", async () => {
    await worked();
    await loaded().forget();
    const answers = loaded();
    expect(await answers.lastSession()).toBeUndefined();
    await answers.begin(session("usr_1"));
    expect(await answers.last(LIST)).toBeUndefined();
  });

  it("open no session that is idle too long, over or ended by the server", async () => {
    await worked();
    expect(await loaded().lastSession(NOW + 29 * MINUTE)).toBeDefined();
    expect(await loaded().lastSession(NOW + 32 * MINUTE)).toBeUndefined();
    await loaded().used(NOW + 20 * MINUTE);
    expect(await loaded().lastSession(NOW + 49 * MINUTE)).toBeDefined();
    await loaded().used(NOW + 599 * MINUTE);
    expect(await loaded().lastSession(NOW + 601 * MINUTE)).toBeUndefined();
    await loaded().close();
    expect(await loaded().lastSession(NOW)).toBeUndefined();
  });

  it("of a token, which no session stands behind, open nothing", async () => {
    await loaded().begin(session("usr_1", { expires: null }));
    expect(await loaded().lastSession()).toBeUndefined();
  });

  it("of another build are not shown: its screens may know another form", async () => {
    await worked();
    const answers = loaded("start-2.js");
    expect(await answers.lastSession()).toBeUndefined();
    await answers.begin(session("usr_1"));
    expect(await answers.last(LIST)).toBeUndefined();
  });

  it("are not without bound: the oldest go", async () => {
    const answers = loaded();
    await answers.begin(session("usr_1"));
    const address = (at: number) => `/api/record/items.item/itm_${at}`;
    for (let at = 0; at < 410; at += 10) {
      const some = Array.from({ length: 10 }, (_, n) => [address(at + n), at] as const);
      await answers.keep(Object.fromEntries(some));
    }
    const kept = await Promise.all(
      Array.from({ length: 410 }, (_, at) => answers.last(address(at))),
    );
    expect(kept.filter((each) => each !== undefined)).toHaveLength(399);
    expect(kept[409]).toBe(400);
    expect(await loaded().lastSession()).toEqual(session("usr_1"));
  });

  it("are none where the browser keeps nothing", async () => {
    const refused = () => {
      throw new DOMException("no", "SecurityError");
    };
    const answers = new Answers(answersIn(refused));
    await answers.begin(session("usr_1"));
    await answers.keep({ "/api/ui/zh": 1 });
    expect(await answers.last("/api/ui/zh")).toBeUndefined();
  });
});
