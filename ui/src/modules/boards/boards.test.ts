import { describe, expect, it } from "vitest";
import { inBucket } from "./buckets";
import { inUrgency, matching, progress } from "./cards";
import { countsOf, placeOf, wantedAreas } from "./places";
import type { Bucket, ExpiringLot, MapArea, Order, Place } from "./types";
import { addDays, firstDay, instantsOf, readDays } from "./window";

const order = (number: string, due_on: string | null, late_days = 0): Order => ({
  id: number,
  number,
  title: { en: "Peking Union Hospital", zh: "协和医院" },
  due_on,
  late_days,
  tone: "info",
});

describe("orders of a column", () => {
  it("come by lateness, then by date, then by number", () => {
    const got = inUrgency([
      order("D", null),
      order("C", "2026-03-09"),
      order("B", "2026-03-01", 3),
      order("A", "2026-02-01", 31),
    ]);
    expect(got.map((each) => each.number)).toEqual(["A", "B", "C", "D"]);
  });

  it("are found by number and party in either language and any case, and late ones alone", () => {
    const orders = [order("SO-1", null), order("SO-2", "2026-01-01", 5)];
    expect(matching(orders, " so-1 ", false).map((each) => each.number)).toEqual(["SO-1"]);
    expect(matching(orders, "union", true).map((each) => each.number)).toEqual(["SO-2"]);
    expect(matching(orders, "协和", true).map((each) => each.number)).toEqual(["SO-2"]);
    expect(matching(orders, "", false)).toBe(orders);
  });

  it("are as far as their lines, or as what was received", () => {
    expect(progress({ ...order("A", null), lines: 4, done: 1 })).toBe(25);
    expect(progress({ ...order("A", null), quantity: "20", received: "30" })).toBe(100);
    expect(progress(order("A", null))).toBeNull();
  });
});

describe("days of the schedule", () => {
  it("are a week to today unless the address says otherwise", () => {
    const read = (search: string) => readDays(new URLSearchParams(search), "2026-03-04");
    expect(read("")).toEqual({ last: "2026-03-04", count: 7 });
    expect(read("to=2026-02-28&days=28")).toEqual({ last: "2026-02-28", count: 28 });
    expect(read("to=2026-13-77&days=5")).toEqual({ last: "2026-03-04", count: 7 });
  });

  it("are whole days of the plant", () => {
    const days = { last: "2026-03-01", count: 7 };
    expect(firstDay(days)).toBe("2026-02-23");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(instantsOf(days, "Asia/Shanghai")).toEqual({
      from: "2026-02-22T16:00:00.000Z",
      to: "2026-03-01T15:59:59.999Z",
    });
  });
});

describe("inBucket", () => {
  const lot = { expires_on: "2026-03-31" } as ExpiringLot;
  const bucket = (first?: string | null, last: string | null = null): Bucket => ({
    code: "x",
    label: { en: "", zh: "" },
    tone: "good",
    lots: 0,
    ...(first === undefined ? {} : { first, last }),
  });

  it("has both ends inside", () => {
    expect(inBucket(lot, bucket(null, "2026-03-31"))).toBe(true);
    expect(inBucket(lot, bucket("2026-03-31"))).toBe(true);
    expect(inBucket(lot, bucket("2026-04-01"))).toBe(false);
    expect(inBucket(lot, bucket(null, "2026-03-30"))).toBe(false);
  });

  it("has no lot with a date among those without", () => {
    expect(inBucket(lot, bucket())).toBe(false);
  });
});

describe("locations", () => {
  const place = (id: string, code: string, by_status: Record<string, number>): Place => ({
    id,
    code,
    name: "Materials 原料库",
    kind: "storage",
    kind_label: { en: "", zh: "" },
    lots: Object.values(by_status).reduce((sum, each) => sum + each, 0),
    by_status,
    packages: 0,
    fill: 0,
    filters: {},
  });
  const areas: MapArea[] = [
    { id: "are_1", code: "A", name: "One", locations: [place("loc_1", "A-01", { released: 2 })] },
    {
      id: null,
      code: null,
      name: null,
      locations: [place("loc_2", "Q-01", { expired: 1, released: 1 }), place("loc_3", "P-01", {})],
    },
  ];
  const all = { words: "", status: "", isEmptyHidden: false };
  const codes = (found: MapArea[]) => found.flatMap((area) => area.locations.map((p) => p.code));

  it("are narrowed by words, status and use; areas without any are gone", () => {
    expect(codes(wantedAreas(areas, all))).toEqual(["A-01", "Q-01", "P-01"]);
    expect(codes(wantedAreas(areas, { ...all, status: "expired" }))).toEqual(["Q-01"]);
    expect(codes(wantedAreas(areas, { ...all, isEmptyHidden: true }))).toEqual(["A-01", "Q-01"]);
    expect(wantedAreas(areas, { ...all, words: "a-01" })).toHaveLength(1);
  });

  it("are named by code as scanners give it, or by id", () => {
    expect(placeOf(areas, " q-01 ")?.id).toBe("loc_2");
    expect(placeOf(areas, "loc_3")?.code).toBe("P-01");
    expect(placeOf(areas, "A-0")).toBeUndefined();
  });

  it("add up by status", () => {
    expect(countsOf(areas)).toEqual({ released: 3, expired: 1 });
  });
});
