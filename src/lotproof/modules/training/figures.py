"""What is counted of training."""

from datetime import timedelta

from lotproof.kernel.figures import Filters, Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.training.rules import SOON_DAYS


def overdue(reader: Reader) -> Filters:
    """Open trainings whose day is over."""
    before = reader.today - timedelta(days=1)
    return {"state.in": "planned,in_training", "due_on.max": before.isoformat()}


def ending(reader: Reader) -> Filters:
    """Qualifications that end within the next weeks."""
    until = reader.today + timedelta(days=SOON_DAYS)
    return {
        "state": "qualified",
        "expires_on.min": reader.today.isoformat(),
        "expires_on.max": until.isoformat(),
    }


def over(reader: Reader) -> Filters:
    """Qualifications that ran out and that no later training has replaced."""
    before = reader.today - timedelta(days=1)
    return {"state": "qualified", "expires_on.max": before.isoformat()}


figure(
    "training.overdue",
    t("Trainings overdue", "逾期培训"),
    Group.LATE,
    "training.training",
    filters=overdue,
)
figure(
    "training.ending",
    t("Qualifications that end soon", "即将到期的资格"),
    Group.WAITING,
    "training.training",
    filters=ending,
    command="training.plan_training/1",
)
figure(
    "training.over",
    t("Qualifications that ran out", "已到期的资格"),
    Group.WRONG,
    "training.training",
    filters=over,
)
trend(
    "training.qualified",
    t("People qualified", "取得资格人次"),
    "quality",
    "training.training",
    "qualified_at",
)
