import { expect, it } from "vitest";
import { levelOf, unaccounted } from "./accounts";

const account = {
  lot_id: "lot_1",
  target: "itm_7",
  issued: 100,
  used: 90,
  destroyed: 4,
  returned: 1,
  accepted: 2,
};

it("issued = used + destroyed + returned + accepted + not accounted for", () => {
  expect(unaccounted(account)).toBe(3);
  expect(unaccounted(account, { used: 2, destroyed: 1, returned: 0 })).toBe(0);
  expect(unaccounted(account, { used: 5, destroyed: 0, returned: 0 })).toBe(-2);
});

it("a target may be a package level", () => {
  expect(levelOf("pkl_2")).toBe("pkl_2");
  expect(levelOf("itm_7")).toBeNull();
});
