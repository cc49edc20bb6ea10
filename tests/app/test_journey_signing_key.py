"""A newcomer makes a signing key; the quality manager confirms it, and signs that."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.app.conftest import DESKTOP, Served, SignedIn, enter, new_context
from tests.app.journey import Work, begin
from tests.app.test_journey_account import newcomer
from tests.app.test_pages import violations

CONFIRM = "signing.confirm_key/1"
SECRET = "a secret of one's own"
EVIDENCE = "Identity card seen 已核对身份证"


def made_key(work: Work) -> str:
    """Make one more key under a secret; its fingerprint, as its owner reads it out."""
    page = work.page
    page.goto("/app/signing-key")
    fingerprints = page.locator("code.fingerprint")
    page.locator("#new-secret").wait_for()
    before = fingerprints.count()
    page.locator("#new-secret").fill(SECRET)
    page.locator("#new-secret-again").fill(SECRET)
    page.keyboard.press("Enter")
    expect(fingerprints).to_have_count(before + 1)
    return fingerprints.last.inner_text()


def fill_confirmation(
    work: Work, key_id: str, fingerprint: str, asked: str = "#sign-secret"
) -> None:
    """From the page of the pending key to the form, up to the dialog and what it asks for."""
    page = work.page
    work.go(f"/record/signing.key/{key_id}")
    # The screen before may tell of other keys that were confirmed: the link is that of this key.
    form = f'a[href$="{CONFIRM}?key_id={key_id}"]'
    page.get_by_role("main").locator(form).get_by_text(work.label(CONFIRM)).first.click()
    page.get_by_label(work.field(CONFIRM, "fingerprint")).fill(fingerprint)
    page.get_by_label(work.field(CONFIRM, "evidence")).fill(EVIDENCE)
    page.locator("form.command-form button[type=submit]").click()
    # The dialog is there at once; what it asks for comes when it is known what is signed.
    expect(page.locator("#sign-title")).to_be_visible()
    expect(page.locator(asked)).to_be_visible()


@pytest.mark.clause("21 CFR 11.100(b)")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_signing_key(
    browser: Browser, served: Served, signed_in: SignedIn, tmp_path: Path, language: str
) -> None:
    login = newcomer(served, f"{language}-signer")
    role = served.door.get("/api/records/people.role?code=operator").json["records"][0]["id"]
    user = served.door.get(f"/api/records/people.user?login={login}").json["records"][0]["id"]
    served.door.do(GrantRole(user_id=UserId.parse(user), role_id=RoleId.parse(role)))
    context = new_context(browser, served.address, language, DESKTOP)
    own = Work(context.new_page(), language, served.door)
    enter(own.page, login)
    own.speak()
    quality = begin(served, signed_in, "quality", language)
    page = quality.page
    secret, name = page.locator("#sign-secret"), page.locator("#sign-login")

    first = made_key(own)
    key = quality.record("signing.key", user_id=user, state="pending")["id"]
    fill_confirmation(quality, key, first)
    if name.count():  # the first signature of a series
        expect(name).to_be_focused()
        name.fill("quality")
    assert violations(page) == []
    secret.fill("not the secret")
    secret.press("Enter")
    expect(page.locator("dialog").get_by_role("alert")).to_be_visible()
    secret.fill(catalogue.SECRET)
    secret.press("Enter")
    expect(page.locator("#sign-title")).to_be_hidden()
    quality.eventually(lambda: quality.record("signing.key", id=key)["state"] == "active")

    # Given up by Escape, nothing is done; then the secret alone is asked for.
    second = made_key(own)
    key = quality.record("signing.key", user_id=user, state="pending")["id"]
    fill_confirmation(quality, key, second)
    expect(secret).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_text("未签名" if language == "zh" else "Not signed")).to_be_visible()
    assert quality.record("signing.key", id=key)["state"] == "pending"
    page.locator("form.command-form button[type=submit]").click()
    expect(secret).to_be_focused()
    expect(name).to_have_count(0)
    secret.fill(catalogue.SECRET)
    secret.press("Enter")
    quality.eventually(lambda: quality.record("signing.key", id=key)["state"] == "active")

    # What was signed stands on the record, with the name as it was printed.
    quality.go(f"/record/signing.key/{key}")
    given = page.locator(".signatures")
    expect(given).to_contain_text("已核实身份" if language == "zh" else "Identity verified")

    # It leaves as a PDF whose seal another program checks.
    with page.expect_download() as started:
        quality.button(quality.word("platform/signing", "copy")).click()
    assert started.value.suggested_filename == f"signing.key-{key}-{language}.pdf"
    file = tmp_path / "copy.pdf"
    started.value.save_as(file)
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    context.close()
