import { describe, expect, it } from "vitest";
import { chosenText, fileOf, isWhole, progressOf, titleOf } from "./standing";
import type { Training } from "./types";

const some = {
  read_at: "2026-03-02T00:00:00Z",
  passed_at: null,
  observed_at: null,
  needs_assessment: true,
  needs_observation: false,
} as Training;

describe("progressOf", () => {
  it("counts only the steps that are needed", () => {
    expect(progressOf(some)).toEqual({ done: 1, steps: 2 });
    expect(progressOf({ ...some, needs_assessment: false })).toEqual({ done: 1, steps: 1 });
    expect(progressOf({ ...some, needs_observation: true, read_at: null })).toEqual({
      done: 0,
      steps: 3,
    });
  });
});

describe("answers", () => {
  it("are sent as numbers in their order", () => {
    expect(chosenText([3, 1])).toBe("1,3");
  });

  it("are whole when every question has one", () => {
    expect(isWhole([1, 2], new Map([[1, [2]]]))).toBe(false);
    expect(
      isWhole(
        [1, 2],
        new Map([
          [1, [2]],
          [2, [1, 3]],
        ]),
      ),
    ).toBe(true);
    expect(isWhole([1], new Map([[1, []]]))).toBe(false);
  });
});

describe("documents", () => {
  it("have the title of the language, or the only one", () => {
    expect(titleOf({ title: "Sealing", title_zh: "封口" })).toEqual({ en: "Sealing", zh: "封口" });
    expect(titleOf({ title: "Sealing", title_zh: null }).zh).toBe("Sealing");
  });

  it("open as pages if they are PDF", () => {
    expect(fileOf("drv_1", "application/pdf")).toMatch(/pdf$/);
    expect(fileOf("drv_1", "text/csv")).toMatch(/file$/);
  });
});
