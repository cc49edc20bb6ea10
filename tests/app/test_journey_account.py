"""Somebody sets up a second factor and a passkey, and signs in with each."""

import time
from base64 import b32decode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lotproof.adapters.identity.codes import STEP_S, code_at
from lotproof.entrypoints.api.limits import Limits
from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.commands import RegisterUser, SetPassword
from lotproof.modules.people.passwords import hash_password
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from tests.app.conftest import DESKTOP, Served, enter, new_context
from tests.app.journey import Work

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def newcomer(served: Served, language: str) -> str:
    """The login of somebody new, with the demonstration's password."""
    login = f"newcomer-{language}"
    spoken = UserLanguage.ZH if language == "zh" else UserLanguage.EN
    made = served.door.do(RegisterUser(login=login, name="新人 Newcomer", language=spoken))
    user_id = UserId.parse(made.value("user_id"))
    hashed = hash_password(catalogue.PASSWORD)
    served.door.do(SetPassword(user_id=user_id, password_hash=hashed, is_temporary=False))
    return login


def set_up_codes(work: Work) -> bytes:
    """Enrol a code generator by keyboard; its seed."""
    page = work.page
    page.locator("#totp-password").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    shown = page.locator("code.mono").inner_text()
    seed = b32decode(shown.replace(" ", ""))
    expect(page.get_by_role("img", name=work.word("platform", "qr_for_app"))).to_be_visible()
    page.locator("#totp-code").fill(code_at(seed, int(time.time()) // STEP_S))
    page.keyboard.press("Enter")
    kept = page.get_by_role("button", name=work.word("platform", "recovery_kept"))
    expect(kept).to_be_focused()
    expect(
        page.get_by_role("list", name=work.word("platform", "recovery_codes")).locator("li")
    ).to_have_count(10)
    page.keyboard.press("Enter")
    expect(kept).to_be_hidden()
    return seed


def come_with_code(page: Page, login: str, seed: bytes) -> None:
    page.goto("/app/")
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    code = page.locator("input[autocomplete=one-time-code]")
    expect(code).to_be_focused()
    code.fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    # The code of enrolment was used; clocks may be a step apart, so the next one is good now.
    code.fill(code_at(seed, int(time.time()) // STEP_S + 1))
    page.keyboard.press("Enter")
    page.locator("a.brand").wait_for()


@pytest.fixture
def unhurried(served: Served) -> Iterator[Served]:
    """Give a server that allows more tries in a minute than people make."""
    state = served.door.app.state
    before, state.limits = state.limits, Limits(lambda: time.monotonic() * 100)
    yield served
    state.limits = before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_account(browser: Browser, unhurried: Served, language: str) -> None:
    served = unhurried
    login = newcomer(served, language)
    address = served.address.replace("127.0.0.1", "localhost")
    context = new_context(browser, address, language, DESKTOP)
    page = context.new_page()
    work = Work(page, language, served.door)
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    enter(page, login)
    page.goto("/app/account")
    seed = set_up_codes(work)
    context.clear_cookies()
    come_with_code(page, login, seed)

    page.goto("/app/account")
    page.locator("#passkey-name").fill("Laptop 笔记本")
    page.locator("#passkey-password").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Laptop 笔记本", exact=True)).to_be_visible()
    context.clear_cookies()
    page.goto("/app/")
    page.get_by_role("button", name=work.word("platform", "with_passkey")).click()
    page.locator("a.brand").wait_for()

    page.goto("/app/account")
    expect(page.get_by_text(work.word("account", "this_session"), exact=True)).to_be_visible()
    others = page.get_by_role("button", name=work.word("account", "end"), exact=False)
    assert others.count() == 2
    context.close()
