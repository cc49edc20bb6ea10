"""Control charts of the story: most in control, one that creeps, one that waits to be frozen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.spc.phase_one import read_baseline, settle
from lotproof.modules.spc.queries import Chart, Signal, design_of
from lotproof.modules.spc.vocabulary import ChartId, SignalId, SignalState

_EVERY_S: Final = 300
_BASELINE_H: Final = 3
_MEANS: Final = ("nelson_1", "nelson_2", "nelson_3")


class Charted(NamedTuple):
    """A chart of the story: of which point, how, and whether its limits are frozen."""

    point: str
    kind: str
    size: int
    rules: tuple[str, ...]
    is_frozen: bool = True


CHARTS: Final = (
    Charted("SEAL-01.T", "xbar_r", 5, _MEANS),
    Charted("SEAL-01.P", "xbar_s", 10, _MEANS),
    Charted("SEAL-02.T", "xbar_r", 5, _MEANS),
    Charted("EXT-01.T", "xbar_r", 5, _MEANS),
    Charted("CR1.T", "ewma", 5, ("nelson_1",)),
    Charted("CR1.DP", "i_mr", 1, _MEANS, is_frozen=False),
)

Look = Callable[[Callable[[Reader], Any]], Any]


def freeze(world: World, look: Look, start: datetime) -> None:
    """Charts with limits of the first hours, frozen by quality, save one that is still a draft."""
    if look(lambda reader: bool(reader.find(Chart))):
        return
    points = look(lambda reader: {each.code: each for each in reader.find(Point)})
    for each in CHARTS:
        point = points[each.point]
        chart = world.do(
            "engineer",
            "spc.define_chart",
            code=each.point,
            name=point.name,
            name_zh=point.name_zh,
            point_id=f"mpt_{point.id}",
            kind=each.kind,
            size=each.size,
            every_s=_EVERY_S,
            owner_id=world.users["quality"],
        ).value("chart_id")
        _limit(world, look, each, chart, start)


def _limit(world: World, look: Look, each: Charted, chart: str, start: datetime) -> None:
    since, until = start, start + timedelta(hours=_BASELINE_H)
    span = clock.instant(since), clock.instant(until)

    def beyond(reader: Reader) -> list[str]:
        found = reader.get(Chart, ChartId.parse(chart))
        design = design_of(reader, found, ("nelson_1",))
        groups = read_baseline(reader, found, design, *span).groups
        return sorted({clock.text(fired.at) for fired in settle(design, groups, ()).fired})

    left_out = look(beyond) if each.point == "SEAL-02.T" else []
    limits = world.do(
        "engineer",
        "spc.draft_limits",
        chart_id=chart,
        revision="A",
        since=clock.text(span[0]),
        until=clock.text(span[1]),
        rules=list(each.rules),
        exclusions=[
            {"at": at, "reason": "Thermocouple had come loose. 热电偶松动。"} for at in left_out
        ],
    ).value("limits_id")
    if each.is_frozen:
        world.do("quality", "spc.freeze_limits", limits_id=limits)


def tell(world: World, look: Look) -> None:
    """Early warnings are looked for; a signal of the sealers is explained, others wait."""
    ids = look(lambda reader: [ChartId.text(each.id) for each in reader.find(Chart)][:-1])
    world.do(CLOCK, "spc.look_ahead", chart_ids=ids)
    sealers = look(
        lambda reader: [
            each
            for each in reader.find(Signal, state=SignalState.OPEN)
            if reader.get(Chart, each.chart_id).code.startswith("SEAL")
        ]
    )
    for signal in sealers:
        world.do(
            "quality",
            "spc.explain_signal",
            signal_id=SignalId.text(signal.id),
            explanation="New film reel, its thickness at the upper limit; sealing checked. "
            "更换膜卷，厚度接近上限；已核对热封。",
        )
