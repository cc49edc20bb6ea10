"""A new revision: who is not trained on it is told, refused, trained, and then may start."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from lotproof.adapters.typesetting import pdf
from lotproof.entrypoints.clockwork import Clockwork
from lotproof.kernel.clock import Instant
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done, in_days, one, released_work, signed_done
from tests.app.test_journey_operator import clear_line

QUESTIONS = "training.set_assessment/1"
PAPER = (
    ("Which pressure?", ("20 kPa", "30 kPa"), (2,)),
    ("What comes first?", ("Clear the line", "Have lunch", "Check the lots"), (1, 3)),
)
STEP = {"zh": "measure", "en": "finish"}


@pytest.mark.clause("ISO 13485 §6.2")
@pytest.mark.clause("21 CFR 11.10(i)")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_training(served: Served, signed_in: SignedIn, language: str) -> None:
    number, machine = f"SOP-TRAIN-{language.upper()}", f"TRN-{language.upper()}"
    order = released_work(served.door, f"WO-{language}-7300", "DV-IVSET", "10")
    revision = renewed(served.door, number, machine)
    trainer = begin(served, signed_in, "operator2", language)
    set_questions(trainer, revision)

    operator = begin(served, signed_in, "operator", language)
    is_told(operator, number)
    at_terminal(operator, order, machine)
    refused(operator, number)
    learn(operator, number)
    stands(served, signed_in, language, number, "in_training")
    observe(trainer, number)
    stands(served, signed_in, language, number, "qualified")

    at_terminal(operator, order, machine, is_begun=True)
    operator.eventually(
        lambda: operator.records("production.operation_run", work_order_id=order) != []
    )
    run = operator.record("production.operation_run", work_order_id=order)
    assert run["operator"] == UserId.text(served.door.users["operator"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_guides(served: Served, signed_in: SignedIn, language: str) -> None:
    operator = begin(served, signed_in, "operator", language)
    before = steps_done(operator)
    operator.go("/guides#operator")
    step = guide_step(operator, STEP[language])
    item = operator.page.get_by_role("listitem").filter(
        has=operator.page.get_by_role("heading", name=step["title"][language], exact=True)
    )
    item.get_by_role("button", name=operator.word("training", "guide_done")).click()
    expect(item.get_by_role("button")).to_have_count(0)
    assert steps_done(operator) == before + 1
    operator.go("/training")
    guide = own_guide(operator)
    counted = {"done": before + 1, "steps": len(guide["steps"])}
    said = operator.word("training", "guide_progress", **counted)
    row = operator.page.get_by_role("listitem").filter(
        has=operator.page.get_by_role("link", name=guide["title"][language])
    )
    expect(row).to_contain_text(said)


# --- what colleagues did before -----------------------------------------------------------------


def renewed(door: LivingDoor, number: str, machine: str) -> str:
    """A procedure that a machine of its own demands of operators, effective as B since today;
    the trainer may work by it for the time being. The id of revision B."""
    station = one(door, "sites.workstation", code="ASM1")["id"]
    equipment = done(
        door, "engineer", "equipment.register_equipment", code=machine, name="Bonding press 粘接机",
        kind="production", workstation_id=station,
    )["equipment_id"]  # fmt: skip
    document = done(
        door, "engineer", "documents.register_document", kind="sop", number=number,
        title="Bonding press", title_zh="粘接机操作", owner_id=person(door, "engineer"),
    )["document_id"]  # fmt: skip
    approved(door, document, "A")
    Clockwork(door.plant).tick()
    done(
        door, "quality", "training.set_requirement", document_id=document,
        role_id=one(door, "people.role", code="operator")["id"], applies_to="equipment",
        equipment_id=equipment, needs_assessment=True, needs_observation=True,
    )  # fmt: skip
    revision = approved(door, document, "B")
    signed_done(door, "quality2", "training.accept_untrained/1", revision_id=revision,
                reason="They learn it today 今日培训")  # fmt: skip
    Clockwork(door.plant).tick()
    assert one(door, "documents.revision", id=revision)["state"] == "effective"
    signed_done(
        door, "quality2", "training.grant_exception/1", user_id=person(door, "operator2"),
        document_id=document, until_on=in_days(5), reason="First trainer 首任培训师",
    )  # fmt: skip
    return revision


def approved(door: LivingDoor, document: str, revision: str) -> str:
    """A revision that will be effective today; its id."""
    content = pdf(f'#set text(font: "Noto Sans SC")\n= {revision}', {}, Instant(0))
    stored = door.ask("POST", f"/api/files?name={revision}.pdf", "engineer", content=content,
                      headers={"content-type": "application/pdf"})  # fmt: skip
    id_ = done(
        door, "engineer", "documents.draft_revision", document_id=document, revision=revision,
        digest=stored.json["digest"], name=f"{revision}.pdf", change_summary="As tried 按试验结果",
    )["revision_id"]  # fmt: skip
    signed_done(
        door, "engineer", "documents.submit_revision/1", revision_id=id_, effective_on=in_days(0),
        reviewers=[person(door, "inspector")], approvers=[person(door, "quality")],
    )  # fmt: skip
    signed_done(door, "inspector", "documents.review_revision/1", revision_id=id_)
    signed_done(door, "quality", "documents.approve_revision/1", revision_id=id_)
    return str(id_)


def person(door: LivingDoor, login: str) -> str:
    return UserId.text(door.users[login])


# --- at the screens -----------------------------------------------------------------------------


def set_questions(trainer: Work, revision: str) -> None:
    """Two questions with their choices; what is missing is said before anything is sent."""
    trainer.go(f"/do/{QUESTIONS}?revision_id={revision}")
    send = trainer.button(word(trainer, "editor_do"))
    send.click()
    first = trainer.page.get_by_role("group", name=word(trainer, "question_n", number=1))
    expect(first.get_by_role("alert")).to_have_text(word(trainer, "lack_text"))
    trainer.button(word(trainer, "question_add")).click()
    for n, (text, choices, right) in enumerate(PAPER, 1):
        group = trainer.page.get_by_role("group", name=word(trainer, "question_n", number=n))
        group.get_by_label(word(trainer, "question_text")).fill(text)
        for _ in choices[2:]:
            group.get_by_role("button", name=word(trainer, "choice_add")).click()
        for m, choice in enumerate(choices, 1):
            group.get_by_role("textbox", name=word(trainer, "choice_n", number=m)).fill(choice)
        for m in right:
            group.get_by_role("checkbox", name=word(trainer, "choice_right_n", number=m)).check()
    trainer.page.get_by_label(trainer.field(QUESTIONS, "pass_mark")).fill("2")
    send.click()
    expect(trainer.page.locator(".receipt")).to_be_visible()
    assessment = trainer.record("training.assessment", revision_id=revision)
    assert (assessment["questions"], assessment["pass_mark"]) == (2, 2)
    assert "keys" not in assessment


def is_told(operator: Work, number: str) -> None:
    """On the first page and in the inbox, in the reader's language, with the way to it."""
    name = re.compile(f"^{word(operator, 'mine')}")
    for path in ("/inbox", "/"):
        operator.go(path)
        tasks = operator.page.get_by_role("list", name=name)
        task = tasks.get_by_role("listitem").filter(has_text=f"{number} B")
        expect(task).to_contain_text(operator.label("training.confirm_reading/1"))
        expect(task.get_by_role("link")).to_have_attribute("href", re.compile("/training/paper/"))


