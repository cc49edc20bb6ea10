import { describe, expect, it } from "vitest";
import { earlierThan, picksOf, placesFor, unfit, type Wanted } from "./fefo";
import type { Location, Lot, ShipmentLine, Stock } from "./records";

const lot: Lot = {
  id: "lot_1",
  number: "A",
  item_id: "itm_1",
  unit: "pcs",
  state: "released",
  purpose: "commercial",
  holds: 0,
  expires_on: "2027-06-01",
};
const wanted: Wanted = {
  itemId: "itm_1",
  purpose: "commercial",
  from: new Set(["storage"]),
  today: "2026-11-20",
};
const store: Location = { id: "loc_1", code: "F-01", name: "", kind: "storage" };
const incoming: Location = { id: "loc_2", code: "Q-01", name: "", kind: "quarantine" };
const locations = new Map([store, incoming].map((each) => [each.id, each]));

function stock(lotId: string, quantity: string, packed = "0", place = "loc_1"): Stock {
  return { lot_id: lotId, location_id: place, item_id: "itm_1", unit: "pcs", quantity, packed };
}

describe("what is picked", () => {
  const sooner = { ...lot, id: "lot_2", expires_on: "2027-01-01" };
  const never: Lot = { ...lot, id: "lot_3", expires_on: undefined };
  const held = { ...sooner, id: "lot_4", holds: 1 };
  const lots = [lot, never, sooner, held];
  const all = [stock("lot_1", "5"), stock("lot_3", "9"), stock("lot_2", "4"), stock("lot_4", "8")];

  it("is what expires first; without expiry last; nothing held", () => {
    const picks = picksOf(lots, all, locations, [], wanted);
    expect(picks.map((pick) => pick.lot.id)).toEqual(["lot_2", "lot_1", "lot_3"]);
    expect(earlierThan(lot, picks)?.lot.id).toBe("lot_2");
    expect(earlierThan(sooner, picks)).toBeNull();
    expect(earlierThan(never, picks)?.lot.id).toBe("lot_2");
  });

  it("is neither packed, nor promised to others, nor at a wrong place", () => {
    const line = { lot_id: "lot_1", location_id: "loc_1", quantity: "2", state: "picked" };
    const promised = [line, { ...line, state: "put_back" }] as ShipmentLine[];
    const rows = [stock("lot_1", "5", "2"), stock("lot_2", "4", "0", "loc_2")];
    const picks = picksOf(lots, rows, locations, promised, wanted);
    expect(picks.map((pick) => [pick.lot.id, pick.free])).toEqual([["lot_1", "1"]]);
  });
});

describe("a lot that must not be taken", () => {
  it.each([
    [{ item_id: "itm_2" }, "other_item"],
    [{ state: "quarantined" }, "not_released"],
    [{ state: "rejected" }, "rejected"],
    [{ holds: 2 }, "on_hold"],
    [{ expires_on: "2026-11-19" }, "expired"],
    [{ purpose: "trial" }, "wrong_purpose"],
    [{ expires_on: "2026-11-20" }, null],
  ] as const)("%o is %s", (change, why) => {
    expect(unfit({ ...lot, ...change } as Lot, wanted)).toBe(why);
  });

  it("may be good enough for a trial", () => {
    expect(unfit({ ...lot, purpose: "validation" }, { ...wanted, purpose: "trial" })).toBeNull();
  });
});

it("a held lot goes to quarantine, a rejected one to the rejects", () => {
  expect(placesFor({ ...lot, holds: 1 })).toEqual(new Set(["quarantine"]));
  expect(placesFor({ ...lot, state: "rejected", holds: 1 })).toEqual(new Set(["rejected"]));
});
