import { describe, expect, it } from "vitest";
import { isOdd, scaleOf, standing } from "./standing";
import type { PointNow } from "./types";

const point: PointNow = {
  id: "mpt_1",
  code: "T",
  name: { en: "Temperature", zh: "温度" },
  unit: "Cel",
  is_critical: true,
  at: "2026-03-02T00:00:00.000000Z",
  value: "180",
  quality: "good",
  is_silent: false,
  limits: null,
  excursions: [],
  to_assess: 0,
};

describe("how a point stands", () => {
  it("is told by what matters most", () => {
    const out = { id: "exc_1", level: "action" } as const;
    const warned = { id: "exc_2", level: "alert" } as const;
    expect(standing(point)).toBe("good");
    expect(standing({ ...point, is_silent: true })).toBe("silent");
    expect(standing({ ...point, is_silent: true, quality: "bad" })).toBe("bad");
    expect(standing({ ...point, at: null, value: null })).toBe("unread");
    expect(standing({ ...point, quality: "bad", excursions: [warned] })).toBe("alert");
    expect(standing({ ...point, excursions: [warned, out] })).toBe("action");
  });

  it("is odd also while an excursion waits to be assessed", () => {
    expect([isOdd(point), isOdd({ ...point, to_assess: 1 })]).toEqual([false, true]);
  });
});

describe("a scale of limits", () => {
  const limits = {
    revision: "A",
    action_low: "170",
    alert_low: "175",
    alert_high: "185",
    action_high: "190",
  };

  it("has a quarter of their width on either side and the value in its place", () => {
    const scale = scaleOf(limits, "180");
    expect(scale?.at).toBeCloseTo(0.5);
    expect(scale?.zones.map((zone) => zone.tone)).toEqual(["bad", "odd", "good", "odd", "bad"]);
    expect(scale?.zones[0]?.to).toBeCloseTo(5 / 30);
    expect(scale?.zones.at(-1)?.to).toBe(1);
  });

  it("keeps what lies far beyond at its edge", () => {
    expect(scaleOf(limits, "999")?.at).toBe(1);
    expect(scaleOf(limits, "-999")?.at).toBe(0);
  });

  it("has no warning zones without alert limits, and is none without limits on both sides", () => {
    const plain = { revision: "A", action_low: "0", action_high: "10" };
    expect(scaleOf(plain, "5")?.zones.map((zone) => zone.tone)).toEqual(["bad", "good", "bad"]);
    expect(scaleOf({ revision: "A", action_high: "10" }, "5")).toBeNull();
    expect(scaleOf(null, "5")).toBeNull();
  });
});
