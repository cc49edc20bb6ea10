"""Typed reads of reports, reviews and proposals, and of what was learnt before."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.nonconformance.records import (
    AffectedLot,
    Concern,
    Disposition,
    Improvement,
    Report,
    Review,
)
from lotproof.modules.nonconformance.vocabulary import (
    REPORT_RUNNING,
    ImprovementId,
    ReportId,
    ReviewId,
)
from lotproof.modules.warehouse.vocabulary import LotId, SerialId

__all__ = [
    "AffectedLot",
    "Case",
    "Concern",
    "Disposition",
    "Improvement",
    "Report",
    "Review",
    "SimilarCase",
    "affected_lots",
    "binding",
    "case_of",
    "case_text",
    "cases_about",
    "dispositions",
    "has_follow_up",
    "open_cases_about",
    "similar_cases",
    "subjects_of",
]

Case = Report | Review | Improvement
ALIKE: tuple[str, ...] = ("itm", "eqp")
"""Cases about one item or one machine are alike; those about one parameter are as well."""


class SimilarCase(NamedTuple):
    """An earlier case: what it was about, and what helped as far as that is known."""

    case: str
    number: str
    told: str
    state: Text
    opened_at: Instant
    outcome: str | None
    has_helped: bool | None
    shared: tuple[str, ...]
    """The items and machines that both are about."""
    parameter: str | None
    """The parameter, if both are about it."""


def case_text(case: Case) -> str:
    """`ncr_3`, `prv_2` or `ipr_1`."""
    return type(case).KIND.key_text(case)


def subjects_of(reader: Reader, case: str) -> list[str]:
    """What a case is about, items and machines that follow from it included."""
    return [each.subject for each in reader.find(Concern, case_id=case)]


def affected_lots(reader: Reader, report_id: ReportId) -> list[AffectedLot]:
    """By lot; those that were found not to be affected, too."""
    return reader.find(AffectedLot, report_id=report_id)


def dispositions(reader: Reader, report_id: ReportId) -> list[Disposition]:
    """In the order decided; withdrawn ones, too."""
    return reader.find(Disposition, report_id=report_id)


def has_follow_up(reader: Reader, report_id: ReportId) -> bool:
    """Whether a review or a proposal came of the report."""
    return bool(
        reader.find(Review, report_id=report_id) or reader.find(Improvement, report_id=report_id)
    )


def binding(
    reader: Reader, lot_id: LotId, serial_id: SerialId | None = None, *, is_whole: bool = False
) -> Report | None:
    """The report that keeps a lot from use or delivery, or the one serial of it.

    A report about single serials binds these, and the lot where it is asked for as a whole.
    """
    for row in reader.find(AffectedLot, lot_id=lot_id):
        if row.quantity == 0:
            continue
        report = reader.get(Report, row.report_id)
        if report.state not in REPORT_RUNNING:
            continue
        if is_whole or not row.is_by_serial or _names(reader, report, serial_id):
            return report
    return None


def _names(reader: Reader, report: Report, serial_id: SerialId | None) -> bool:
    if serial_id is None:
        return False
    return reader.seek(Concern, ReportId.text(report.id), SerialId.text(serial_id)) is not None


def case_of(reader: Reader, text: str) -> Case:
    """The report, review or proposal with this id; NotFound, ValueError for another kind of id."""
    of, number = parse_any(text)
    kinds: dict[type, type[Case]] = {
        ReportId: Report,
        ReviewId: Review,
        ImprovementId: Improvement,
    }
    if of not in kinds:
        raise ValueError(f"{text} is no report, review or proposal")
    return reader.get(kinds[of], number)


def cases_about(reader: Reader, subject: str) -> list[Case]:
    """Everything ever opened about a thing, ended or not, oldest first of each kind."""
    return [case_of(reader, each.case_id) for each in reader.find(Concern, subject=subject)]


def open_cases_about(reader: Reader, subject: str, parameter: str | None = None) -> list[Case]:
    """What runs about a thing, or about this parameter of it: whoever opens cases by a rule asks
    this first, so that one cause does not make two."""
    return [
        each
        for each in cases_about(reader, subject)
        if not _has_ended(each) and (parameter is None or each.parameter == parameter)
    ]


def _has_ended(case: Case) -> bool:
    life = type(case).KIND.life
    return life is not None and not life.moves[case.state]


def similar_cases(
    reader: Reader, subjects: Iterable[str], parameter: str | None, *, besides: str | None = None
) -> list[SimilarCase]:
    """Earlier cases about the same items, machines or parameter, newest first.

    `besides` is the case that is looked from.
    """
    shared: dict[str, set[str]] = {}
    for subject in subjects:
        if subject.partition("_")[0] in ALIKE:
            for row in reader.find(Concern, subject=subject):
                shared.setdefault(row.case_id, set()).add(subject)
    if parameter is not None:
        alike: list[Case] = [
            *reader.find(Report, parameter=parameter),
            *reader.find(Review, parameter=parameter),
            *reader.find(Improvement, parameter=parameter),
        ]
        for case in alike:
            shared.setdefault(case_text(case), set())
    shared.pop(besides or "", None)
    found = [_told(case_of(reader, text), sorted(of), parameter) for text, of in shared.items()]
    return sorted(found, key=lambda each: (-each.opened_at, each.case))


def _told(case: Case, shared: Sequence[str], parameter: str | None) -> SimilarCase:
    told, outcome, has_helped = _outcome(case)
    return SimilarCase(
        case_text(case),
        case.number,
        told,
        case.state.label,
        case.opened_at,
        outcome,
        has_helped,
        tuple(shared),
        parameter if case.parameter == parameter else None,
    )


def _outcome(case: Case) -> tuple[str, str | None, bool | None]:
    """What a case was about, what came of it, and whether it helped where that was measured."""
    if isinstance(case, Report):
        said = [each for each in (case.root_cause, case.conclusion) if each]
        return case.found, "\n".join(said) or case.ended_because, None
    if isinstance(case, Review):
        return case.why, case.conclusion, None
    return case.proposed, case.outcome or case.ended_because, case.has_helped
