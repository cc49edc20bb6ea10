import type { CommandInfo } from "@platform/registry/types";
import type { Screen } from "@platform/screens/registration";
import { workplaceOf } from "@platform/screens/workplace";
import { describe, expect, it } from "vitest";
import { placesOf, startsOf } from "./steps";

const command = (kind: string): CommandInfo => ({
  kind,
  label: { en: kind, zh: kind },
  help: { en: "", zh: "" },
  permission: kind.split("/")[0] ?? "",
  module: "x",
  is_fact: false,
  needs_reason: false,
  signs: null,
  by_program: false,
  late_as: null,
  fields: [],
  about: null,
  about_field: null,
});

const screen = (path: string, group: Screen["group"], rank?: number): Screen => ({
  path,
  title: { en: path, zh: path },
  permission: path,
  load: () => Promise.reject(new Error("not opened")),
  ...(group === undefined ? {} : { group }),
  ...(rank === undefined ? {} : { rank }),
});

describe("startsOf", () => {
  it("names the first commands that are permitted", () => {
    const may = (code: string | null) => code === "warehouse.receive_lot";
    expect(startsOf(command, may).map((each) => each.kind)).toEqual(["warehouse.receive_lot/1"]);
  });

  it("names three at most", () => {
    expect(startsOf(command, () => true)).toHaveLength(3);
  });

  it("leaves out what this release does not have", () => {
    expect(
      startsOf(
        () => undefined,
        () => true,
      ),
    ).toEqual([]);
  });
});

describe("placesOf", () => {
  const work = { ...screen("/receive", "work", 20), does: ["warehouse.receive_lot/1"] };
  const bench = { ...screen("/bench", "quality", 1), does: ["inspection.record_result/1"] };
  const screens = [bench, work, screen("/figures", "insight", 1), screen("/hidden", undefined)];
  const places = (may: (code: string | null) => boolean) =>
    placesOf(screens, command, may).map((each) => each.path);

  it("has the screens where the person may do something, in the navigation's order", () => {
    expect(places(() => true)).toEqual(["/receive", "/bench"]);
    expect(places((code) => code !== "inspection.record_result")).toEqual(["/receive"]);
    expect(places((code) => code !== "/receive")).toEqual(["/bench"]);
  });

  it("whoever does nothing anywhere looks", () => {
    expect(places((code) => code?.startsWith("/") === true)).toEqual(["/figures"]);
  });
});

describe("workplaceOf", () => {
  const list = { ...screen("/bench", "quality"), does: ["inspection.record_result/1"] };
  const one = { ...screen("/bench/:id", undefined), does: ["inspection.record_result/1"] };
  const place = (kind: string, id: string | null, may = true) =>
    workplaceOf([list, one], kind, id, () => may);

  it("is the screen of what it is about, else the one where it is found", () => {
    expect(place("inspection.record_result/1", "ins_3")).toBe("/bench/ins_3");
    expect(place("inspection.record_result/1", null)).toBe("/bench");
  });

  it("is none where no screen does it, or the person may not open it", () => {
    expect(place("items.register_item/1", null)).toBeNull();
    expect(place("inspection.record_result/1", "ins_3", false)).toBeNull();
  });
});
