import { describe, expect, it } from "vitest";
import { type Alert, inOrder, isLate, isShown, neighbour } from "./order";

const NOW = new Date("2026-03-02T10:00:00Z");
const alert: Alert = {
  id: "alt_1",
  key: "k",
  rule: "spc.run",
  severity: "warning",
  title: "T",
  title_zh: "温",
  detail: "d",
  detail_zh: "据",
  about: "mpt_1",
  occurred_at: "2026-03-02T08:00:00.000000Z",
  raised_at: "2026-03-02T08:00:00.000000Z",
  last_at: "2026-03-02T08:00:00.000000Z",
  count: 1,
  returns: 0,
  is_flapping: false,
  is_by_shift: false,
  state: "open",
  level: "owner",
};

describe("the order of alerts", () => {
  it("puts the gravest first, then what nobody answered, then the oldest", () => {
    const old = { ...alert, id: "alt_2", raised_at: "2026-03-01T08:00:00.000000Z" };
    const known: Alert = { ...alert, id: "alt_3", severity: "critical", state: "acknowledged" };
    const grave: Alert = { ...alert, id: "alt_4", severity: "critical" };
    const order = inOrder([alert, old, known, grave]).map(({ id }) => id);
    expect(order).toEqual(["alt_4", "alt_3", "alt_2", "alt_1"]);
  });
});

describe("what is late", () => {
  it("is what nobody answered in time", () => {
    expect(isLate(alert, NOW)).toBe(false);
    expect(isLate({ ...alert, due_at: "2026-03-02T10:00:01Z" }, NOW)).toBe(false);
    const late = { ...alert, due_at: "2026-03-02T09:59:59Z" };
    expect(isLate(late, NOW)).toBe(true);
    expect(isLate({ ...late, state: "acknowledged" }, NOW)).toBe(false);
  });
});

describe("what is mine", () => {
  const mine = (more: Partial<Alert>) =>
    isShown({ ...alert, ...more }, "mine", "usr_1", new Set(["rol_2"]), NOW);

  it("asks me by name or by my role, or I have taken it on", () => {
    expect(mine({})).toBe(false);
    expect(mine({ owner_id: "usr_1" })).toBe(true);
    expect(mine({ owner_role_id: "rol_2", level: "role" })).toBe(true);
    expect(mine({ owner_role_id: "rol_3", level: "role" })).toBe(false);
    expect(mine({ state: "acknowledged", acknowledged_by: "usr_1" })).toBe(true);
  });

  it("is not yet my role's while its owner is asked", () => {
    expect(mine({ owner_id: "usr_7", owner_role_id: "rol_2" })).toBe(false);
    expect(mine({ owner_id: "usr_7", owner_role_id: "rol_2", level: "role" })).toBe(true);
  });
});

describe("the choice by keys", () => {
  it("moves to the neighbour and stays within the list", () => {
    const ids = ["a", "b", "c"];
    expect(neighbour(ids, null, 1)).toBe("a");
    expect(neighbour(ids, null, -1)).toBe("c");
    expect(neighbour(ids, "a", 1)).toBe("b");
    expect(neighbour(ids, "c", 1)).toBe("c");
    expect(neighbour(ids, "a", -1)).toBe("a");
    expect(neighbour(ids, "gone", 1)).toBe("a");
    expect(neighbour([], null, 1)).toBeNull();
  });
});
