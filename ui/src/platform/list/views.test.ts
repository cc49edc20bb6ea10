import { expect, test } from "vitest";
import { saved, viewOf } from "./views";

const SEARCH =
  "search=IV&state=released&expires_on.max=2026-03-01&sort=-number&columns=number%2Cstate";

test("a list that is kept opens as it was", () => {
  const body = saved("warehouse.lot", "Soon", new URLSearchParams(`${SEARCH}&page=3`), true);
  expect(body).toEqual({
    record_kind: "warehouse.lot",
    name: "Soon",
    filters: { state: "released", "expires_on.max": "2026-03-01" },
    columns: ["number", "state"],
    sorted_by: "-number",
    search_text: "IV",
    is_shared: true,
  });
  const view = viewOf({ ...body, id: "viw_1", user_id: "usr_2" }, "usr_2");
  expect([...new URLSearchParams(view.search)].sort()).toEqual(
    [...new URLSearchParams(SEARCH)].sort(),
  );
  expect([view.isOwn, view.isShared]).toEqual([true, true]);
});

test("a list without columns of its own begins with the usual ones", () => {
  const view = viewOf(
    { id: "viw_1", user_id: "usr_1", name: "All", filters: {}, columns: [] },
    "usr_2",
  );
  expect([view.search, view.isOwn, view.isShared]).toEqual(["", false, false]);
});
