import { expect, it } from "vitest";
import { spans, unlabelled } from "./serials";

const unit = (n: number, state = "in_stock") => ({
  id: `ser_${n}`,
  number: `QS${String(n).padStart(3, "0")}`,
  state,
});
const units = [unit(1), unit(2), unit(3, "scrapped"), unit(4), unit(5)];

it("who has a label of this kind already, or is gone, gets none", () => {
  const runs = [
    { target: "itm_1", serial_ids: ["ser_1"] },
    { target: "pkl_1", serial_ids: ["ser_2"] },
  ];
  expect(unlabelled(units, runs, "itm_1").map(({ id }) => id)).toEqual(["ser_2", "ser_4", "ser_5"]);
});

it("neighbours are shortened", () => {
  const chosen = units.filter(({ id }) => id !== "ser_3");
  expect(spans(chosen, units)).toBe("QS001 – QS002, QS004 – QS005");
  expect(spans([unit(4)], units)).toBe("QS004");
  expect(spans([], units)).toBe("");
});
