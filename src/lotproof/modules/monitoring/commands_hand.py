"""What people tell of values that they read off a display."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId, PointUnit
from lotproof.modules.monitoring.vocabulary_hand import HandReadAt, HandReadingId, ValueRead


@command(
    "monitoring.enter_reading/1",
    t("Enter reading", "录入读数"),
    permission="monitoring.reading.enter",
    zh="录入亲自读取的监测值。数值不合理或须双人读取时先保留，待第二人复核后计入。",
    is_fact=True,
)
class EnterReading(Command):
    """Enter a value that you read yourself.

    Where it is not plausible, or its point is always read by two persons, it is kept and counts
    once a second person has confirmed it.
    """

    point_id: PointId
    value: ValueRead
    unit: PointUnit
    read_at: HandReadAt


@command(
    "monitoring.confirm_reading/1",
    t("Confirm reading", "复核确认读数"),
    permission="monitoring.reading.confirm",
    zh="亲自查看后确认他人录入的存疑读数；读数自此计入并判定。",
)
class ConfirmReading(Command):
    """Say that you looked and that the value is right; from then on it counts and is judged.

    Not by who read it first.
    """

    reading_id: HandReadingId


@command(
    "monitoring.contradict_reading/1",
    t("Contradict reading", "否定读数并重读"),
    permission="monitoring.reading.confirm",
    zh="亲自读取另一数值以否定他人录入的存疑读数；原读数保留但不计入。",
)
class ContradictReading(Command):
    """Say what you read instead; the first value is kept and never counts.

    Yours is a reading like any other. Not by who read it first.
    """

    reading_id: HandReadingId
    value: ValueRead
    unit: PointUnit
    read_at: HandReadAt