def at_terminal(operator: Work, order: str, machine: str, *, is_begun: bool = False) -> None:
    """Before the machine, ready to start."""
    operator.go("/shopfloor")
    if not is_begun:  # the workstation is known afterwards
        operator.page.get_by_role("button", name=re.compile("^ASM1")).click()
    expect(operator.page.get_by_label(operator.word("shopfloor", "scan_order"))).to_be_visible()
    operator.scan(one(operator.door, "production.work_order", id=order)["number"])
    expect(operator.page).to_have_url(re.compile(f"/shopfloor/{order}/"))
    if not is_begun:
        clear_line(operator, order)
        operator.button(operator.word("shopfloor", "output_do")).click()
    machines = operator.page.get_by_role("group", name=operator.word("shopfloor", "machine"))
    machines.get_by_role("button", name=re.compile(f"^{machine}")).click()
    operator.button(operator.word("shopfloor", "start_do")).click()


def refused(operator: Work, number: str) -> None:
    """The terminal says who is not trained on what, by name, and leads to the training."""
    alarm = operator.page.get_by_role("alert")
    expect(alarm).to_contain_text(number)
    expect(alarm).to_contain_text("Li Na 李娜")
    expect(alarm).not_to_contain_text("usr_")
    alarm.get_by_role("link", name=word(operator, "mine")).click()
    operator.page.wait_for_url("**/training")


