import { describe, expect, it } from "vitest";
import { asPasted, byTopic, floorOf, missing } from "./rows";
import type { Point, Trend } from "./types";

const point = (value: Point["value"]): Point => ({ value, filters: null });

const trend = (code: string, topic: string): Trend => ({
  code,
  label: { en: code, zh: code },
  topic,
  kind: "warehouse.lot",
  unit: "pcs",
  is_share: code === "share",
  series: [],
  total: point(0),
});

describe("byTopic", () => {
  it("orders topics as the page does and drops none", () => {
    const got = byTopic([trend("a", "quality"), trend("b", "unheard"), trend("c", "throughput")]);
    expect(got.map((each) => each.topic)).toEqual(["throughput", "quality", "other"]);
    expect(got.at(-1)?.figures.map((each) => each.code)).toEqual(["b"]);
  });

  it("gives a share no unit of its own: it is written in per cent", () => {
    const [share, amount] =
      byTopic([trend("share", "yield"), trend("x", "yield")])[0]?.figures ?? [];
    expect(share?.unit).toBeNull();
    expect(amount?.unit).toBe("pcs");
  });
});

describe("floorOf", () => {
  it("begins below the least value", () => {
    for (const least of [0, 12, 60, 75, 90, 97.5, 98, 100]) {
      expect(floorOf([point(100), point(least), point(null)])).toBeLessThanOrEqual(least);
    }
  });

  it("shows small differences of high shares", () => {
    expect(floorOf([point(99.2), point(100)])).toBe(95);
  });
});

describe("missing", () => {
  it("is what had to be less what is", () => {
    expect(missing({ value: 0, part: 0, whole: 291, filters: null })).toBe(291);
    expect(missing(point(null))).toBe(0);
  });
});

describe("asPasted", () => {
  it("keeps cells apart by tabs and rows by lines, whatever is in them", () => {
    expect(
      asPasted([
        ["a\tb", 1],
        ["c\nd", null],
      ]),
    ).toBe("a b\t1\nc d\t");
  });

  it("hands no formula to a spreadsheet", () => {
    expect(asPasted([["=1+1", "@x", "-3"]])).toBe("'=1+1\t'@x\t-3");
  });
});
