import { expect, it } from "vitest";
import { type SharedAnswer, unshared } from "./shared";

const sent: SharedAnswer = {
  release: "1",
  texts: {
    en: ["Warehouse", "Lot", "Number", "State", "Open", "Receive", "Takes it in.", "", "Lines"],
    zh: ["仓库", "批", "编号", "状态", "开放", "接收", "收入库存。", "", "行"],
  },
  fields: [
    { name: "number", label: 2, help: 6, type: "text", required: true, length_max: 40 },
    { name: "state", label: 3, type: "choice", choices: [{ value: "open", label: 4 }] },
    { name: "lines", label: 8, type: "shape", fields: [0] },
    { name: "lines", label: 8, type: "list", item: 2, default: 3 },
  ],
  modules: [{ name: "warehouse", title: 0, tier: "operations" }],
  kinds: [
    {
      name: "warehouse.lot",
      label: 1,
      module: "warehouse",
      key: ["number"],
      prefix: null,
      permission: "warehouse.read",
      unmasks: null,
      title: ["number"],
      state: "state",
      life: { open: [] },
      fields: [0, 1],
    },
  ],
  commands: [
    {
      kind: "warehouse.receive/1",
      label: 5,
      help: 7,
      permission: "warehouse.receive",
      module: "warehouse",
      is_fact: false,
      needs_reason: false,
      signs: 1,
      by_program: false,
      late_as: null,
      fields: [0, 3],
      about: null,
      about_field: null,
    },
  ],
  events: [{ kind: "warehouse.received/1", label: 5 }],
  units: [{ code: "pcs", label: 4, decimals: 0 }],
  permissions: [{ code: "warehouse.receive", label: 5 }],
  sources: [{ value: "scan", label: 4, trust: "high" }],
  trusts: [{ value: "high", label: 4 }],
};

const LOT = { en: "Lot", zh: "批" };
const NUMBER = { en: "Number", zh: "编号" };

it("the registry has texts and fields where they are used", () => {
  const { kinds, commands, modules, units } = unshared(sent);
  const [kind] = kinds;
  const [command] = commands;
  expect(modules[0]?.title).toEqual({ en: "Warehouse", zh: "仓库" });
  expect(units[0]).toEqual({ code: "pcs", label: { en: "Open", zh: "开放" }, decimals: 0 });
  expect(kind).toMatchObject({ label: LOT, title: ["number"], life: { open: [] } });
  expect(kind?.fields[1]?.choices).toEqual([{ value: "open", label: { en: "Open", zh: "开放" } }]);
  expect(command).toMatchObject({ signs: LOT, help: { en: "", zh: "" }, late_as: null });
});

it("a field has what it left out", () => {
  const [number, state] = unshared(sent).kinds[0]?.fields ?? [];
  expect(number).toEqual({
    name: "number",
    label: NUMBER,
    help: { en: "Takes it in.", zh: "收入库存。" },
    type: "text",
    required: true,
    nullable: false,
    personal: false,
    masked: false,
    secret: false,
    length_max: 40,
    pattern: null,
    minimum: null,
    maximum: null,
    multiline: false,
  });
  expect(state).toMatchObject({ help: { en: "", zh: "" }, required: false });
});

it("lists and shapes have their parts", () => {
  const lines = unshared(sent).commands[0]?.fields[1];
  expect(lines).toMatchObject({ type: "list", default: 3, item: { type: "shape" } });
  expect(lines?.item?.fields?.map(({ label }) => label)).toEqual([NUMBER]);
});

it("a place without a text or field is an error and not an empty label", () => {
  const texts = { en: ["Warehouse"], zh: ["仓库"] };
  expect(() => unshared({ ...sent, texts })).toThrow("the registry names text 2");
  expect(() => unshared({ ...sent, fields: [] })).toThrow("the registry names field 0");
});
