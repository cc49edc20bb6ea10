import type { CommandInfo } from "@platform/registry/types";
import type { Screen } from "@platform/screens/registration";
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
  by_program: false,
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
  it("has the permitted screens for work, by rank", () => {
    const screens = [
      screen("/late", "work"),
      screen("/first", "work", 1),
      screen("/figures", "insight", 1),
      screen("/closed", "work", 2),
      screen("/hidden", undefined),
    ];
    const found = placesOf(screens, (code) => code !== "/closed");
    expect(found.map((each) => each.path)).toEqual(["/first", "/late"]);
  });
});
