import { expect, it } from "vitest";
import { accountsOf, fits, type Role, type User } from "./people";

const user = (id: string, name: string, more: Partial<User> = {}): User => ({
  id,
  login: name.toLowerCase(),
  name,
  language: "en",
  is_service: false,
  state: "active",
  ...more,
});
const role = (id: string): Role => ({
  id,
  code: id,
  title: id,
  title_zh: id,
  permissions: [],
  state: "active",
});
const now = Date.parse("2026-11-22T08:00:00Z");
const credential = { user_id: "usr_1", set_at: "", is_temporary: true, failed_count: 5 };

const accounts = accountsOf(
  [user("usr_2", "Zhao"), user("usr_1", "Anna"), user("usr_3", "Robot", { is_service: true })],
  [role("rol_1"), role("rol_2")],
  [
    { user_id: "usr_1", role_id: "rol_1" },
    { user_id: "usr_1", role_id: "rol_2" },
  ],
  [
    { ...credential, locked_until: "2026-11-22T08:10:00Z" },
    { ...credential, user_id: "usr_2", is_temporary: false, locked_until: "2026-11-22T07:59:00Z" },
  ],
  now,
);
const found = (by: Partial<Parameters<typeof fits>[1]>) =>
  accounts
    .filter((each) => fits(each, { text: "", shown: "everybody", roleId: null, ...by }))
    .map((each) => each.user.id);

it("everybody stands by name with their roles", () => {
  expect(accounts.map(({ user, roles }) => [user.id, roles.length])).toEqual([
    ["usr_1", 2],
    ["usr_3", 0],
    ["usr_2", 0],
  ]);
});

it("a lock-out that is over is none", () => {
  expect(found({ shown: "locked" })).toEqual(["usr_1"]);
  expect(found({ shown: "temporary" })).toEqual(["usr_1"]);
});

it("people are found by name, role and kind", () => {
  expect(found({ text: " ZHA" })).toEqual(["usr_2"]);
  expect(found({ roleId: "rol_2" })).toEqual(["usr_1"]);
  expect(found({ shown: "service" })).toEqual(["usr_3"]);
  expect(found({ text: "nobody" })).toEqual([]);
});
