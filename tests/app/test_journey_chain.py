"""The quality engineer goes back from a withdrawn permission to the very reading, and checks it."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from lotproof.modules.monitoring.queries import Excursion, StartWithdrawal
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId, WithdrawalId
from tests.app.conftest import DESKTOP, Served, SignedIn

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = {
    "en": {
        "chain": "Cause chain",
        "check": "Check this reading",
        "holds": "Proven: this reading was sealed so",
        "limit": "above the action limit",
    },
    "zh": {
        "chain": "因果链",
        "check": "校验此读数",
        "holds": "已证实：此读数如此封存",
        "limit": "高于行动限",
    },
}


def withdrawal(served: Served) -> tuple[str, str]:
    """A withdrawal that an excursion led to, and that excursion."""
    with served.door.plant.reader() as reader:
        found = next(each for each in reader.find(StartWithdrawal) if each.excursion_id)
        assert found.excursion_id is not None
        assert reader.seek(Excursion, found.excursion_id) is not None
        return WithdrawalId.text(found.id), ExcursionId.text(found.excursion_id)


def open_chain(page: "Page", subject: str, language: str) -> None:
    """From the history of the record, as a person would."""
    words = WORDS[language]
    page.add_init_script(f"localStorage.setItem('lotproof.language', '{language}')")
    page.goto(f"/app/record/monitoring.start_withdrawal/{subject}?tab=history")
    page.locator(f'a[href="/app/chain/{subject}"]').click()
    page.get_by_role("heading", name=words["chain"]).wait_for()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_a_withdrawal_to_the_reading_that_is_checked(
    signed_in: SignedIn, served: Served, language: str
) -> None:
    words = WORDS[language]
    subject, excursion = withdrawal(served)
    page = signed_in("quality", language, DESKTOP)
    open_chain(page, subject, language)
    reading = page.locator(f'[id="reading:{excursion}"]')
    assert words["limit"] in reading.inner_text()
    reading.get_by_role("button", name=words["check"]).click()
    page.get_by_role("dialog").get_by_text(words["holds"]).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    with page.expect_download() as download:
        reading.locator("a[href*='/items/']").click()
    assert re.fullmatch(r"\d+-\d+\.item-proof\.json", download.value.suggested_filename)


def test_a_reading_that_is_not_what_was_sealed_is_found_out(
    signed_in: SignedIn, served: Served
) -> None:
    """A server that shows another value, or another proof, cannot deceive the browser."""
    subject, excursion = withdrawal(served)
    page = signed_in("quality", "en", DESKTOP)

    def forge(route: Any) -> None:
        answer = route.fetch()
        file = answer.json()
        file["item"] = re.sub(r'"value":"[^"]*"', '"value":"139.0"', file["item"])
        route.fulfill(response=answer, json=file)

    page.route("**/items/input_readings/*", forge)
    open_chain(page, subject, "en")
    reading = page.locator(f'[id="reading:{excursion}"]')
    reading.get_by_role("button", name=WORDS["en"]["check"]).click()
    dialog = page.get_by_role("dialog")
    dialog.locator(".check-steps").wait_for()
    told = dialog.inner_text()
    assert WORDS["en"]["holds"] not in told
    assert "It is not what was sealed as number" in told
    assert "The screen shows" in told
