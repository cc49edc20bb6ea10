"""A session that ends while a signature is asked for: nothing is lost, and it is signed after."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import EndSession
from lotproof.modules.people.vocabulary import SessionId
from lotproof.modules.signing.queries import signing_key
from lotproof.modules.signing.vocabulary import SigningKeyId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.test_journey_signing_key import EVIDENCE, fill_confirmation
from tests.app.test_journey_signing_passkey import waiting_key

# Held back in the page: a route of the driver's would hold back the test as well.
SLOW = """() => {
    const fetched = window.fetch;
    window.fetch = async (asked, how) => {
        const address = typeof asked === "string" ? asked : (asked.url ?? String(asked));
        if (address.includes("/signatures/prepare")) {
            await new Promise((after) => setTimeout(after, 1000));
        }
        return fetched(asked, how);
    };
}"""


def end_sessions(served: Served, work: Work, login: str) -> None:
    """What a time-out or an administrator does."""
    user = work.record("people.user", login=login)
    for session in work.records("people.session", user_id=user["id"], state="open"):
        served.door.do(EndSession(session_id=SessionId.parse(session["id"])), actor=API)


@pytest.mark.clause("21 CFR 11.200(a)(1)(i)")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_signing_session(
    served: Served,
    signed_in: SignedIn,
    sessions: dict[str, Any],
    language: str,
) -> None:
    number = waiting_key(served, f"{language}-session")
    key = SigningKeyId.text(number)
    with served.door.plant.reader() as reader:
        found = signing_key(reader, number)
    assert found is not None
    # A session without a signature is asked for the login name too, also before it ends.
    sessions.pop("quality2", None)
    manager = begin(served, signed_in, "quality2", language)
    page = manager.page
    fill_confirmation(manager, key, found.fingerprint)

    # The session ends under the open dialog; whoever is at the screen signs in over it. What they
    # were typing meanwhile goes where it cannot be read.
    del sessions["quality2"]
    end_sessions(served, manager, "quality2")
    cover = page.get_by_role("dialog", name=manager.word("platform", "session_over"))
    word = cover.get_by_label(manager.word("platform", "password"), exact=True)
    expect(word).to_be_focused()
    expect(word).to_have_attribute("type", "password")
    word.fill(catalogue.PASSWORD)
    word.press("Enter")
    expect(cover).to_be_hidden()

    # What was asked in the session before is asked anew, and nothing is taken until it has come.
    page.evaluate(SLOW)
    page.locator("#sign-login").fill("quality2")
    page.locator("#sign-secret").fill(catalogue.SECRET)
    page.locator("#sign-secret").press("Enter")

    # The form and the dialog are where they were; a new session's first signature asks for all.
    expect(page.get_by_label(manager.field("signing.confirm_key/1", "evidence"))).to_have_value(
        EVIDENCE
    )
    expect(page.locator("dialog").get_by_role("alert")).to_be_visible()
    expect(page.locator("#sign-login")).to_be_visible()
    assert manager.record("signing.key", id=key)["state"] == "pending"
    page.locator("#sign-login").fill("quality2")
    page.locator("#sign-secret").fill(catalogue.SECRET)
    page.locator("#sign-secret").press("Enter")
    expect(page.locator(".receipt")).to_be_visible()
    assert manager.record("signing.key", id=key)["state"] == "active"
