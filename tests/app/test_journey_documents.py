"""A revision's way: written, reviewed, approved, effective by itself; the old copy is refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import FilePayload, expect

from lotproof.adapters.typesetting import pdf
from lotproof.entrypoints.clockwork import Clockwork
from lotproof.entrypoints.demo import catalogue
from lotproof.kernel.clock import Instant
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin

DRAFT = "documents.draft_revision/1"
SUBMIT = "documents.submit_revision/1"
REVIEW = "documents.review_revision/1"
APPROVE = "documents.approve_revision/1"
ISSUE = "documents.issue_copies/1"


@pytest.mark.clause("ISO 13485 §4.2.4")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_documents(served: Served, signed_in: SignedIn, language: str) -> None:
    revision = f"B-{language}"
    author = begin(served, signed_in, "engineer", language)
    document = author.record("documents.document", number="SOP-102")
    old = author.record("documents.revision", document_id=document["id"], state="effective")
    copy_id = paper_copy(served, old["id"])

    # Written: the file is brought, and what has changed is said.
    revision_id = drafted(author, document["id"], revision)
    assert author.record("documents.revision", id=revision_id)["state"] == "draft"
    submitted(author, revision_id)

    # Read on the screen by its reviewer and then by its approver, and signed by both.
    for login, kind in (("inspector", REVIEW), ("quality", APPROVE)):
        decided(begin(served, signed_in, login, language), login, kind, f"SOP-102 {revision}.pdf")
    operator = begin(served, signed_in, "operator", language)
    station = operator.record("sites.workstation", code="SEAL1")["id"]
    paper_says(operator, copy_id, "paper_valid", number="SOP-102", revision=old["revision"], copy=1)
    holds_here(operator, station, old["revision"])

    # Its day has come: from now on nobody works by the old one.
    assert Clockwork(served.door.plant).tick() >= 1
    holds_here(operator, station, revision)
    operator.go("/documents/workplace")
    paper_says(operator, copy_id, "paper_invalid")
    answer = served.door.get(f"/api/documents/revision/{old['id']}?use=work")
    assert (answer.status, answer.json["code"]) == (409, "document_not_effective")
    operator.go(f"/documents/revision/{old['id']}")
    go_on = operator.word("documents", "in_effect", revision=revision)
    expect(operator.page.get_by_role("link", name=go_on)).to_be_visible()


def paper_copy(served: Served, revision_id: str) -> str:
    """Issue a copy on paper to the operator; its id."""
    holder = f"usr_{served.door.users['operator']}"
    body = {"revision_id": revision_id, "holders": [holder]}
    answer = served.door.post(ISSUE, body, "quality")
    assert answer.status == 200, answer.json
    return str(answer.json["events"][0]["copy_id"])


def drafted(author: Work, document_id: str, revision: str) -> str:
    author.go(f"/do/{DRAFT}?document_id={document_id}")
    content = pdf(f'#set text(font: "Noto Sans SC")\n= {revision}', {}, Instant(0))
    name = f"SOP-102 {revision}.pdf"
    author.page.get_by_label(author.field(DRAFT, "revision"), exact=True).fill(revision)
    file = FilePayload(name=name, mimeType="application/pdf", buffer=content)
    author.page.locator("input[type=file]").set_input_files(file)
    expect(author.page.get_by_role("main")).to_contain_text(name)
    author.page.get_by_label(author.field(DRAFT, "change_summary")).fill("Sealed hotter 提高温度")
    author.button(author.label(DRAFT)).click()
    author.page.wait_for_url("**/documents/revision/*")
    return author.page.url.rpartition("/")[2]


def submitted(author: Work, revision_id: str) -> None:
    author.go(f"/do/{SUBMIT}?revision_id={revision_id}")
    author.pick(author.field(SUBMIT, "reviewers"), "Huang Ting")
    author.pick(author.field(SUBMIT, "approvers"), "Xu Qing")
    today = datetime.now(ZoneInfo(catalogue.ZONE)).date()
    day = author.page.get_by_label(author.field(SUBMIT, "effective_on"))
    is_chinese = author.language == "zh"
    day.fill(f"{today:%Y-%m-%d}" if is_chinese else f"{today.day} {today:%b %Y}")
    day.press("Enter")
    signed(author, "engineer")


def decided(at_desk: Work, login: str, kind: str, name: str) -> None:
    at_desk.go("/documents/inbox")
    chosen = at_desk.page.get_by_role("button").filter(has_text="SOP-102")
    chosen.click()
    expect(at_desk.page.get_by_role("img", name=name)).to_be_visible()
    at_desk.page.get_by_role("link", name=at_desk.label(kind)).click()
    signed(at_desk, login)


def signed(at_desk: Work, login: str) -> None:
    """Send the form, sign it, and see that it is sealed."""
    page = at_desk.page
    page.locator("form.command-form button[type=submit]").click()
    secret, name = page.locator("#sign-secret"), page.locator("#sign-login")
    secret.wait_for()
    if name.count():
        name.fill(login)
    secret.fill(catalogue.SECRET)
    secret.press("Enter")
    expect(page.locator(".receipt")).to_be_visible()


def holds_here(operator: Work, station: str, revision: str) -> None:
    operator.go(f"/documents/workplace/{station}")
    here = operator.page.get_by_role("region", name=operator.word("documents", "shown_here"))
    choice = here.get_by_role("button").filter(has_text="SOP-102")
    said = operator.word("documents", "revision", revision=revision)
    expect(choice).to_contain_text(said)


def paper_says(operator: Work, copy_id: str, key: str, **values: object) -> None:
    operator.go("/documents/workplace")
    operator.page.get_by_label(operator.word("documents", "paper")).fill(copy_id)
    operator.button(operator.word("documents", "check")).click()
    said = operator.word("documents", key, **values)
    expect(operator.page.get_by_text(said)).to_be_visible()
