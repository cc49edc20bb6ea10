"""Whose reports, reviews and proposals are, and what else they are about."""

from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.cases import bind, concern, require_owner, take_case
from lotproof.modules.nonconformance.commands_work import AddSubject, Assign, HandOver, TakeOver
from lotproof.modules.nonconformance.events import OwnerChanged, SubjectAdded
from lotproof.modules.nonconformance.queries import Case, Report, case_text, subjects_of
from lotproof.modules.nonconformance.vocabulary import REPORT_LIFE, ReportState
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.queries import Role, roles_of
from lotproof.modules.people.vocabulary import RoleId, UserId


@handles(TakeOver, emits=(OwnerChanged,))
def take_over(command: TakeOver, work: Work) -> None:
    case = take_case(work, command, _require_own_role)
    _own(work, case, require_person(work.actor), None)


def _require_own_role(work: Work, case: Case) -> None:
    person = require_person(work.actor)
    if case.owner_role_id is None:
        raise rules.OwnedByOther(number=case.number, owner=owner_text(case))
    if all(role.id != case.owner_role_id for role in roles_of(work, person)):
        role = work.get(Role, case.owner_role_id)
        raise rules.NotOwningRole(number=case.number, role=Text(role.title, role.title_zh))


@handles(HandOver, emits=(OwnerChanged,))
def hand_over(command: HandOver, work: Work) -> None:
    case = take_case(work, command, _require_owned)
    require_owner(work, command.owner_id, command.owner_role_id)
    _own(work, case, command.owner_id, command.owner_role_id)


def _require_owned(work: Work, case: Case) -> None:
    if case.owner_id != require_person(work.actor):
        raise rules.OwnedByOther(number=case.number, owner=owner_text(case))


@handles(Assign, emits=(OwnerChanged,))
def assign(command: Assign, work: Work) -> None:
    case = take_case(work, command)
    require_owner(work, command.owner_id, command.owner_role_id)
    if command.due_on is not None:
        case.due_on = command.due_on
    _own(work, case, command.owner_id, command.owner_role_id)


def _own(work: Work, case: Case, owner_id: UserId | None, role_id: RoleId | None) -> None:
    case.owner_id, case.owner_role_id = owner_id, role_id
    work.record(
        OwnerChanged(
            case_id=case_text(case), number=case.number, owner_id=owner_id, owner_role_id=role_id
        )
    )


def owner_text(case: Case) -> str:
    """`usr_3` or `rol_2`."""
    if case.owner_id is not None:
        return UserId.text(case.owner_id)
    assert case.owner_role_id is not None
    return RoleId.text(case.owner_role_id)


@handles(AddSubject, emits=(SubjectAdded,))
def add_subject(command: AddSubject, work: Work) -> None:
    case = take_case(work, command, _require_open)
    text = case_text(case)
    if command.subject in subjects_of(work, text):
        raise rules.SubjectThere(number=case.number, subject=command.subject)
    concern(work, text, [command.subject])
    if isinstance(case, Report):
        bind(work, case, [command.subject], {})
    work.record(SubjectAdded(case_id=text, number=case.number, subject=command.subject))


def _require_open(work: Work, case: Case) -> None:
    """After that, the extent of a report is said by evaluating it anew."""
    del work
    if isinstance(case, Report):
        REPORT_LIFE.require(case.number, case.state, ReportState.OPEN, ReportState.CONTAINED)
