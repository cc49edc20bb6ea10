"""An auditor's day: finding entries, going back in time, and believing nobody but the key."""

import base64
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin, state_label

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

RELEASE = "warehouse.release_lot/1"


def check(auditor: Work, seq: int) -> "Locator":
    """Open an entry's page and check its proof there; what the check says."""
    auditor.page.goto(f"/app/entry/{seq}")
    auditor.button(auditor.word("platform", "receipt_check")).click()
    return auditor.page.get_by_role("dialog")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_auditor(served: Served, signed_in: SignedIn, language: str) -> None:
    auditor = begin(served, signed_in, "auditor", language)
    page = auditor.page

    # Entries of one kind: the newest release, and who did it.
    newest = auditor.entries(kind=RELEASE, limit=1)[0]
    auditor.go("/ledger")
    kinds = page.get_by_label(auditor.word("ledger", "filter_kind"))
    kinds.click()
    kinds.fill(auditor.label(RELEASE))
    page.get_by_role("option", name=auditor.label(RELEASE), exact=True).press("Enter")
    rows = page.get_by_role("region", name=auditor.word("ledger", "entries")).get_by_role("article")
    expect(rows.first).to_contain_text(f"{newest['seq']:,}")
    expect(rows.first).to_contain_text(auditor.label(RELEASE))
    rows.first.get_by_role("link", name=auditor.label(RELEASE)).click()
    expect(page).to_have_url(re.compile(f"/entry/{newest['seq']}$"))

    # The lot before that release, step by step.
    lot = next(each for each in newest["subjects"] if each.startswith("lot_"))
    auditor.go(f"/time/{lot}?at={newest['seq']}")
    back = page.get_by_role("button", name=auditor.word("timemachine", "back"))
    expect(page.get_by_role("main")).to_contain_text(released(auditor))
    back.click()
    expect(page).not_to_have_url(re.compile(f"at={newest['seq']}$"))
    seq = int(page.url.split("at=")[1])
    then = auditor.door.get(f"/api/record/warehouse.lot/{lot}?as_of={seq + 1}").json["record"]
    assert then["state"] == "quarantined"
    expect(page.get_by_role("main")).to_contain_text(
        state_label(auditor, "warehouse.lot", then["state"])
    )
    warning = page.locator(".ant-alert-warning").first
    expect(warning).to_contain_text(f"{seq:,}")

    # The proof of the release, checked here and not by the server.
    dialog = check(auditor, newest["seq"])
    expect(dialog).to_contain_text(auditor.word("platform", "check_good"))
    good = dialog.get_by_label(auditor.word("platform", "check_step_good"))
    expect(good).to_have_count(dialog.get_by_role("listitem").count())
    assert good.count() >= 8


def released(auditor: Work) -> str:
    return state_label(auditor, "warehouse.lot", "released")


def other_leaf(answer: dict[str, Any]) -> None:
    leaf = bytearray(base64.b64decode(answer["leaf"]))
    leaf[len(leaf) // 2] ^= 1
    answer["leaf"] = base64.b64encode(leaf).decode()


def other_content(answer: dict[str, Any]) -> None:
    part = next(iter(answer["parts"].values()))
    content = bytearray(base64.b64decode(part["content"]))
    content[-2] ^= 1
    part["content"] = base64.b64encode(content).decode()


def other_entry(answer: dict[str, Any]) -> None:
    answer["seq"] -= 1


@pytest.mark.parametrize("tamper", [other_leaf, other_content, other_entry])
def test_a_tampered_answer_is_an_alarm(
    served: Served, signed_in: SignedIn, tamper: Callable[[dict[str, Any]], None]
) -> None:
    auditor = begin(served, signed_in, "auditor", "en")
    seq = auditor.entries(kind=RELEASE, limit=1)[0]["seq"]
    expect(check(auditor, seq)).to_contain_text(auditor.word("platform", "check_good"))

    def forge(route: "Route") -> None:
        answer = route.fetch().json()
        tamper(answer)
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    auditor.page.route(f"**/api/entries/{seq}", forge)
    dialog = check(auditor, seq)
    expect(dialog).to_contain_text(auditor.word("platform", "check_bad"))
    bad = dialog.get_by_label(auditor.word("platform", "check_step_bad"))
    expect(bad).not_to_have_count(0)
