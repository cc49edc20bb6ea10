"""Two people at two browsers: what one does, the other sees without asking."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin

HOLD = "warehouse.place_hold/1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_browsers(served: Served, signed_in: SignedIn, language: str) -> None:
    watcher = begin(served, signed_in, "quality2", language)
    keeper = begin(served, signed_in, "keeper", language)
    lot = keeper.records("warehouse.lot", state="released", limit=2)[1]
    cause = f"Label torn ({language}) 标签破损"
    watcher.go(f"/unit/{lot['id']}")
    main = watcher.page.get_by_role("main")
    expect(main).to_contain_text(lot["number"])
    watcher.page.evaluate("window.notLoadedAnew = true")

    keeper.go(f"/do/warehouse.place_hold/1?lot_id={lot['id']}")
    keeper.page.get_by_label(keeper.field(HOLD, "cause")).fill(cause)
    seq = keeper.submit()

    expect(main).to_contain_text(cause)
    expect(watcher.page.get_by_role("contentinfo")).to_contain_text(f"{seq:,}")
    assert watcher.page.evaluate("window.notLoadedAnew")
    assert keeper.record("warehouse.hold", cause=cause)["state"] == "active"
