"""A controlled document is written, reviewed, approved and superseded, each by somebody else."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.refusals import Refused
from lotproof.kernel.site import Task
from lotproof.modules.documents.commands_control import (
    AccountForCopy,
    ApproveRevision,
    ChangeDocument,
    DraftRevision,
    EndLink,
    ExportDeviceFile,
    IssueCopies,
    LinkDocument,
    MakeEffective,
    MakeObsolete,
    PrintCopy,
    RecordReview,
    RegisterDocument,
    RemindOfReview,
    ReplaceDraft,
    ReturnRevision,
    ReviewRevision,
    SetEffectiveDate,
    SubmitRevision,
    WithdrawRevision,
)
from lotproof.modules.documents.queries import (
    Document,
    DocumentCopy,
    asked_of,
    copies,
    effective_at,
    effective_revision,
    links_of,
    revision,
)
from lotproof.modules.documents.rules_control import add_months, placed, require_apart
from lotproof.modules.documents.vocabulary import (
    CopyEnd,
    DocumentCopyId,
    DocumentKind,
    DocumentLinkId,
    DocumentRevisionState,
    RenditionLanguage,
    ReviewVerdict,
)
from lotproof.modules.people.commands import DeactivateUser
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaKind
from tests.modules.documents import controlling as it
from tests.support.plant import Plant


@pytest.fixture(autouse=True)
def _people(plant: Plant) -> None:
    it.people_and_files(plant)


@pytest.mark.clause("ISO 13485 §4.2.4")
def test_a_document_goes_from_its_author_over_others_into_effect(plant: Plant) -> None:
    document_id = it.registered(plant)
    revision_id = it.approved(plant, document_id, effective_on=it.FIRST_DAY)
    with plant.reader() as reader:
        assert effective_revision(reader, document_id) is None, "approved is not yet effective"
    plant.ok(MakeEffective(revision_id=revision_id), actor="sys_clock")
    with plant.reader() as reader:
        held = effective_revision(reader, document_id)
        assert held is not None
        assert (held.id, held.state.value) == (revision_id, "effective")
        assert reader.get(Document, document_id).number == "SOP-0001"
    plant.check()


@pytest.mark.clause("21 CFR 11.10(k)(2)")
@pytest.mark.clause("ISO 13485 §4.2.4")
def test_the_one_before_is_superseded_in_the_same_transaction(plant: Plant) -> None:
    document_id = it.registered(plant)
    first = it.effective(plant, document_id)
    with plant.reader() as reader:
        between = reader.now
    plant.clock.advance(days=3)
    second = it.effective(plant, document_id, "B", "bb")
    with plant.reader() as reader:
        former = revision(reader, first)
        assert former.state is DocumentRevisionState.SUPERSEDED
        now = effective_revision(reader, document_id)
        then = effective_at(reader, document_id, between)
        assert now is not None
        assert then is not None
        assert (now.id, then.id) == (second, first)
        assert former.effective_until == now.effective_at
    plant.check()


@pytest.mark.parametrize(
    ("reviewers", "approvers", "code"),
    [
        ([1], [3], "document_parts_not_apart"),
        ([2], [1], "document_parts_not_apart"),
        ([2], [2], "document_parts_not_apart"),
        ([], [3], "nobody_decides"),
        ([2], [], "nobody_decides"),
    ],
)
def test_author_reviewer_and_approver_are_different_people(
    plant: Plant, reviewers: list[int], approvers: list[int], code: str
) -> None:
    revision_id = it.drafted(plant, it.registered(plant))
    command = SubmitRevision(
        revision_id=revision_id,
        reviewers=[UserId(n) for n in reviewers],
        approvers=[UserId(n) for n in approvers],
    )
    plant.refused(code, command, actor=it.AUTHOR)


def test_who_has_left_is_not_asked(plant: Plant) -> None:
    plant.ok(DeactivateUser(user_id=UserId(2)), reason="Left")
    revision_id = it.drafted(plant, it.registered(plant))
    command = SubmitRevision(revision_id=revision_id, reviewers=[UserId(2)], approvers=[UserId(3)])
    plant.refused("not_an_active_person", command, actor=it.AUTHOR)


def test_only_the_author_changes_and_submits_a_draft(plant: Plant) -> None:
    revision_id = it.drafted(plant, it.registered(plant))
    replace = ReplaceDraft(
        revision_id=revision_id, digest="bb" * 32, name="b.pdf", change_summary="Better"
    )
    plant.refused("not_the_author", replace, actor=it.REVIEWER)
    plant.ok(replace, actor=it.AUTHOR)
    with plant.reader() as reader:
        assert revision(reader, revision_id).digest == "bb" * 32


def test_nobody_decides_out_of_turn(plant: Plant) -> None:
    revision_id = it.submitted(plant, it.registered(plant))
    plant.refused("step_not_asked", ApproveRevision(revision_id=revision_id), actor=it.APPROVER)
    plant.refused("step_not_asked", ReviewRevision(revision_id=revision_id), actor=it.HOLDER)
    plant.refused("step_not_asked", ApproveRevision(revision_id=revision_id), actor=it.REVIEWER)
    plant.ok(ReviewRevision(revision_id=revision_id), actor=it.REVIEWER)
    plant.refused("step_not_asked", ReviewRevision(revision_id=revision_id), actor=it.REVIEWER)
    plant.ok(ApproveRevision(revision_id=revision_id), actor=it.APPROVER)
    plant.refused("wrong_state", ApproveRevision(revision_id=revision_id), actor=it.APPROVER)


def test_in_order_one_is_asked_after_the_other(plant: Plant) -> None:
    revision_id = it.drafted(plant, it.registered(plant))
    command = SubmitRevision(
        revision_id=revision_id,
        reviewers=[UserId(4), UserId(2)],
        approvers=[UserId(3)],
        is_in_order=True,
    )
    plant.ok(command, actor=it.AUTHOR)
    for actor in (it.HOLDER, it.REVIEWER):
        with plant.reader() as reader:
            asked = {user: bool(asked_of(reader, user)) for user in (2, 3, 4)}
        assert asked == {n: f"usr_{n}" == actor for n in (2, 3, 4)}
        plant.ok(ReviewRevision(revision_id=revision_id), actor=actor)
    plant.ok(ApproveRevision(revision_id=revision_id), actor=it.APPROVER)
    plant.check()


def test_what_is_returned_is_reviewed_again_from_the_beginning(plant: Plant) -> None:
    revision_id = it.submitted(plant, it.registered(plant))
    back = ReturnRevision(revision_id=revision_id)
    plant.refused("step_not_asked", back, actor=it.APPROVER, reason="Too early")
    plant.ok(ReviewRevision(revision_id=revision_id), actor=it.REVIEWER)
    plant.ok(back, actor=it.APPROVER, reason="Step 3 is missing")
    submit = SubmitRevision(revision_id=revision_id, reviewers=[UserId(2)], approvers=[UserId(3)])
    plant.ok(submit, actor=it.AUTHOR)
    plant.refused("step_not_asked", ApproveRevision(revision_id=revision_id), actor=it.APPROVER)
    plant.ok(ReviewRevision(revision_id=revision_id), actor=it.REVIEWER)
    plant.ok(ApproveRevision(revision_id=revision_id), actor=it.APPROVER)
    plant.check()


def test_a_revision_is_of_a_stored_file_and_not_for_the_past(plant: Plant) -> None:
    document_id = it.registered(plant)
    unknown = DraftRevision(
        document_id=document_id, revision="A", digest="dd" * 32, name="a.pdf", change_summary="x"
    )
    plant.refused("file_unknown", unknown, actor=it.AUTHOR)
    revision_id = it.drafted(plant, document_id)
    plant.refused(
        "effective_date_past",
        SubmitRevision(
            revision_id=revision_id,
            reviewers=[UserId(2)],
            approvers=[UserId(3)],
            effective_on=it.FIRST_DAY - timedelta(days=1),
        ),
        actor=it.AUTHOR,
    )


def test_one_revision_at_a_time_is_on_its_way(plant: Plant) -> None:
    document_id = it.registered(plant)
    revision_id = it.submitted(plant, document_id)
    again = DraftRevision(
        document_id=document_id, revision="B", digest="bb" * 32, name="b.pdf", change_summary="x"
    )
    plant.refused("document_revision_open", again)
    plant.ok(WithdrawRevision(revision_id=revision_id), reason="Not needed")
    with plant.reader() as reader:
        assert asked_of(reader, 2) == []
    plant.ok(again)


def test_a_revision_waits_for_its_day(plant: Plant) -> None:
    revision_id = it.approved(plant, it.registered(plant))
    make = MakeEffective(revision_id=revision_id)
    plant.refused("effective_date_missing", make)
    past = SetEffectiveDate(revision_id=revision_id, effective_on=it.FIRST_DAY - timedelta(1))
    plant.refused("effective_date_past", past)
    day = it.FIRST_DAY + timedelta(2)
    plant.ok(SetEffectiveDate(revision_id=revision_id, effective_on=day))
    plant.refused("not_yet_effective_day", make)
    plant.clock.advance(days=2)
    plant.ok(make)
    plant.refused("wrong_state", make)


@pytest.mark.clause("21 CFR 11.10(k)(1)")
@pytest.mark.clause("ISO 13485 §4.2.4")
def test_copies_are_numbered_printed_once_and_called_back(plant: Plant) -> None:
    document_id = it.registered(plant)
    first = it.effective(plant, document_id)
    plant.ok(IssueCopies(revision_id=first, holders=[UserId(3), UserId(4)], place="Line 1"))
    plant.ok(IssueCopies(revision_id=first, holders=[UserId(4)]))
    with plant.reader() as reader:
        assert [c.number for c in copies(reader, first)] == [1, 2, 3]
    prints = PrintCopy(copy_id=DocumentCopyId(1), digest="ee" * 32, language=RenditionLanguage.ZH)
    plant.ok(prints)
    plant.refused("copy_printed_already", prints)
    plant.ok(AccountForCopy(copy_id=DocumentCopyId(3), end=CopyEnd.LOST))
    it.effective(plant, document_id, "B", "bb")
    with plant.reader() as reader:
        states = [c.state.value for c in copies(reader, first)]
    assert states == ["recalled", "recalled", "lost"]
    old = PrintCopy(copy_id=DocumentCopyId(2), digest="ee" * 32, language=RenditionLanguage.ZH)
    plant.refused("wrong_state", old)
    plant.refused("wrong_state", IssueCopies(revision_id=first, holders=[UserId(4)]))
    plant.ok(AccountForCopy(copy_id=DocumentCopyId(2), end=CopyEnd.RETURNED))
    plant.ok(AccountForCopy(copy_id=DocumentCopyId(2), end=CopyEnd.DESTROYED))
    plant.check()


def test_an_obsolete_document_has_nothing_that_holds(plant: Plant) -> None:
    document_id = it.registered(plant)
    first = it.effective(plant, document_id)
    plant.ok(IssueCopies(revision_id=first, holders=[UserId(4)]))
    second = it.effective(plant, document_id, "B", "bb")
    third = it.submitted(plant, document_id, "C", "cc")
    plant.ok(MakeObsolete(document_id=document_id), reason="The process is given up")
    with plant.reader() as reader:
        states = [revision(reader, each).state.value for each in (first, second, third)]
        assert states == ["obsolete", "obsolete", "withdrawn"]
        assert effective_revision(reader, document_id) is None
        assert reader.get(DocumentCopy, 1).state.value == "recalled"
    plant.refused("wrong_state", MakeObsolete(document_id=document_id), reason="Again")
    again = DraftRevision(
        document_id=document_id, revision="D", digest="bb" * 32, name="b.pdf", change_summary="x"
    )
    plant.refused("wrong_state", again)
    plant.check()


def test_a_document_is_linked_to_where_it_holds(plant: Plant) -> None:
    document_id = it.registered(plant)
    plant.ok(OpenArea(code="A", name="A", kind=AreaKind.STORAGE))
    link = LinkDocument(document_id=document_id, subject="are_1")
    link_id = DocumentLinkId.parse(plant.ok(link).value("link_id"))
    plant.refused("document_linked_already", link)
    for subject, operation in (("usr_1", None), ("are_1", "OP10")):
        wrong = LinkDocument(document_id=document_id, subject=subject, operation=operation)
        plant.refused("document_not_linkable", wrong)
    plant.refused("not_found", LinkDocument(document_id=document_id, subject="wst_9"))
    plant.ok(EndLink(link_id=link_id), reason="Moved")
    with plant.reader() as reader:
        assert links_of(reader, "are_1") == []
    plant.ok(link)


def test_a_review_that_comes_due_is_a_task_once(plant: Plant) -> None:
    document_id = it.registered(plant, review_months=12)
    it.effective(plant, document_id)
    remind = RemindOfReview(document_id=document_id)
    plant.refused("review_reminded_already", remind)
    plant.clock.advance(days=340)
    plant.ok(remind)
    plant.refused("review_reminded_already", remind)
    keep = RecordReview(document_id=document_id, verdict=ReviewVerdict.KEEP, note="Still so")
    plant.ok(keep)
    with plant.reader() as reader:
        assert [task.state.value for task in reader.find(Task)] == ["done"]
        assert reader.get(Document, document_id).next_review_on == date(2028, 2, 5)
    revise = RecordReview(document_id=document_id, verdict=ReviewVerdict.REVISE, note="New press")
    plant.ok(revise)
    with plant.reader() as reader:
        open_ones = reader.find(Task, state="open")
        assert [task.code for task in open_ones] == ["document_revision_due"]
    it.effective(plant, document_id, "B", "bb")
    with plant.reader() as reader:
        assert reader.find(Task, state="open") == []
    plant.check()


@pytest.mark.clause("China MD GMP 2025 Art. 44")
def test_a_standard_is_watched_for_its_newest_edition(plant: Plant) -> None:
    document_id = it.registered(plant, DocumentKind.EXTERNAL_STANDARD, number="ISO 13485")
    it.effective(plant, document_id, "2016")
    look: dict[str, Any] = {"document_id": document_id, "note": "Looked at the issuer's catalogue"}
    plant.refused("edition_missing", RecordReview(verdict=ReviewVerdict.KEEP, **look))
    plant.ok(RecordReview(verdict=ReviewVerdict.KEEP, edition_found="2016", **look))
    newer = RecordReview(verdict=ReviewVerdict.KEEP, edition_found="2027", **look)
    plant.refused("edition_is_newer", newer)
    plant.ok(RecordReview(verdict=ReviewVerdict.REVISE, edition_found="2027", **look))


def test_title_owner_and_period_change_with_a_reason(plant: Plant) -> None:
    document_id = it.registered(plant)
    command = ChangeDocument(
        document_id=document_id, title="Laser welding", owner_id=UserId(4), review_months=24
    )
    plant.refused("reason_missing", command)
    plant.ok(command, reason="Moved to the laser")
    with plant.reader() as reader:
        document = reader.get(Document, document_id)
    assert (document.title, document.owner_id) == ("Laser welding", 4)
    assert document.next_review_on == date(2028, 3, 2)


def test_numbers_are_never_given_twice(plant: Plant) -> None:
    command = RegisterDocument(
        kind=DocumentKind.FORM, title="Form", owner_id=UserId(1), number="F-1"
    )
    plant.ok(command)
    plant.refused("duplicate", command)


def test_the_export_of_a_device_file_is_about_an_item_that_is_there(plant: Plant) -> None:
    for subject in ("itm_1", "usr_1"):
        command = ExportDeviceFile(subject=subject, on=it.FIRST_DAY, digest="aa" * 32)
        plant.refused("not_found", command)


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(1, 120))
def test_months_are_added_as_people_do(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(st.integers(1, 20), st.integers(1, 20), st.booleans())
def test_every_review_comes_before_every_approval(
    reviewers: int, approvers: int, is_in_order: bool
) -> None:
    positions = placed(reviewers, approvers, is_in_order=is_in_order)
    assert max(positions[:reviewers]) < min(positions[reviewers:])
    assert set(positions) == set(range(1, max(positions) + 1)), "no position is left out"


@given(st.lists(st.sampled_from("abcde"), min_size=3, max_size=6))
def test_whoever_is_named_twice_is_found(names: list[str]) -> None:
    author, reviewers, approvers = names[0], names[1:2], names[2:]
    if len(set(names)) == len(names):
        require_apart(author, reviewers, approvers)
    else:
        with pytest.raises(Refused):
            require_apart(author, reviewers, approvers)
