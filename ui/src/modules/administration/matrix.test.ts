import { expect, it } from "vitest";
import { holdersOf, type MatrixFilter, matrix } from "./matrix";
import type { Role } from "./people";

const permission = (code: string, zh: string) => ({ code, label: { en: code, zh } });
const permissions = [
  permission("warehouse.lot.release", "放行批"),
  permission("warehouse.read", "查看"),
  permission("people.read", "查看：人员"),
];
const role = (id: string, own: string[]): Role => ({
  id,
  code: id,
  title: id,
  title_zh: id,
  permissions: own,
  state: "active",
});
const roles = [
  role("rol_1", ["warehouse.read", "warehouse.lot.release"]),
  role("rol_2", ["warehouse.read"]),
];
const all: MatrixFilter = { text: "", module: null, isDifferent: false };
const codes = (filter: Partial<MatrixFilter>) =>
  matrix(permissions, roles, { ...all, ...filter }).map(({ module, permissions }) => [
    module,
    permissions.length,
  ]);

it("permissions stand by module", () => {
  expect(codes({})).toEqual([
    ["warehouse", 2],
    ["people", 1],
  ]);
});

it("they are found by code or by words of either language", () => {
  expect(codes({ text: "放行" })).toEqual([["warehouse", 1]]);
  expect(codes({ text: "PEOPLE" })).toEqual([["people", 1]]);
  expect(codes({ module: "people" })).toEqual([["people", 1]]);
});

it("only what the roles differ in", () => {
  expect(codes({ isDifferent: true })).toEqual([["warehouse", 1]]);
});

it("people are counted by role", () => {
  const grants = [{ role_id: "rol_1" }, { role_id: "rol_1" }];
  expect(holdersOf(grants).get("rol_1")).toBe(2);
});