def learn(operator: Work, number: str) -> None:
    """Read, signed, answered wrong, answered right."""
    begin_ = f"{word(operator, 'begin')}: {number}"
    operator.page.get_by_role("link", name=begin_).click()
    operator.page.wait_for_url("**/training/paper/*")
    name = f"{word(operator, 'open_document')}: B.pdf"
    paper = operator.page.get_by_role("link", name=name, exact=True)
    answer = operator.page.request.get(str(paper.get_attribute("href")))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    operator.button(word(operator, "step_read_do")).click()
    operator.sign("operator")
    hand_in = operator.button(word(operator, "step_questions_do"))
    expect(hand_in).to_be_disabled()
    answered(operator, wrong=True)
    hand_in.click()
    attempts = operator.page.get_by_role("region", name=word(operator, "attempts"))
    expect(attempts).to_contain_text(word(operator, "failed"))
    answered(operator, wrong=False)
    hand_in.click()
    expect(attempts).to_contain_text(word(operator, "passed"))
    expect(hand_in).to_be_hidden()


def answered(operator: Work, *, wrong: bool) -> None:
    for n, (text, choices, right) in enumerate(PAPER, 1):
        sheet = operator.page.get_by_role("group", name=f"{n}. {text}")
        for m in (1,) if wrong else right:
            sheet.get_by_role("checkbox", name=choices[m - 1]).check()


def observe(trainer: Work, number: str) -> None:
    """The trainer watches, says what was seen, and signs."""
    trainer.go("/training/observe")
    row = trainer.page.get_by_role("listitem").filter(has_text=number).filter(has_text="Li Na")
    row.get_by_role("button", name=word(trainer, "observe")).click()
    trainer.page.get_by_label(word(trainer, "observe_saw")).fill("Ten sets by the book 十套合规")
    trainer.page.get_by_text(word(trainer, "observe_good"), exact=True).click()
    trainer.button(word(trainer, "observe_do")).click()
    trainer.sign("operator2")
    expect(row).to_be_hidden()


def stands(served: Served, signed_in: SignedIn, language: str, number: str, code: str) -> None:
    """What the matrix shows of the operator and the procedure, in a manager's words."""
    manager = begin(served, signed_in, "quality", language)
    manager.go("/training/matrix")
    standings = served.door.get("/api/training/matrix", "quality").json["standings"]
    (label,) = [each["label"][language] for each in standings if each["value"] == code]
    expect(cell_of(manager, number)).to_contain_text(label)


def cell_of(manager: Work, number: str) -> Locator:
    name = word(manager, "matrix_cell", person="Li Na 李娜", number=number)
    return manager.page.get_by_role("link", name=re.compile(f"^{re.escape(name)}"))


def word(work: Work, key: str, **values: object) -> str:
    return work.word("training", key, **values)


# --- guides -------------------------------------------------------------------------------------


def own_guide(operator: Work) -> Any:
    guides = operator.door.get("/api/guides", "operator").json["guides"]
    return next(each for each in guides if each["role"] == "operator")


def guide_step(operator: Work, code: str) -> Any:
    return next(each for each in own_guide(operator)["steps"] if each["code"] == code)


def steps_done(operator: Work) -> int:
    mine = operator.door.get("/api/training/mine", "operator").json["guides"]
    return int(next(each for each in mine if each["role"] == "operator")["done"])
