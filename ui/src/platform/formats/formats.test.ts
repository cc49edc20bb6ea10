import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatDate,
  formatDecimal,
  formatInstant,
  formatNumber,
  type Habit,
  localeOf,
} from "./formats";
import { dayOf, instantOf, wallOf } from "./zoned";

const english: Habit = { language: "en", locale: "en-GB", zone: "Asia/Shanghai" };
const american: Habit = { ...english, locale: "en-US" };
const german: Habit = { ...english, locale: "de-DE" };
const chinese: Habit = { language: "zh", locale: "zh-CN", zone: "Asia/Shanghai" };

describe("the habit of a person", () => {
  it("is the browser's within the chosen language", () => {
    expect(localeOf("en", ["zh-CN", "en-US", "en-GB"])).toBe("en-US");
    expect(localeOf("zh", ["en-US", "zh-HK"])).toBe("zh-HK");
  });

  it("is British or of the mainland where the browser says nothing of it", () => {
    expect([localeOf("en", ["zh-CN", "en"]), localeOf("zh", ["en-US"])]).toEqual([
      "en-GB",
      "zh-CN",
    ]);
  });
});

describe("dates and instants", () => {
  it("have their month in words in English, so that nobody reads 3 April for 4 March", () => {
    expect(formatDate("2026-03-04", english)).toBe("4 Mar 2026");
    expect(formatDate("2026-03-04", american)).toBe("Mar 4, 2026");
    expect(formatDate("2026-03-04", chinese)).toBe("2026-03-04");
  });

  it("stand in the site's zone, whichever day that is", () => {
    expect(formatInstant("2026-11-22T17:05:09.123456Z", chinese)).toBe("2026-11-23 01:05");
    expect(formatInstant("2026-11-22T17:05:09.123456Z", english, "seconds")).toBe(
      "23 Nov 2026 01:05:09",
    );
  });

  it("count midnight as 00:00", () => {
    expect(formatInstant("2026-11-22T16:00:00Z", english)).toBe("23 Nov 2026 00:00");
  });

  it("are shown as they came where they are none", () => {
    expect([formatDate("soon", english), formatInstant("soon", chinese)]).toEqual(["soon", "soon"]);
  });

  it("are told as distances within a day and as dates beyond", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    expect(formatAgo("2026-11-22T11:57:00Z", english, now)).toBe("3 minutes ago");
    expect(formatAgo("2026-11-22T10:00:00Z", chinese, now)).toBe("2小时前");
    expect(formatAgo("2026-11-20T10:00:00Z", chinese, now)).toBe("2026-11-20 18:00");
  });
});

describe("amounts", () => {
  it("keep every digit, which a floating-point number would not", () => {
    expect(formatDecimal("123456789012345678.123457", english)).toBe(
      "123,456,789,012,345,678.123457",
    );
  });

  it("keep the zeros that say how exactly somebody measured", () => {
    expect(formatDecimal("12.500", chinese)).toBe("12.500");
  });

  it("have the separators of the person and a true minus sign", () => {
    expect(formatDecimal("-1234.5", german)).toBe("\u22121.234,5");
  });

  it("are shown as they came where they are no decimals", () => {
    expect(formatDecimal("1e3", english)).toBe("1e3");
  });
});

it("numbers and sizes are grouped and have units", () => {
  expect(formatNumber(1234567, english)).toBe("1,234,567");
  expect(formatBytes(0, english)).toBe("0 byte");
  expect(formatBytes(1_250_000, english)).toBe("1.3 MB");
});

describe("wall clocks", () => {
  it("become instants and back", () => {
    expect(instantOf("2026-11-23T01:05:00", "Asia/Shanghai")).toBe("2026-11-22T17:05:00.000Z");
    expect(wallOf("2026-11-22T17:05:00Z", "Asia/Shanghai")).toBe("2026-11-23T01:05:00");
  });

  it("know the summer time of the day they stand for", () => {
    expect(instantOf("2026-07-01T12:00:00", "Europe/Berlin")).toBe("2026-07-01T10:00:00.000Z");
    expect(instantOf("2026-12-01T12:00:00", "Europe/Berlin")).toBe("2026-12-01T11:00:00.000Z");
  });

  it("shift an hour that the change to summer time leaves out", () => {
    const found = wallOf(instantOf("2026-03-29T02:30:00", "Europe/Berlin"), "Europe/Berlin");
    expect(["2026-03-29T01:30:00", "2026-03-29T03:30:00"]).toContain(found);
  });

  it("bound a day of the site", () => {
    expect(dayOf("2026-11-23", "Asia/Shanghai")).toEqual({
      first: "2026-11-22T16:00:00.000Z",
      last: "2026-11-23T15:59:59.999Z",
    });
  });
});
