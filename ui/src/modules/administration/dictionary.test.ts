import { expect, it } from "vitest";
import { csv, type DictionaryEntry, type DictionaryFilter, search, unitPlace } from "./dictionary";

const entry = (more: Partial<DictionaryEntry>): DictionaryEntry => ({
  of: "record",
  in: "warehouse.lot",
  field: "number",
  type: "text",
  label: { en: "Lot number", zh: "批号" },
  help: { en: "", zh: "" },
  required: true,
  personal: false,
  secret: false,
  length_max: 40,
  pattern: null,
  minimum: null,
  maximum: null,
  unit_field: null,
  choices: null,
  ...more,
});
const entries = [
  entry({}),
  entry({
    of: "command",
    in: "people.register_user/1",
    field: "name",
    label: { en: "Name", zh: "姓名" },
    personal: true,
  }),
  entry({
    field: "state",
    type: "choice",
    label: { en: "State", zh: "状态" },
    choices: { released: { en: "released", zh: "已放行" } },
  }),
];
const none: DictionaryFilter = {
  text: "",
  of: null,
  module: null,
  type: null,
  isPersonal: false,
  isSecret: false,
};
const found = (filter: Partial<DictionaryFilter>) =>
  search(entries, { ...none, ...filter }).map(({ field }) => field);

it("fields are found by words of either language, by code and by their values", () => {
  expect(found({ text: "批号" })).toEqual(["number"]);
  expect(found({ text: "lot number" })).toEqual(["number"]);
  expect(found({ text: "放行" })).toEqual(["state"]);
  expect(found({ text: "warehouse state" })).toEqual(["state"]);
});

it("and by what they are", () => {
  expect(found({ of: "command" })).toEqual(["name"]);
  expect(found({ module: "warehouse", type: "choice" })).toEqual(["state"]);
  expect(found({ isPersonal: true })).toEqual(["name"]);
  expect(found({ isSecret: true })).toEqual([]);
});

it("the unit of an amount stands beside it, also within a list", () => {
  expect(unitPlace(entry({ field: "lines[].quantity", unit_field: "unit" }))).toBe("lines[].unit");
  expect(unitPlace(entry({ field: "quantity", unit_field: "unit" }))).toBe("unit");
  expect(unitPlace(entry({}))).toBeNull();
});

it("as a table, nothing in it is a formula or breaks a row", () => {
  const tricky = entry({ label: { en: '=1+1, "x"', zh: "批" }, minimum: -5 });
  const [head, row] = csv([tricky]).slice(1).split("\r\n");
  expect(head?.split(",")).toHaveLength(17);
  expect(row).toContain(`"'=1+1, ""x"""`);
  expect(row).toContain(",-5,");
});
