"""A press whose temperature is read, and short ways to send readings of it."""

from collections.abc import Iterable
from typing import Any

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import opened
from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.kernel.site import Trust
from lotproof.ledger.entry import Envelope
from lotproof.modules.monitoring.commands import (
    DraftLimits,
    MakeLimitsEffective,
    RegisterPoint,
    RegisterSource,
)
from lotproof.modules.monitoring.commands_readings import RecordReadings
from lotproof.modules.monitoring.queries import Excursion, affected_lots
from lotproof.modules.monitoring.records import Batch, LastReading
from lotproof.modules.monitoring.vocabulary import (
    LimitsId,
    Phase,
    PhaseLimitsGiven,
    PointId,
    SourceId,
    SourceKind,
)
from lotproof.modules.monitoring.vocabulary_readings import PhaseGiven, Quality, ReadingGiven
from lotproof.modules.warehouse.queries import active_holds
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.production.factory import Line

ENGINEER, QUALITY, GATEWAY = "usr_11", "usr_12", "usr_13"
SECOND = 1_000_000


def degrees(text: str) -> Amount:
    return parse_amount(text, "Cel")


def phase_limits(phase: Phase = Phase.RUN, **more: Any) -> PhaseLimitsGiven:
    """180 ± 5 °C to act on, ± 3 °C to warn, back by 0.5 °C; at once."""
    given: dict[str, Any] = {
        "action_low": degrees("175"),
        "alert_low": degrees("177"),
        "alert_high": degrees("183"),
        "action_high": degrees("185"),
        "dead_band": degrees("0.5"),
        "unit": "Cel",
    }
    return PhaseLimitsGiven(phase=phase, **(given | more))


class Hall:
    """The line with a source and the press's temperature; limits when a test sets them."""

    def __init__(self, line: Line) -> None:
        self.line, self.plant = line, line.plant
        source = self.plant.ok(
            RegisterSource(
                code="press-gw", name="Press", kind=SourceKind.OPC_UA, trust=Trust.INSTRUMENT
            )
        )
        self.source = SourceId.parse(source.value("source_id"))
        self.point = self.add_point("PRESS-1.T", "ns=2;s=T", equipment_id=line.press)
        self.start = self.plant.clock.now()

    def add_point(self, code: str, tag: str, **more: Any) -> PointId:
        given: dict[str, Any] = {"is_critical": True, "unit": "Cel", "name": code}
        receipt = self.plant.ok(
            RegisterPoint(code=code, source_id=self.source, tag=tag, **(given | more))
        )
        return PointId.parse(receipt.value("point_id"))

    def draft(
        self, *phases: PhaseLimitsGiven, revision: str = "A", point: PointId | None = None
    ) -> LimitsId:
        receipt = self.plant.ok(
            DraftLimits(
                point_id=point or self.point,
                revision=revision,
                unit="Cel",
                phases=list(phases or (phase_limits(),)),
            ),
            actor=ENGINEER,
        )
        return LimitsId.parse(receipt.value("limits_id"))

    def limit(
        self, *phases: PhaseLimitsGiven, revision: str = "A", point: PointId | None = None
    ) -> LimitsId:
        """Limits in force; readings begin a second later."""
        limits = self.draft(*phases, revision=revision, point=point)
        self.plant.ok(MakeLimitsEffective(limits_id=limits), actor=QUALITY)
        self.start = self.plant.clock.now()
        return limits

    def at(self, seconds: float) -> Instant:
        """An instant so long after limits came into force."""
        return Instant(self.start + round(seconds * SECOND))

    def reading(
        self, seconds: float, value: str, tag: str = "ns=2;s=T", quality: Quality = Quality.GOOD
    ) -> ReadingGiven:
        return ReadingGiven(tag=tag, at=self.at(seconds), value=value, quality=quality)

    def sending(
        self,
        *readings: tuple[float, str] | ReadingGiven,
        phases: Iterable[PhaseGiven] = (),
        source: str = "press-gw",
        **more: Any,
    ) -> RecordReadings:
        return RecordReadings(
            sent_from=source,
            readings=[
                each if isinstance(each, ReadingGiven) else self.reading(*each) for each in readings
            ],
            phases=list(phases),
            **more,
        )

    def send(self, *readings: tuple[float, str] | ReadingGiven, **more: Any) -> Receipt:
        """Send readings of the press, given as (seconds, degrees), after they were read."""
        command = self.sending(*readings, **more)
        newest = max((each.at for each in command.readings), default=self.start)
        behind = newest - self.plant.clock.now()
        if behind > 0:
            self.plant.clock.advance(seconds=behind // SECOND + 1)
        return self.plant.ok(command, actor=GATEWAY)

    def last(self) -> LastReading:
        """Where the press stands now."""
        with self.plant.reader() as reader:
            return reader.get(LastReading, self.point)

    def excursions(self) -> list[Excursion]:
        with self.plant.reader() as reader:
            return reader.find(Excursion)

    def affected(self, excursion: Excursion) -> list[LotId]:
        with self.plant.reader() as reader:
            return [each.lot_id for each in affected_lots(reader, excursion.id)]

    def holds(self, lot_id: LotId) -> list[str]:
        with self.plant.reader() as reader:
            return [each.cause for each in active_holds(reader, lot_id)]

    def batches(self) -> list[Batch]:
        with self.plant.reader() as reader:
            return reader.find(Batch)

    def newest(self) -> dict[str, Any]:
        """The parts of the newest entry."""
        with self.plant.database.snapshot() as connection:
            view = LedgerView(connection)
            return opened(view.entry(view.size - 1))

    def newest_batch(self) -> dict[str, Any]:
        """The parts of the newest entry that records readings."""
        with self.plant.database.snapshot() as connection:
            view = LedgerView(connection)
            entries = (view.entry(seq) for seq in reversed(range(view.size)))
            kind = RecordReadings.SPEC.kind
            return opened(next(each for each in entries if each.envelope.kind == kind))

    def newest_envelopes(self, count: int) -> list[Envelope]:
        """The envelopes of the newest entries, the oldest of them first."""
        with self.plant.database.snapshot() as connection:
            view = LedgerView(connection)
            return [view.entry(seq).envelope for seq in range(view.size - count, view.size)]
