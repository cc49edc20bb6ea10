"""What reports, reviews and proposals have alike: numbers, owners, and what they are about."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from lotproof.kernel.belonging import belongs_to
from lotproof.kernel.ids import parse_any
from lotproof.kernel.lifecycle import LifeCycle
from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import Command
from lotproof.kernel.work import Work
from lotproof.modules.documents.things import require_thing
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.queries import ALIKE, Case
from lotproof.modules.nonconformance.records import (
    AffectedLot,
    Concern,
    Improvement,
    Report,
    Review,
)
from lotproof.modules.nonconformance.vocabulary import ImprovementId, ReportId, ReviewId
from lotproof.modules.nonconformance.words import SubjectGiven
from lotproof.modules.people.queries import Role, User
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState
from lotproof.modules.warehouse.queries import Lot, Serial
from lotproof.modules.warehouse.services import in_unit_of
from lotproof.modules.warehouse.vocabulary import LotId, SerialId

_NOT_ABOUT = ("owner_id", "owner_role_id", "report_id", "review_id")
"""Ids that a command which opens a case gives for another reason than what it is about."""


def number_of(work: Work, series: str, id_: int) -> str:
    """`NCR-2026-0001`: the year of the opening, and the id, so that no number comes twice."""
    return f"{series}-{work.today:%Y}-{id_:04d}"


def require_owner(work: Work, owner_id: UserId | None, owner_role_id: RoleId | None) -> None:
    """One owner, who is there. OneOwner, NotFound."""
    if (owner_id is None) == (owner_role_id is None):
        raise rules.OneOwner
    if owner_id is not None and work.rely(User, owner_id).state is not UserState.ACTIVE:
        raise NotFound(what=User.KIND.label, which=UserId.text(owner_id))
    if owner_role_id is not None and work.rely(Role, owner_role_id).state is not RoleState.ACTIVE:
        raise NotFound(what=Role.KIND.label, which=RoleId.text(owner_role_id))


def named_by(command: Command, others: Iterable[SubjectGiven]) -> list[str]:
    """What a command that opens a case is about: the ids it names, and the others it lists."""
    ids = [f for f in command.SPEC.fields if f.kind == "id" and f.name not in _NOT_ABOUT]
    given = [(f.type, getattr(command, f.name)) for f in ids]
    return [of.text(value) for of, value in given if value is not None] + [
        each.subject for each in others
    ]


def concern(work: Work, case: str, subjects: Iterable[str]) -> list[SubjectGiven]:
    """Put down what a case is about, and the items and machines that follow; NotFound.

    Gives all that the case is about now.
    """
    there = {each.subject for each in work.find(Concern, case_id=case)}
    for subject in dict.fromkeys(subjects):
        require_thing(work, subject)
        for each in (subject, *_followed(work, subject)):
            if each not in there:
                there.add(each)
                work.add(Concern(case, each))
    return [SubjectGiven(subject=each) for each in sorted(there)]


def _followed(work: Work, subject: str) -> list[str]:
    of, number = parse_any(subject)
    found = ((target, belongs_to(work, of, number, target)) for target in ALIKE)
    return [f"{target}_{number}" for target, number in found if number is not None]


def bind(
    work: Work, report: Report, subjects: Iterable[str], known: Mapping[int, Amount | None]
) -> list[LotId]:
    """The lots among the subjects, and those of their serials, belong to the report from now on.

    `known` are the affected quantities told so far, in units of the lots. Gives the new lots.
    """
    whole: dict[int, bool] = {}
    for subject in subjects:
        of, number = parse_any(subject)
        if of is LotId:
            whole[number] = True
        elif of is SerialId:
            whole.setdefault(work.get(Serial, number).lot_id, False)
    there = {int(each.lot_id): each for each in work.take_all(AffectedLot, report_id=report.id)}
    new = []
    for lot_id in sorted(whole):
        # Kept as it is, so that it is not released meanwhile.
        lot = work.rely(Lot, lot_id)
        if lot_id in there:
            there[lot_id].is_by_serial = there[lot_id].is_by_serial and not whole[lot_id]
            continue
        row = AffectedLot(
            report.id, lot.id, lot.unit, known.get(lot_id), is_by_serial=not whole[lot_id]
        )
        work.add(row)
        new.append(lot.id)
    return new


def affected_in_lot_unit(
    work: Work, lot_id: LotId, quantity: Amount | None, unit: str | None
) -> Amount | None:
    """A quantity in the unit of its lot; None where it is not known. QuantityWithoutUnit."""
    lot = work.get(Lot, lot_id)
    if quantity is None or unit is None:
        if quantity is not None or unit is not None:
            raise rules.QuantityWithoutUnit(lot=lot.number)
        return None
    return in_unit_of(lot, quantity, unit)


# --- one of the three ---------------------------------------------------------------------------


class NamesCase(Protocol):
    """A command that names a report, a review or a proposal."""

    report_id: ReportId | None
    review_id: ReviewId | None
    improvement_id: ImprovementId | None


def take_case(
    work: Work, command: NamesCase, require: Callable[[Work, Case], None] | None = None
) -> Case:
    """The one that a command names, locked, still running, and as `require` demands.

    OneCase, NotFound, WrongState, and what `require` refuses: it is asked of each that is named
    before there is said to be one too many, so that each alone foretells why not.
    """
    kinds: list[tuple[type[Case], str]] = [
        (Report, "report_id"),
        (Review, "review_id"),
        (Improvement, "improvement_id"),
    ]
    named = [(cls, number) for cls, name in kinds if (number := getattr(command, name)) is not None]
    for cls, number in named:
        with work.alone():
            case = work.take(cls, number)
            require_running(case)
            if require is not None:
                require(work, case)
    if len(named) != 1:
        raise rules.OneCase
    return work.take(*named[0])


def require_running(case: Case) -> None:
    """WrongState for a case that has ended."""
    life: LifeCycle[Any] | None = type(case).KIND.life
    assert life is not None
    running = [state for state, exits in life.moves.items() if exits]
    life.require(case.number, case.state, *running)
