import { describe, expect, it } from "vitest";
import { lastDay, longName, readSpan, shortName, writeSpan } from "./span";

const read = (search: string) => readSpan(new URLSearchParams(search));

describe("readSpan", () => {
  it("is weeks of the usual span unless asked otherwise", () => {
    expect(read("")).toEqual({ period: "week", from: null, to: null });
    expect(read("period=year")).toEqual({ period: "week", from: null, to: null });
  });

  it("takes both ends or none", () => {
    expect(read("period=day&from=2026-03-01").from).toBeNull();
    expect(read("from=2026-03-02&to=2026-03-01").to).toBeNull();
    expect(read("from=2026-03-01&to=1%20March").from).toBeNull();
  });

  it("is what was written", () => {
    const span = { period: "month", from: "2026-03-01", to: "2026-05-31" } as const;
    expect(readSpan(writeSpan(span))).toEqual(span);
  });
});

describe("lastDay", () => {
  const answer = {
    to: "2026-03-31",
    buckets: ["2026-02-01", "2026-03-01"].map((day) => ({ day, from: "", to: "" })),
  };

  it("is the day before the next period, and of the last one that of the answer", () => {
    expect(lastDay(answer, 0)).toBe("2026-02-28");
    expect(lastDay(answer, 1)).toBe("2026-03-31");
  });
});

describe("names of periods", () => {
  it("are those of the language", () => {
    expect(shortName("2026-03-02", "week", "zh-CN")).toBe("03-02");
    expect(shortName("2026-03-02", "week", "en-GB")).toBe("2 Mar");
    expect(shortName("2026-03-01", "month", "en-GB")).toBe("Mar 26");
    expect(longName("2026-03-01", "month", "zh-CN", String)).toBe("2026-03");
    expect(longName("2026-03-01", "month", "en-GB", String)).toBe("Mar 2026");
    expect(longName("2026-03-02", "day", "en-GB", (day) => `<${day}>`)).toBe("<2026-03-02>");
  });
});
