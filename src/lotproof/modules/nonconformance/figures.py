"""What is counted of nonconformance and improvement."""

from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Filters, Find, Group, figure, trend
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.record import Record
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.nonconformance.queries import Improvement, Report, Review
from lotproof.modules.nonconformance.vocabulary import (
    IMPROVEMENT_RUNNING,
    REPORT_RUNNING,
    REVIEW_RUNNING,
    ReviewState,
)

_TAKE = "nonconformance.take_over/1"


def _untaken(cls: type[Record], running: tuple[Choice, ...]) -> Find:
    """What a role owns and nobody has taken over."""
    table = cls.KIND.table
    statement: Statement[Record] = Statement(
        select(table.c.id)
        .where(
            table.c.owner_id.is_(None),
            or_(*(table.c.state == state.value for state in running)),
        )
        .order_by(table.c.id)
        .limit(bindparam("most"))
    )
    return lambda reader, most: [row[0] for row in reader.rows(statement, most=most)]


_REVIEW, _IMPROVEMENT = Review.KIND.table, Improvement.KIND.table
_WITHOUT_PROPOSAL: Statement[Review] = Statement(
    select(_REVIEW.c.id)
    .where(
        _REVIEW.c.state == ReviewState.CONCLUDED.value,
        _REVIEW.c.needs_change.is_(True),
        ~select(_IMPROVEMENT.c.id).where(_IMPROVEMENT.c.review_id == _REVIEW.c.id).exists(),
    )
    .order_by(_REVIEW.c.id)
    .limit(bindparam("most"))
)


def without_proposal(reader: Reader, most: int) -> list[int]:
    """Reviews that ask for a change which nobody has proposed."""
    return [row[0] for row in reader.rows(_WITHOUT_PROPOSAL, most=most)]


class Late:
    """Filters of what runs after its day."""

    def __init__(self, states: str) -> None:
        self.states = states

    def __call__(self, reader: Reader) -> Filters:
        before = reader.today - timedelta(days=1)
        return {"state.in": self.states, "due_on.max": before.isoformat()}


figure(
    "nonconformance.reports_to_take",
    t("Nonconformances to take over", "待接手不合格"),
    Group.WAITING,
    "nonconformance.report",
    find=_untaken(Report, REPORT_RUNNING),
    command=_TAKE,
)
figure(
    "nonconformance.reviews_to_take",
    t("Process reviews to take over", "待接手过程评审"),
    Group.WAITING,
    "nonconformance.review",
    find=_untaken(Review, REVIEW_RUNNING),
    command=_TAKE,
)
figure(
    "nonconformance.improvements_to_take",
    t("Improvement proposals to take over", "待接手改进建议"),
    Group.WAITING,
    "nonconformance.improvement",
    find=_untaken(Improvement, IMPROVEMENT_RUNNING),
    command=_TAKE,
)
figure(
    "nonconformance.to_contain",
    t("Nonconformances to contain", "待控制不合格"),
    Group.WAITING,
    "nonconformance.report",
    filters={"state": "open"},
    command="nonconformance.record_containment/1",
)
figure(
    "nonconformance.to_dispose",
    t("Nonconformances to dispose of", "待确定处置的不合格"),
    Group.WAITING,
    "nonconformance.report",
    filters={"state": "evaluated"},
    command="nonconformance.decide_dispositions/1",
)
figure(
    "nonconformance.to_execute",
    t("Dispositions to carry out", "待执行处置"),
    Group.WAITING,
    "nonconformance.disposition",
    filters={"state": "decided"},
    command="nonconformance.record_execution/1",
)
figure(
    "nonconformance.to_decide",
    t("Improvement proposals to decide", "待决定改进建议"),
    Group.WAITING,
    "nonconformance.improvement",
    filters={"state": "proposed"},
    command="nonconformance.accept_improvement/1",
)
figure(
    "nonconformance.change_not_proposed",
    t("Reviews whose change nobody has proposed", "评审要求变更而未提出建议"),
    Group.WRONG,
    "nonconformance.review",
    find=without_proposal,
)
figure(
    "nonconformance.reports_late",
    t("Nonconformances overdue", "逾期不合格"),
    Group.LATE,
    "nonconformance.report",
    filters=Late(",".join(REPORT_RUNNING)),
)
figure(
    "nonconformance.reviews_late",
    t("Process reviews overdue", "逾期过程评审"),
    Group.LATE,
    "nonconformance.review",
    filters=Late(",".join(REVIEW_RUNNING)),
)
figure(
    "nonconformance.improvements_late",
    t("Improvement proposals overdue", "逾期改进建议"),
    Group.LATE,
    "nonconformance.improvement",
    filters=Late(",".join(IMPROVEMENT_RUNNING)),
)
trend(
    "nonconformance.opened",
    t("Nonconformances opened", "不合格报告数"),
    "quality",
    "nonconformance.report",
    "opened_at",
)
trend(
    "nonconformance.helped",
    t("Improvements that helped", "有效改进比例"),
    "quality",
    "nonconformance.improvement",
    "done_at",
    part={"has_helped": "true"},
)
