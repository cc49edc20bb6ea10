"""A newcomer makes a passkey that signs, another signer confirms it, and it signs."""

import pytest
from playwright.sync_api import Browser, expect

from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.signing.commands import EnrolKey
from lotproof.modules.signing.keys import new_key
from lotproof.modules.signing.queries import signing_key
from lotproof.modules.signing.vocabulary import KeyAlgorithm, SigningKeyId
from tests.app.conftest import DESKTOP, Served, SignedIn, enter, new_context
from tests.app.journey import Work, begin
from tests.app.plant_work import one
from tests.app.test_journey_account import AUTHENTICATOR, newcomer
from tests.app.test_journey_signing_key import fill_confirmation
from tests.app.test_pages import violations


def employed(served: Served, name: str, role: str) -> tuple[str, UserId]:
    """Somebody new with a role: login name and id."""
    login, door = newcomer(served, name), served.door
    role_id = RoleId.parse(one(door, "people.role", code=role)["id"])
    user_id = UserId.parse(one(door, "people.user", login=login)["id"])
    door.do(GrantRole(user_id=user_id, role_id=role_id))
    return login, user_id


def signer(served: Served, browser: Browser, language: str) -> tuple[Work, UserId]:
    """A quality manager who has no key yet, at a browser with an authenticator of its own."""
    login, user_id = employed(served, f"{language}-passkey", "quality_manager")
    address = served.address.replace("127.0.0.1", "localhost")
    context = new_context(browser, address, language, DESKTOP)
    work = Work(context.new_page(), language, served.door)
    cdp = context.new_cdp_session(work.page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    enter(work.page, login)
    work.speak()
    return work, user_id


def waiting_key(served: Served, language: str) -> SigningKeyId:
    """A colleague's key that waits for its confirmation."""
    actor = UserId.text(employed(served, f"{language}-colleague", "operator")[1])
    made = new_key(actor, "a colleague's own secret")
    command = EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped)
    return SigningKeyId.parse(served.door.do(command, actor=actor).value("key_id"))


def accountable(work: Work) -> None:
    """The first that somebody signs is that they are accountable for what they sign."""
    work.go("/training")
    acknowledge = work.button(work.word("training", "policy_do"))
    expect(acknowledge).to_be_visible()
    assert violations(work.page) == []
    acknowledge.click()
    work.button(work.word("platform/signing", "with_passkey")).click()
    said = work.word("training", "policy_done", number="POL-001", revision="A")
    expect(work.page.get_by_text(said)).to_be_visible()


@pytest.mark.clause("21 CFR 11.10(j)")
@pytest.mark.clause("21 CFR 11.100(a)")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_signing_passkey(
    browser: Browser, served: Served, signed_in: SignedIn, language: str
) -> None:
    own, user = signer(served, browser, language)
    page = own.page
    page.goto("/app/signing-key")
    own.button(own.word("signing", "enrol_passkey")).click()
    fingerprint = page.locator("code.fingerprint").inner_text()
    key = own.record("signing.key", user_id=UserId.text(user), state="pending")
    assert key["fingerprint"] == fingerprint

    # Somebody else meets its owner and signs that.
    quality = begin(served, signed_in, "quality", language)
    fill_confirmation(quality, key["id"], fingerprint)
    if quality.page.locator("#sign-login").count():
        quality.page.locator("#sign-login").fill("quality")
    quality.page.locator("#sign-secret").fill(catalogue.SECRET)
    quality.page.keyboard.press("Enter")
    own.eventually(lambda: own.record("signing.key", id=key["id"])["state"] == "active")

    accountable(own)

    # From now on the authenticator signs; no secret is asked for, since there is none.
    number = waiting_key(served, language)
    with served.door.plant.reader() as reader:
        found = signing_key(reader, number)
    assert found is not None
    fill_confirmation(own, SigningKeyId.text(number), found.fingerprint, ".sign-meaning")
    sign = own.button(own.word("platform/signing", "with_passkey"))
    expect(sign).to_be_focused()
    expect(page.locator("#sign-secret")).to_have_count(0)
    assert violations(page) == []
    sign.click()
    expect(page.locator("#sign-title")).to_be_hidden()
    own.eventually(
        lambda: own.record("signing.key", id=SigningKeyId.text(number))["state"] == "active"
    )

    # What the record shows is the passkey's signature, under its owner's name.
    own.go(f"/record/signing.key/{SigningKeyId.text(number)}")
    given = page.locator(".signatures")
    expect(given).to_contain_text("新人 Newcomer")
    expect(given).to_contain_text(fingerprint)
    page.context.close()
