import { wallOf } from "@platform/formats/zoned";
import { describe, expect, it } from "vitest";
import { wallClock } from "./wall";

const written = (ms: number) => new Date(ms).toISOString().slice(0, 19);

describe("wallClock", () => {
  it("shows what the zone's clock shows, also where it is put forward and back", () => {
    const zones = ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"];
    for (const zone of zones) {
      const wall = wallClock(zone);
      for (const day of ["2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25"]) {
        for (let minute = 0; minute < 1440; minute += 7) {
          const at = new Date(Date.parse(`${day}T00:00:01Z`) + minute * 60_000).toISOString();
          expect(written(wall(at))).toBe(wallOf(at, zone));
        }
      }
    }
  });
});
