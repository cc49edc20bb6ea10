"""A revision's way: written, reviewed, approved, learnt, effective by itself; the old copy is
refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import FilePayload, expect

from lotproof.adapters.typesetting import pdf
from lotproof.entrypoints.clockwork import Clockwork
from lotproof.entrypoints.demo import catalogue
from lotproof.kernel.clock import Instant
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done, in_days, one, signed_done

DRAFT = "documents.draft_revision/1"
SUBMIT = "documents.submit_revision/1"
REVIEW = "documents.review_revision/1"
APPROVE = "documents.approve_revision/1"
ACCEPT = "training.accept_untrained/1"


@pytest.mark.clause("ISO 13485 §4.2.4")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_documents(served: Served, signed_in: SignedIn, language: str) -> None:
    number = f"SOP-JOURNEY-{language.upper()}"
    old = effective_first(served.door, number)
    author = begin(served, signed_in, "engineer", language)
    copy_id = paper_copy(served.door, old)

    # Written: the file is brought, and what has changed is said.
    revision_id = drafted(author, number)
    assert state_of(author, revision_id) == "draft"
    submitted(author, revision_id)

    # Read on the screen by its reviewer and then by its approver, and signed by both.
    for login, kind in (("inspector", REVIEW), ("quality", APPROVE)):
        decided(begin(served, signed_in, login, language), login, kind, number)
    assert state_of(author, revision_id) == "approved"
    operator = begin(served, signed_in, "operator", language)
    station = operator.record("sites.workstation", code="SEAL1")["id"]
    paper_says(operator, copy_id, "paper_valid", number=number, revision="A", copy=1)
    holds_here(operator, station, number, "A")

    # Its day has come, but it waits for those who work by it: one learns it now, and for the
    # others somebody decides.
    clockwork = Clockwork(served.door.plant)
    clockwork.tick()
    assert state_of(author, revision_id) == "approved"
    learnt(operator, revision_id)
    accepted(begin(served, signed_in, "quality", language), revision_id)

    # From now on nobody works by the old one.
    clockwork.tick()
    assert state_of(author, revision_id) == "effective"
    holds_here(operator, station, number, "B")
    paper_says(operator, copy_id, "paper_invalid")
    answer = served.door.get(f"/api/documents/revision/{old}?use=work")
    assert (answer.status, answer.json["code"]) == (409, "document_not_effective")
    operator.go(f"/documents/revision/{old}")
    go_on = operator.word("documents", "in_effect", revision="B")
    expect(operator.page.get_by_role("link", name=go_on)).to_be_visible()


# --- what colleagues did before -----------------------------------------------------------------


def effective_first(door: LivingDoor, number: str) -> str:
    """A procedure of its own at a workplace, effective as A, which operators have to learn from
    now on before they do what nobody does in other journeys; the id of the revision."""
    document_id = done(
        door, "engineer", "documents.register_document", kind="sop", number=number,
        title=f"Peel test {number}", title_zh="剥离试验", owner_id=person(door, "engineer"),
    )["document_id"]  # fmt: skip
    station = one(door, "sites.workstation", code="SEAL1")["id"]
    done(door, "engineer", "documents.link_document", document_id=document_id, subject=station)
    stored = door.ask("POST", "/api/files?name=A.pdf", "engineer", content=written("A"),
                      headers={"content-type": "application/pdf"})  # fmt: skip
    revision_id = done(
        door, "engineer", "documents.draft_revision", document_id=document_id, revision="A",
        digest=stored.json["digest"], name="A.pdf", change_summary="First issue 首次发布",
    )["revision_id"]  # fmt: skip
    signed_done(
        door, "engineer", SUBMIT, revision_id=revision_id, effective_on=in_days(0),
        reviewers=[person(door, "inspector")], approvers=[person(door, "quality")],
    )  # fmt: skip
    signed_done(door, "inspector", REVIEW, revision_id=revision_id)
    signed_done(door, "quality", APPROVE, revision_id=revision_id)
    Clockwork(door.plant).tick()
    done(
        door, "quality", "training.set_requirement", document_id=document_id,
        role_id=one(door, "people.role", code="operator")["id"],
        applies_to="operation", operation_code=number,
    )  # fmt: skip
    return str(revision_id)


def paper_copy(door: LivingDoor, revision_id: str) -> str:
    """Issue a copy on paper to the operator; its id."""
    issued = done(door, "quality", "documents.issue_copies", revision_id=revision_id,
                  holders=[person(door, "operator")])  # fmt: skip
    return str(issued["copy_id"])


def person(door: LivingDoor, login: str) -> str:
    return UserId.text(door.users[login])


def written(revision: str) -> bytes:
    return pdf(f'#set text(font: "Noto Sans SC")\n= {revision}', {}, Instant(0))


# --- at the screens -----------------------------------------------------------------------------


def drafted(author: Work, number: str) -> str:
    document_id = author.record("documents.document", number=number)["id"]
    author.go(f"/do/{DRAFT}?document_id={document_id}")
    name = f"{number} B.pdf"
    author.page.get_by_label(author.field(DRAFT, "revision"), exact=True).fill("B")
    file = FilePayload(name=name, mimeType="application/pdf", buffer=written("B"))
    author.page.locator("input[type=file]").set_input_files(file)
    expect(author.page.get_by_role("main")).to_contain_text(name)
    author.page.get_by_label(author.field(DRAFT, "change_summary")).fill("Sealed hotter 提高温度")
    author.button(author.label(DRAFT)).click()
    author.page.wait_for_url("**/documents/revision/*")
    return author.page.url.rpartition("/")[2]


def state_of(work: Work, revision_id: str) -> str:
    return str(work.record("documents.revision", id=revision_id)["state"])


def submitted(author: Work, revision_id: str) -> None:
    author.go(f"/do/{SUBMIT}?revision_id={revision_id}")
    author.pick(author.field(SUBMIT, "reviewers"), "Huang Ting")
    author.pick(author.field(SUBMIT, "approvers"), "Xu Qing")
    today = datetime.now(ZoneInfo(catalogue.ZONE)).date()
    day = author.page.get_by_label(author.field(SUBMIT, "effective_on"))
    is_chinese = author.language == "zh"
    day.fill(f"{today:%Y-%m-%d}" if is_chinese else f"{today.day} {today:%b %Y}")
    day.press("Enter")
    sent_and_signed(author, "engineer")


def decided(at_desk: Work, login: str, kind: str, number: str) -> None:
    at_desk.go("/documents/inbox")
    at_desk.page.get_by_role("button").filter(has_text=number).click()
    expect(at_desk.page.get_by_role("img", name=f"{number} B.pdf")).to_be_visible()
    at_desk.page.get_by_role("link", name=at_desk.label(kind)).click()
    sent_and_signed(at_desk, login)


def learnt(operator: Work, revision_id: str) -> None:
    user_id = person(operator.door, "operator")
    about = {"revision_id": revision_id, "user_id": user_id}
    training_id = operator.record("training.training", **about)["id"]
    operator.go(f"/training/paper/{training_id}")
    operator.button(operator.word("training", "step_read_do")).click()
    operator.sign("operator")
    expect(operator.page.get_by_text(operator.word("training", "ready"))).to_be_visible()
    assert operator.record("training.training", id=training_id)["state"] == "qualified"


def accepted(manager: Work, revision_id: str) -> None:
    manager.go(f"/do/{ACCEPT}?revision_id={revision_id}")
    reason = "They come back next week 人员下周返岗"
    manager.page.get_by_label(manager.word("platform", "form_reason")).fill(reason)
    sent_and_signed(manager, "quality")


def sent_and_signed(at_desk: Work, login: str) -> None:
    """Send the form, sign it, and see that it is sealed."""
    at_desk.page.locator("form.command-form button[type=submit]").click()
    at_desk.sign(login)
    expect(at_desk.page.locator(".receipt")).to_be_visible()


def holds_here(operator: Work, station: str, number: str, revision: str) -> None:
    operator.go(f"/documents/workplace/{station}")
    here = operator.page.get_by_role("region", name=operator.word("documents", "shown_here"))
    choice = here.get_by_role("button").filter(has_text=number)
    said = operator.word("documents", "revision", revision=revision)
    expect(choice).to_contain_text(said)


def paper_says(operator: Work, copy_id: str, key: str, **values: object) -> None:
    operator.go("/documents/workplace")
    # The screen of a place has the same field: what is typed into it goes with it.
    place = operator.page.get_by_role("region", name=operator.word("documents", "shown_here"))
    expect(place).to_have_count(0)
    operator.page.get_by_label(operator.word("documents", "paper")).fill(copy_id)
    operator.button(operator.word("documents", "check")).click()
    said = operator.word("documents", key, **values)
    expect(operator.page.get_by_text(said)).to_be_visible()
