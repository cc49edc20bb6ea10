import { expect, it } from "vitest";
import type { Field, KindInfo } from "../registry/types";
import { boundsOf, dateOf, isFiltered, without } from "./filters";
import { firstColumns, keyOf, readQuestion, serverQuery, writeQuestion } from "./question";

function field(name: string, type: Field["type"], more: Partial<Field> = {}): Field {
  const label = { en: name, zh: name };
  const rest = { help: null, required: true, nullable: false, personal: false, secret: false };
  return { name, label, type, ...rest, ...more };
}

const stock: KindInfo = {
  name: "warehouse.stock",
  label: { en: "Stock", zh: "库存" },
  module: "warehouse",
  key: ["lot_id", "location_id"],
  prefix: null,
  permission: "warehouse.read",
  unmasks: null,
  title: ["lot_id", "location_id"],
  state: "state",
  life: null,
  fields: [
    field("unit", "text"),
    field("lot_id", "id"),
    field("location_id", "id"),
    field("quantity", "amount", { unit_field: "unit" }),
    field("state", "choice"),
    field("serials", "list"),
  ],
};

it("a question in the address is the same question when it is read again", () => {
  const search = "search=ab&state.in=a%2Cb&expires_on.max=2026-12-31&sort=-number&page=3&size=100";
  const question = readQuestion(new URLSearchParams(search));
  expect(writeQuestion(question).toString()).toBe(search);
  expect(serverQuery(question)).toEqual({
    search: "ab",
    "state.in": "a,b",
    "expires_on.max": "2026-12-31",
    sort: "-number",
    limit: 100,
    offset: 200,
  });
});

it("a broken page number is the first page", () => {
  const { page, size } = readQuestion(new URLSearchParams("page=-1&size=x"));
  expect([page, size]).toEqual([1, 50]);
});

it("a list begins with names and state; units stand with their amounts", () => {
  expect(firstColumns(stock, "en")).toEqual(["lot_id", "location_id", "state", "quantity"]);
});

it("what is written in both languages stands in a list in the reader's", () => {
  const texts = [field("title", "text"), field("title_zh", "text"), field("only_zh", "text")];
  const notice: KindInfo = {
    ...stock,
    key: ["id"],
    title: ["title"],
    state: null,
    fields: [...texts, field("told_at", "instant")],
  };
  expect(firstColumns(notice, "zh")).toEqual(["title_zh", "only_zh", "told_at"]);
  expect(firstColumns(notice, "en")).toEqual(["title", "only_zh", "told_at"]);
});

it("a key of several parts is joined as addresses have it", () => {
  expect(keyOf(stock, { lot_id: "lot_1", location_id: "loc_2" })).toBe("lot_1|loc_2");
});

it("days of the site bound an instant", () => {
  const [first, last] = boundsOf(["2026-11-23", "2026-11-24"], "Asia/Shanghai");
  expect([first, last]).toEqual(["2026-11-22T16:00:00.000Z", "2026-11-24T15:59:59.999Z"]);
  expect([dateOf(first, "Asia/Shanghai"), dateOf(last, "Asia/Shanghai")]).toEqual([
    "2026-11-23",
    "2026-11-24",
  ]);
});

it("the filter of a field is taken away whole", () => {
  const made = field("made_on", "date");
  const filters = { "made_on.min": "2026-01-01", "made_on.max": "2026-02-01", search: "x" };
  expect(isFiltered(made, filters)).toBe(true);
  expect(without(made, filters)).toEqual({ search: "x" });
});
