import { describe, expect, it } from "vitest";
import type { CommandInfo, Field } from "../registry/types";
import { bodyOf, stepsOf } from "./body";
import { keepable } from "./draft";
import { type FormValues, firstValues, fromJson, pathText, valueAt, withValue } from "./values";

function field(name: string, type: Field["type"], more: Partial<Field> = {}): Field {
  const label = { en: name, zh: name };
  const nothing = { help: null, nullable: false, personal: false, secret: false };
  return { name, label, type, required: true, ...nothing, ...more };
}

const quantity = field("quantity", "amount", { unit_field: "unit", minimum: 1 });
const unit = field("unit", "text");
const where = {
  zone: "Asia/Shanghai",
  decimals: (code: string) => ({ pcs: 0, kg: 6 })[code],
};

function read(fields: Field[], values: FormValues) {
  const { body, problems } = bodyOf(fields, values, where);
  return { body, problems: [...problems].map(([place, { en }]) => `${place}: ${en}`) };
}

describe("the input of a command", () => {
  it("has every type as the server takes it", () => {
    const fields = [
      field("lot_id", "id"),
      quantity,
      unit,
      field("count", "integer"),
      field("is_clean", "yesno"),
      field("made_on", "date"),
      field("read_at", "instant"),
      field("serials", "list", { item: field("serials", "text") }),
      field("notes", "map"),
    ];
    const values = {
      lot_id: "lot_3",
      quantity: " 2.50 ",
      unit: "kg",
      count: "12",
      is_clean: false,
      made_on: "2026-03-04",
      read_at: "2026-03-04T08:30",
      serials: ["S1", " ", "S2"],
      notes: [["colour", "red"]],
    };
    expect(read(fields, values)).toEqual({
      body: {
        lot_id: "lot_3",
        quantity: "2.50",
        unit: "kg",
        count: 12,
        is_clean: false,
        made_on: "2026-03-04",
        read_at: "2026-03-04T00:30:00.000Z",
        serials: ["S1", "S2"],
        notes: { colour: "red" },
      },
      problems: [],
    });
  });

  it("leaves out what is empty and says what is missing, also within rows", () => {
    const line = field("lines", "list", {
      item: field("lines", "shape", { fields: [field("item_id", "id"), quantity, unit] }),
    });
    const fields = [line, field("remark", "text", { required: false })];
    expect(read(fields, { lines: [{ item_id: "itm_1", unit: "pcs" }], remark: " " })).toEqual({
      body: { lines: [{ item_id: "itm_1", unit: "pcs" }] },
      problems: ["lines[0].quantity: Must be given."],
    });
    expect(read(fields, { lines: [] }).problems).toEqual(["lines: Must be given."]);
  });

  it("reads the full-width figures of Chinese input methods", () => {
    const values = { quantity: "１２．５", unit: "kg" };
    expect(read([quantity, unit], values).body).toEqual({ quantity: "12.5", unit: "kg" });
  });

  it.each(["1,5", "1e3", "1.", ".5", "abc", "0x10"])("takes %s for no amount", (text) => {
    expect(read([quantity, unit], { quantity: text, unit: "kg" }).problems).toEqual([
      "quantity: Write a number like 12.5.",
    ]);
  });

  it("compares amounts in smallest steps of their unit", () => {
    expect(read([quantity, unit], { quantity: "0", unit: "kg" }).problems).toEqual([
      "quantity: Not less than 0.000001.",
    ]);
    expect(stepsOf("-2.5", 1)).toBe(-25n);
    expect(stepsOf("2.55", 1)).toBeNull();
  });

  it("leaves a unit without its optional amount out", () => {
    const scrap = field("scrap", "amount", { required: false, unit_field: "unit" });
    const loose = field("unit", "text", { required: false });
    expect(read([scrap, loose], { unit: "pcs" })).toEqual({ body: {}, problems: [] });
  });

  it("says what length, form and bounds do not allow", () => {
    const code = field("code", "text", { length_max: 4, pattern: "[A-Z]+" });
    const count = field("count", "integer", { minimum: 1, maximum: 9 });
    const problems = (values: FormValues) => read([code, count], values).problems;
    expect(problems({ code: "ABCDE", count: "0" })).toEqual([
      "code: At most 4 characters.",
      "count: Not less than 1.",
    ]);
    expect(problems({ code: "a", count: "10" })).toEqual([
      "code: This does not have the right form.",
      "count: Not more than 9.",
    ]);
    expect(problems({ code: "\u{20BB7}".repeat(4), count: "1.5" })).toEqual([
      "code: This does not have the right form.",
      "count: Write a whole number.",
    ]);
  });

  it("leaves a pattern that this language does not know to the server", () => {
    const odd = field("odd", "text", { pattern: "(?P<a>x)" });
    expect(read([odd], { odd: "y" }).problems).toEqual([]);
  });

  it("does not touch the blanks of a password", () => {
    const password = field("password", "text", { secret: true });
    expect(read([password], { password: " x " }).body).toEqual({ password: " x " });
  });
});

describe("places in a form", () => {
  it("are written as the server writes them", () => {
    expect(pathText(["operations", 0, "parameters", 2, "low"])).toBe(
      "operations[0].parameters[2].low",
    );
  });

  it("are changed without touching what stands beside", () => {
    const before = { lines: [{ a: "1" }, { a: "2" }], other: { b: "3" } };
    const after = withValue(before, ["lines", 1, "a"], "9");
    expect(valueAt(after, ["lines", 1, "a"])).toBe("9");
    expect(before.lines[1]).toEqual({ a: "2" });
    expect(after.other).toBe(before.other);
  });

  it("begin with defaults and one row where rows are needed", () => {
    const row = field("row", "shape", { fields: [field("n", "integer", { default: 5 })] });
    expect(
      firstValues([
        field("purpose", "choice", { default: "commercial" }),
        field("lines", "list", { item: row }),
        field("more", "list", { item: row, required: false }),
      ]),
    ).toEqual({ purpose: "commercial", lines: [{ n: "5" }], more: [] });
  });

  it("take what an address or a record gives", () => {
    const fields = [field("n", "integer"), field("ok", "yesno"), field("unknown", "text")];
    expect(fromJson(fields, { n: 5, ok: "true", other: "x" })).toEqual({ n: "5", ok: true });
  });
});

describe("a draft", () => {
  const fields = [
    field("inspection_id", "id"),
    field("results", "list", {
      item: field("results", "shape", {
        fields: [field("sample", "integer"), field("value", "amount"), field("equipment_id", "id")],
      }),
    }),
    field("password", "text", { secret: true }),
  ];
  const values = {
    inspection_id: "ins_1",
    results: [{ sample: "1", value: "9.87", equipment_id: "eqp_2" }],
    password: "secret",
  };
  const command = (isFact: boolean) => ({ fields, is_fact: isFact }) as unknown as CommandInfo;

  it("of a fact holds nothing measured, and never a secret", () => {
    expect(keepable(command(true), values)).toEqual({
      inspection_id: "ins_1",
      results: [{ equipment_id: "eqp_2" }],
    });
  });

  it("of an intention holds its figures", () => {
    expect(keepable(command(false), values)).toEqual({
      inspection_id: "ins_1",
      results: [{ sample: "1", value: "9.87", equipment_id: "eqp_2" }],
    });
  });
});
