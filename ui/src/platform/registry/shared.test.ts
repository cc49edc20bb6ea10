import { expect, it } from "vitest";
import { type SharedAnswer, type Texts, unshared } from "./shared";

const texts = {
  en: ["Warehouse", "Lot", "Number", "State", "Open", "Receive", "Takes it in.", "", "Lines"],
  zh: ["仓库", "批", "编号", "状态", "开放", "接收", "收入库存。", "", "行"],
};
const sent: SharedAnswer = {
  release: "1",
  form: "1",
  texts: [],
  fields: [
    { name: "number", label: 2, help: 6, type: "text", required: true, length_max: 40 },
    { name: "state", label: 3, type: "choice", choices: [{ value: "open", label: 4 }] },
    { name: "lines", label: 8, type: "shape", fields: [0] },
    { name: "lines", label: 8, type: "list", item: 2, default: 3 },
    { name: "lot_id", label: 1, type: "id", required: true, prefix: "lot" },
  ],
  modules: [{ name: "warehouse", title: 0, tier: "operations" }],
  kinds: [
    {
      name: "warehouse.lot",
      label: 1,
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
      is_fact: false,
      needs_reason: false,
      signs: 1,
      by_program: false,
      late_as: null,
      fields: [0, 3, 4],
      about_field: "lot_id",
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
  const { kinds, commands, modules, units } = unshared(sent, texts);
  const [kind] = kinds;
  const [command] = commands;
  expect(modules[0]?.title).toEqual({ en: "Warehouse", zh: "仓库" });
  expect(units[0]).toEqual({ code: "pcs", label: { en: "Open", zh: "开放" }, decimals: 0 });
  expect(kind).toMatchObject({ label: LOT, title: ["number"], life: { open: [] } });
  expect(kind?.fields[1]?.choices).toEqual([{ value: "open", label: { en: "Open", zh: "开放" } }]);
  expect(command).toMatchObject({ signs: LOT, help: { en: "", zh: "" }, late_as: null });
});

it("modules and what a command is about are told by names and fields", () => {
  const { kinds, commands } = unshared(sent, texts);
  expect([kinds[0]?.module, commands[0]?.module]).toEqual(["warehouse", "warehouse"]);
  expect(commands[0]?.about).toBe("lot");
  const aboutNothing = sent.commands.map((each) => ({ ...each, about_field: null }));
  expect(unshared({ ...sent, commands: aboutNothing }, texts).commands[0]?.about).toBeNull();
});

it("a field has what it left out", () => {
  const [number, state] = unshared(sent, texts).kinds[0]?.fields ?? [];
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
  const lines = unshared(sent, texts).commands[0]?.fields[1];
  expect(lines).toMatchObject({ type: "list", default: 3, item: { type: "shape" } });
  expect(lines?.item?.fields?.map(({ label }) => label)).toEqual([NUMBER]);
});

it("of a language that has not come yet the words of the other stand in", () => {
  const label = (these: Texts) => unshared(sent, these).kinds[0]?.label;
  expect(label({ zh: texts.zh })).toEqual({ en: "批", zh: "批" });
  expect(label({ en: texts.en })).toEqual({ en: "Lot", zh: "Lot" });
  const coming: Texts = { zh: texts.zh };
  const same = unshared(sent, coming).kinds[0]?.label;
  coming.en = texts.en;
  expect(same).toEqual({ en: "Lot", zh: "批" });
});

it("a place without a text or field is an error and not an empty label", () => {
  expect(() => unshared(sent, {})).toThrow("the registry names text 2");
  expect(() => unshared(sent, { en: ["Warehouse"] })).toThrow("the registry names text 2");
  const shorter = { ...texts, zh: ["仓库"] };
  expect(() => unshared(sent, shorter)).toThrow("the registry names text 2");
  expect(() => unshared({ ...sent, fields: [] }, texts)).toThrow("the registry names field 0");
});
