import { expect, it } from "vitest";
import { isHidden } from "./masking";
import type { Field, KindInfo } from "./types";

const kind = { name: "people.user", unmasks: "people.personal.read" } as KindInfo;
const masked = { name: "phone", masked: true } as Field;
const open = { name: "login", masked: false } as Field;

it("a masked field is hidden from whoever lacks the permission of its kind", () => {
  const some = new Set(["people.read"]);
  expect([isHidden(kind, masked, some), isHidden(kind, open, some)]).toEqual([true, false]);
  expect(isHidden(kind, masked, new Set(["people.read", "people.personal.read"]))).toBe(false);
});
