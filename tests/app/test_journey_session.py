"""A session that ends in the middle of a form: the work stays, and is sent once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import EndSession
from lotproof.modules.people.vocabulary import SessionId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin

HOLD = "warehouse.place_hold/1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_session_expiry(
    served: Served, signed_in: SignedIn, sessions: dict[str, Any], language: str
) -> None:
    keeper = begin(served, signed_in, "keeper2", language)
    lot = keeper.records("warehouse.lot", state="released", limit=1)[0]
    cause = f"Box found open ({language}) 箱子破损"
    keeper.go("/do/warehouse.place_hold/1")
    keeper.pick(keeper.field(HOLD, "lot_id"), lot["number"])
    box = keeper.page.get_by_label(keeper.field(HOLD, "cause"))
    box.fill(cause)

    # The server ends the session; sending the form, or a refresh before it, brings it to light.
    del sessions["keeper2"]
    user = keeper.record("people.user", login="keeper2")
    for session in keeper.records("people.session", user_id=user["id"], state="open"):
        served.door.do(EndSession(session_id=SessionId.parse(session["id"])), actor=API)
    keeper.page.locator("form.command-form button[type=submit]").dispatch_event("click")
    cover = keeper.page.get_by_role("dialog", name=keeper.word("platform", "session_over"))
    expect(cover).to_be_visible()
    assert keeper.records("warehouse.hold", cause=cause) == []
    expect(box).to_have_value(cause)

    cover.get_by_label(keeper.word("platform", "password"), exact=True).fill(catalogue.PASSWORD)
    cover.get_by_role("button", name=keeper.word("platform", "sign_in"), exact=True).click()
    expect(cover).to_be_hidden()
    expect(keeper.page.locator(".receipt")).to_contain_text(keeper.label(HOLD))
    assert keeper.record("warehouse.hold", cause=cause)["lot_id"] == lot["id"]
