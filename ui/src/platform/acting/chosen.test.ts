import { beforeEach, expect, it, vi } from "vitest";
import type { SessionState } from "../session/store";
import type { Lent } from "./acting";

const now = vi.hoisted(() => ({
  session: { phase: "unknown" } as SessionState,
  tell: [] as (() => void)[],
}));
vi.mock("../session/store", () => ({
  sessionState: () => now.session,
  onSession: (listener: () => void) => {
    now.tell.push(listener);
    return () => undefined;
  },
  usePermission: () => false,
}));

import { behalfFor, chooseBehalf, chosenBehalf, lendersOf } from "./chosen";

function become(userId: string | null): void {
  now.session = (
    userId === null ? { phase: "out" } : { phase: "in", person: { userId } }
  ) as SessionState;
  for (const tell of now.tell) tell();
}

function lent(behalf: string, ...permissions: string[]): Lent {
  const time = { valid_from: "2026-01-01T00:00:00Z", valid_until: "2026-02-01T00:00:00Z" };
  return { delegation_id: `of ${behalf}`, behalf, name: behalf, permissions, ...time };
}

beforeEach(() => {
  sessionStorage.clear();
  become("usr_1");
});

it("a name that was chosen stays when the page is loaded anew, and is nobody else's", () => {
  chooseBehalf("usr_9");
  expect(chosenBehalf()).toBe("usr_9");
  now.session = { phase: "unknown" };
  expect(chosenBehalf()).toBeNull();
  become("usr_1");
  expect(chosenBehalf()).toBe("usr_9");
  become("usr_2");
  expect(chosenBehalf()).toBeNull();
});

it("a name that was chosen goes with whoever signs out", () => {
  chooseBehalf("usr_9");
  become(null);
  become("usr_1");
  expect(chosenBehalf()).toBeNull();
});

it("one's own name is chosen by choosing nobody", () => {
  chooseBehalf("usr_9");
  chooseBehalf(null);
  expect(chosenBehalf()).toBeNull();
});

it("only what the chosen person has lent is done on their behalf", () => {
  const given = [lent("usr_8", "a.b", "a.c"), lent("usr_9", "a.b")];
  expect(behalfFor("a.b", "usr_9", given)).toBe("usr_9");
  expect(behalfFor("a.c", "usr_9", given)).toBeNull();
  expect(behalfFor("a.b", null, given)).toBeNull();
  expect(behalfFor("a.b", "usr_9", [])).toBeNull();
});

it("while nobody knows what was lent, nothing goes silently in one's own name", () => {
  expect(behalfFor("a.b", "usr_9", undefined)).toBe("usr_9");
  expect(behalfFor("a.b", null, undefined)).toBeNull();
});

it("a person who lent twice is offered once", () => {
  const given = [lent("usr_8", "a.b"), lent("usr_9", "a.b"), lent("usr_8", "a.c")];
  expect(lendersOf(given).map(({ behalf }) => behalf)).toEqual(["usr_8", "usr_9"]);
});
