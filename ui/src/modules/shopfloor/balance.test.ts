import { expect, it } from "vitest";
import { counted, difference, isBalanced } from "./balance";

const none = { good: "500", scrap: "", rework: "" };

it("good is what is left until somebody counts it", () => {
  const one = counted("500", none, "scrap", "3", false);
  expect(one.good).toBe("497");
  expect(isBalanced("500", one)).toBe(true);
  expect(counted("500", one, "rework", "2", false).good).toBe("495");
  expect(counted("500", one, "rework", "2", true).good).toBe("497");
  expect(counted("500", none, "scrap", "600", false).good).toBe("0");
});

it("what is missing or too much is said", () => {
  expect(difference("500", { good: "490", scrap: "3", rework: "" })).toBe("7");
  expect(difference("500", { good: "500", scrap: "3", rework: "" })).toBe("-3");
  expect(difference("500", { good: "x", scrap: "", rework: "" })).toBeNull();
  expect(isBalanced("500", { good: "501", scrap: "-1", rework: "" })).toBe(false);
});
