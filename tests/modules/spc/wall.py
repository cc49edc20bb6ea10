"""A hall with control charts, and short ways to read, freeze and judge."""

from collections.abc import Iterable, Sequence
from typing import Any

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.alerts.queries import Alert
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.people.commands import RegisterUser
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.spc.charting import Plotted
from lotproof.modules.spc.commands import (
    DefineChart,
    DraftControlLimits,
    FreezeControlLimits,
)
from lotproof.modules.spc.queries import ControlLimits, Signal, plotted_between
from lotproof.modules.spc.vocabulary import (
    ChartId,
    ChartKind,
    ControlLimitsId,
    ExclusionGiven,
    SignalRule,
)
from tests.modules.monitoring.hall import ENGINEER, QUALITY, SECOND, Hall

CALM = ("180.1", "179.9", "180.2", "179.8", "180", "179.9", "180.1", "180.2", "179.8", "180")
"""Mean 180, moving ranges 0.2 0.3 0.4 0.2 0.1 0.2 0.1 0.4 0.2, and 0.1 from one ten to the next."""


class Wall:
    """The hall, whose readings are a second apart unless a test says otherwise."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.plant = hall, hall.plant
        self.second = 0.0
        self.newest = hall.start

    def chart(self, kind: ChartKind = ChartKind.I_MR, size: int = 1, **more: Any) -> ChartId:
        given: dict[str, Any] = {"code": "C-1", "name": "Press", "point_id": self.hall.point}
        command = DefineChart(kind=kind, size=size, **(given | more))
        receipt = self.plant.ok(command, actor=ENGINEER)
        return ChartId.parse(receipt.value("chart_id"))

    def read(self, *values: str, tag: str = "ns=2;s=T", every: float = 1.0) -> list[Instant]:
        """Send values in one batch; when each was read."""
        readings = []
        for value in values:
            self.second += every
            readings.append(self.hall.reading(self.second, value, tag=tag))
        self.hall.send(*readings)
        self.newest = max(self.newest, *(each.at for each in readings))
        return [each.at for each in readings]

    def drafting(
        self,
        chart: ChartId,
        since: Instant | None = None,
        *,
        rules: Sequence[SignalRule] = (SignalRule.NELSON_1,),
        out: Iterable[tuple[Instant, str]] = (),
        revision: str = "A",
        until: Instant | None = None,
    ) -> DraftControlLimits:
        return DraftControlLimits(
            chart_id=chart,
            revision=revision,
            since=since or self.hall.start,
            until=until or self.newest,
            rules=list(rules),
            exclusions=[ExclusionGiven(at=at, reason=why) for at, why in out],
        )

    def draft(self, chart: ChartId, **how: Any) -> ControlLimitsId:
        receipt = self.plant.ok(self.drafting(chart, **how), actor=ENGINEER)
        return ControlLimitsId.parse(receipt.value("limits_id"))

    def freeze(self, chart: ChartId, **how: Any) -> ControlLimitsId:
        """Limits in force of what was read so far; readings go on behind them."""
        limits = self.draft(chart, **how)
        self.plant.ok(FreezeControlLimits(limits_id=limits), actor=QUALITY)
        self.second = (self.plant.clock.now() - self.hall.start) // SECOND + 1.0
        return limits

    def frozen(self, limits: ControlLimitsId) -> ControlLimits:
        with self.plant.reader() as reader:
            return reader.get(ControlLimits, limits)

    def signals(self) -> list[Signal]:
        with self.plant.reader() as reader:
            return reader.find(Signal)

    def fired(self) -> list[SignalRule]:
        return [each.rule for each in self.signals()]

    def alerts(self) -> list[Alert]:
        with self.plant.reader() as reader:
            return reader.find(Alert)

    def person(self) -> UserId:
        told = self.plant.ok(
            RegisterUser(login="chen", name="Chen", language=UserLanguage.EN), actor="usr_1"
        )
        return UserId.parse(told.value("user_id"))

    def plotted(self, chart: ChartId) -> list[Plotted]:
        with self.plant.reader() as reader:
            return plotted_between(reader, chart, Instant(0), reader.now)

    def other_point(self, code: str, **more: Any) -> PointId:
        given = {"equipment_id": self.hall.line.press, "is_critical": False} | more
        return self.hall.add_point(code, code, **given)


def said(at: Instant) -> str:
    return clock.text(at)
