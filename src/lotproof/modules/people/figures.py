"""What is counted of access: what waits for a decision, and what is late."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.people.records_access import AccessPolicy, Emergency
from lotproof.modules.people.vocabulary_access import EmergencyState

_EMERGENCY = Emergency.KIND.table
_OVER: Statement[Emergency] = Statement(
    select(_EMERGENCY.c.id)
    .where(
        _EMERGENCY.c.state == EmergencyState.TO_BE_REVIEWED.value,
        _EMERGENCY.c.taken_until <= bindparam("now"),
    )
    .order_by(_EMERGENCY.c.taken_until, _EMERGENCY.c.id)
    .limit(bindparam("most"))
)


def over(reader: Reader, most: int) -> list[int]:
    """Ids of emergency accesses that are over and not reviewed, the longest over first."""
    return [row[0] for row in reader.rows(_OVER, now=reader.now, most=most)]


def _overdue_emergencies(reader: Reader) -> Mapping[str, str]:
    return {"state": "to_be_reviewed", "review_due_at.max": clock.text(reader.now)}


def _overdue_reviews(reader: Reader) -> Mapping[str, str]:
    return {"state": "open", "due_on.max": reader.today.isoformat()}


def _next_review(reader: Reader) -> Mapping[str, str]:
    return {"next_review_on.max": reader.today.isoformat()}


figure(
    "people.emergencies_to_review",
    t("Emergency access to be reviewed", "待审查的应急访问"),
    Group.WAITING,
    Emergency.KIND.name,
    find=over,
    command="people.review_emergency/1",
)
figure(
    "people.emergencies_overdue",
    t("Emergency access not reviewed in time", "逾期未审查的应急访问"),
    Group.LATE,
    Emergency.KIND.name,
    filters=_overdue_emergencies,
)
figure(
    "people.exceptions_to_decide",
    t("Exceptions from separation to be decided", "待决定的职责分离例外"),
    Group.WAITING,
    "people.separation_exception",
    filters={"state": "requested"},
    command="people.decide_exception/1",
)
figure(
    "people.access_lines_open",
    t("Access to be confirmed or taken away", "待确认或收回的权限项"),
    Group.WAITING,
    "people.access_review",
    filters={"state": "open"},
    command="people.decide_access_line/1",
)
figure(
    "people.access_reviews_overdue",
    t("Access reviews overdue", "逾期的权限审查"),
    Group.LATE,
    "people.access_review",
    filters=_overdue_reviews,
)
figure(
    "people.access_review_due",
    t("Access review is due", "应进行权限审查"),
    Group.LATE,
    AccessPolicy.KIND.name,
    filters=_next_review,
    command="people.open_access_review/1",
)
