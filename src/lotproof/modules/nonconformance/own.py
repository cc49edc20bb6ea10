"""Whose turn it is: what one owns, and what one's roles own, in everybody's own inbox."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.own_work import own_work
from lotproof.kernel.registry import Command
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.nonconformance.commands import (
    CloseReport,
    DecideDispositions,
    EvaluateReport,
    RecordContainment,
)
from lotproof.modules.nonconformance.commands_improvement import (
    AcceptImprovement,
    BeginReview,
    ConcludeReview,
    RecordOutcome,
    StartChange,
)
from lotproof.modules.nonconformance.commands_work import TakeOver
from lotproof.modules.nonconformance.queries import Case, Improvement, Report, Review, case_text
from lotproof.modules.nonconformance.vocabulary import (
    IMPROVEMENT_RUNNING,
    REPORT_RUNNING,
    REVIEW_RUNNING,
    ImprovementState,
    ReportState,
    ReviewState,
)
from lotproof.modules.people.queries import roles_of
from lotproof.modules.people.vocabulary import UserId

_TITLE_MAX = 120
_NEXT: dict[tuple[type[Choice], str], type[Command]] = {
    (ReportState, ReportState.OPEN): RecordContainment,
    (ReportState, ReportState.CONTAINED): EvaluateReport,
    (ReportState, ReportState.EVALUATED): DecideDispositions,
    (ReportState, ReportState.DISPOSITIONED): CloseReport,
    (ReviewState, ReviewState.OPEN): BeginReview,
    (ReviewState, ReviewState.IN_REVIEW): ConcludeReview,
    (ImprovementState, ImprovementState.PROPOSED): AcceptImprovement,
    (ImprovementState, ImprovementState.ACCEPTED): StartChange,
    (ImprovementState, ImprovementState.STARTED): RecordOutcome,
}
"""The command that takes a case on from its state; states of different lives are equal texts."""


@own_work("nonconformance.mine", t("Mine to see through", "由我负责的不合格与改进"))
def own_cases(reader: Reader, actor: str) -> Iterator[Awaited]:
    """What this person owns and has not ended, with the step that comes next."""
    person = _person(actor)
    if person is None:
        return
    for case in _running(reader, owner_id=person):
        yield _awaited(case, _NEXT[type(case.state), case.state].SPEC.kind)


@own_work("nonconformance.of_my_roles", t("For my roles to take over", "待我的角色接手"))
def cases_of_roles(reader: Reader, actor: str) -> Iterator[Awaited]:
    """What a role of this person owns and nobody has taken over."""
    person = _person(actor)
    if person is None:
        return
    for role in roles_of(reader, person):
        for case in _running(reader, owner_role_id=role.id):
            yield _awaited(case, TakeOver.SPEC.kind)


def _person(actor: str) -> UserId | None:
    try:
        return UserId.parse(actor)
    except ValueError:  # a program owns nothing
        return None


def _running(reader: Reader, **owner: int) -> Iterator[Case]:
    for state in REPORT_RUNNING:
        yield from reader.find(Report, state=state, **owner)
    for review_state in REVIEW_RUNNING:
        yield from reader.find(Review, state=review_state, **owner)
    for improvement_state in IMPROVEMENT_RUNNING:
        yield from reader.find(Improvement, state=improvement_state, **owner)


def _awaited(case: Case, command: str) -> Awaited:
    id_ = case_text(case)
    return Awaited(
        subject=id_,
        title=Text(*[f"{case.number} {_told(case)[:_TITLE_MAX]}"] * 2),
        command=command,
        given={_FIELD[type(case)]: id_},
        since=case.opened_at,
        due_on=case.due_on,
    )


_FIELD = {Report: "report_id", Review: "review_id", Improvement: "improvement_id"}


def _told(case: Case) -> str:
    if isinstance(case, Report):
        return case.found
    return case.why if isinstance(case, Review) else case.proposed
