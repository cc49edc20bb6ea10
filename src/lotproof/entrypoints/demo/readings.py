"""Machines and a clean room of the story that are read: their points, limits and last hours."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from lotproof.entrypoints.demo import catalogue, charts
from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.site import Source
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.queries import Excursion, Point, readings_between
from lotproof.modules.monitoring.vocabulary import Level
from lotproof.modules.monitoring.vocabulary_readings import ExcursionState

GATEWAY: Final = "gateway"
SOURCE: Final = "hall-1"
_EVERY_S, _BATCH_S = 20, 600
_HOURS = 6
_EXPECTED_MS: Final = 60_000
_OUT = range(9_000, 9_240, _EVERY_S)
"""Seconds of those hours in which the second sealer was too hot."""
_CREEPS_FROM, _CREEPS_TO = 14_400, 1.6
"""Since when the extruder creeps upwards, and how far: no limit says so, its chart does."""


class Read(NamedTuple):
    """A point of the story: where it is, how it is called, around what it lies, its limits."""

    code: str
    name: str
    name_zh: str
    at: str
    unit: str
    decimals: int
    middle: float
    spread: float
    alert: float
    action: float
    is_critical: bool = False

    def around(self, chance: float, more: float = 0.0) -> str:
        """A value as the sensor says it."""
        return f"{self.middle + self.spread * chance + more:.{self.decimals}f}"


POINTS: Final = (
    Read("SEAL-01.T", "Sealing temperature", "热封温度", "SEAL-01", "Cel", 1, 135, 0.6, 3, 5, True),
    Read("SEAL-01.P", "Sealing pressure", "热封压力", "SEAL-01", "kPa", 0, 420, 3, 15, 25),
    Read("SEAL-02.T", "Sealing temperature", "热封温度", "SEAL-02", "Cel", 1, 135, 0.6, 3, 5, True),
    Read("EXT-01.T", "Melt temperature", "熔体温度", "EXT-01", "Cel", 1, 178, 0.9, 5, 8, True),
    Read("CR1.T", "Clean room temperature", "洁净间温度", "CR1", "Cel", 1, 22, 0.3, 2, 4),
    Read("CR1.DP", "Pressure difference", "压差", "CR1", "kPa", 3, 0.015, 0.0008, 0.004, 0.007),
)
BY_HAND: Final = Read("LAB.FR", "Reagent refrigerator", "试剂冰箱", "LAB", "Cel", 1, 5, 0.4, 2, 3)
"""Read off its display by whoever comes by: 2 to 8 °C."""
PAPER: Final = "by-hand"
_SLIP: Final = "51"
_READ: Final = ((6, "inspector", "4.6"), (4, "inspector", _SLIP), (1, "inspector2", "46"))
"""Hours ago, by whom, and what was entered; twice the decimal point was lost."""


def prepare(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """Source, points, and limits that quality has approved."""
    if look(lambda reader: bool(reader.find(Point))):
        return
    source = world.do(
        "engineer",
        "monitoring.register_source",
        code=SOURCE,
        name="Gateway of hall 1 一号车间网关",
        kind="opc_ua",
        trust="instrument",
    ).value("source_id")
    for each in POINTS:
        _watch(world, each, source, interval_ms=_EXPECTED_MS)
    paper = world.do(
        "engineer",
        "monitoring.register_source",
        code=PAPER,
        name="Read off displays 人工读取",
        kind="hand",
        trust="typed",
    ).value("source_id")
    _watch(world, BY_HAND, paper)


def _watch(world: World, each: Read, source: str, **sampling: int) -> None:
    """A point, with limits that quality has approved."""
    areas = {area["code"] for area in catalogue.AREAS}
    where = "area_id" if each.at in areas else "equipment_id"
    point = world.do(
        "engineer",
        "monitoring.register_point",
        code=each.code,
        name=each.name,
        name_zh=each.name_zh,
        unit=each.unit,
        source_id=source,
        tag=each.code,
        is_critical=each.is_critical,
        **{where: world.ids[each.at]},
    ).value("point_id")
    limits = world.do(
        "engineer",
        "monitoring.draft_limits",
        point_id=point,
        revision="A",
        unit=each.unit,
        target=_text(each, 0),
        phases=[_limits(each)],
        **sampling,
    ).value("limits_id")
    world.do("quality", "monitoring.make_limits_effective", limits_id=limits)


def last_hours(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """What was read in the last hours, or since an earlier history has ended in them; the second
    sealer was too hot for four minutes."""
    world.moment = max(world.moment, world.end - timedelta(seconds=_EVERY_S))
    start = world.moment - timedelta(hours=_HOURS)
    since = look(partial(_unread, clock.instant(start)))
    for batch in range(0, _HOURS * 3_600, _BATCH_S):
        if batch == _HOURS * 3_600 - _BATCH_S:
            charts.freeze(world, look, start)
        readings = [
            {
                "tag": each.code,
                "at": clock.text(clock.instant(start + timedelta(seconds=second))),
                "value": each.around(world.chance.gauss(0, 1), _hotter(each, second)),
            }
            for second in range(batch, batch + _BATCH_S, _EVERY_S)
            if second >= since
            for each in POINTS
        ]
        if readings:
            world.do(
                GATEWAY,
                "monitoring.record_readings",
                source=Source.MACHINE,
                sent_from=SOURCE,
                readings=readings,
            )
    _read_by_hand(world, look)
    charts.tell(world, look)
    for excursion in look(_ended):
        world.do(
            "quality",
            "monitoring.assess_excursion",
            excursion_id=f"exc_{excursion.id}",
            assessment="Thermocouple had come loose, fastened and checked; nothing was sealed "
            "meanwhile. 热电偶松动，已紧固并核对；期间未生产。",
        )


def _unread(start: Instant, reader: Reader) -> float:
    """The second after the start with which readings go on that are there already."""
    (point,) = reader.find(Point, code=POINTS[0].code)
    known = readings_between(reader, point.id, start, reader.now)
    return (known[-1].at - start) / 1_000_000 + _EVERY_S if known else 0.0


def _read_by_hand(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """The refrigerator, read now and then: one slip was read anew, another one waits."""
    point = look(lambda reader: reader.only(Point, code=BY_HAND.code))
    if point is None:
        return  # a plant that was begun before there was a refrigerator
    first, now = clock.parse(_ago(world, _READ[0][0])), clock.instant(world.moment)
    if look(lambda reader: readings_between(reader, point.id, first, now)):
        return  # an earlier history has ended in these hours
    read = {"unit": BY_HAND.unit}
    for hours, who, value in _READ:
        told = world.do(
            who,
            "monitoring.enter_reading",
            point_id=f"mpt_{point.id}",
            value=value,
            read_at=_ago(world, hours),
            **read,
        )
        if value == _SLIP:
            world.do(
                "operator",
                "monitoring.contradict_reading",
                reading_id=told.value("reading_id"),
                value="5.1",
                read_at=_ago(world, hours - 1),
                **read,
            )


def _ago(world: World, hours: int) -> str:
    return clock.text(clock.instant(world.moment - timedelta(hours=hours)))


def _ended(reader: Reader) -> list[Excursion]:
    """The second sealer's, that nobody has assessed."""
    (point,) = reader.find(Point, code="SEAL-02.T")
    found = reader.find(Excursion, point_id=point.id, state=ExcursionState.ENDED)
    return [each for each in found if each.level is Level.ALERT]


def _hotter(each: Read, second: int) -> float:
    if each.code == "EXT-01.T":
        return _CREEPS_TO * max(0.0, (second - _CREEPS_FROM) / (_HOURS * 3_600 - _CREEPS_FROM))
    return 7.0 if each.code == "SEAL-02.T" and second in _OUT else 0.0


def _limits(each: Read) -> dict[str, Any]:
    return dict(_named(each)) | {"phase": "run", "unit": each.unit}


def _named(each: Read) -> Iterator[tuple[str, str]]:
    yield "dead_band", f"{each.spread:.{each.decimals}f}"
    for level, width in (("alert", each.alert), ("action", each.action)):
        yield f"{level}_low", _text(each, -width)
        yield f"{level}_high", _text(each, width)


def _text(each: Read, more: float) -> str:
    return f"{each.middle + more:.{each.decimals}f}"
