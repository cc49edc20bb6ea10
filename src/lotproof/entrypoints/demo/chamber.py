"""The steriliser of the story: its process, its points, and the cycles it runs."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from lotproof.entrypoints.demo.readings import GATEWAY
from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.site import Source
from lotproof.kernel.work import Reader
from lotproof.modules.sterilisation.queries import Cycle
from lotproof.modules.sterilisation.vocabulary import CycleId

STERILISER: Final = "STER-01"
SOURCE: Final = "steriliser-1"
PROGRAM: Final = "EO-IVSET-55"
_HOURS = 8
_PHASES: Final = (("warm_up", 0), ("run", 12), ("cool_down", 36))
"""Conditioning, exposure and aeration, by the reading with which each begins."""
_READINGS = 48
_BIOLOGICAL = 2
_GROWTH_IN = 3
"""The cycle of a history in which an indicator showed growth."""


class Loaded(NamedTuple):
    """A lot that goes into the chamber, with how many pieces."""

    lot_id: str
    quantity: int


def prepare(world: World) -> None:
    """The machine with approved settings, process and limits."""
    if STERILISER in world.ids:
        return
    machine = world.do(
        "engineer",
        "equipment.register_equipment",
        code=STERILISER,
        name="EO steriliser 环氧乙烷灭菌柜",
        kind="production",
        workstation_id=world.ids["SEAL1"],
    ).value("equipment_id")
    world.ids[STERILISER] = machine
    setting = world.do(
        "engineer",
        "equipment.draft_setting",
        equipment_id=machine,
        program=PROGRAM,
        revision="A",
        settings=[
            _set("T", "Exposure temperature 灭菌温度", "55", "3", "Cel"),
            _set("TIME", "Exposure time 灭菌时间", "240", "5", "min"),
        ],
    ).value("setting_id")
    world.do("quality", "equipment.make_setting_effective", setting_id=setting)
    process = world.do(
        "engineer",
        "sterilisation.draft_process",
        equipment_id=machine,
        program=PROGRAM,
        revision="A",
        method="ethylene_oxide",
        basis="conventional",
        load_pattern="Two pallets, cartons upright, 50 mm to the walls 两托，纸箱直立，距壁 50 mm",
        biological=_BIOLOGICAL,
        chemical=1,
    ).value("process_id")
    world.do("quality", "sterilisation.make_process_effective", process_id=process)
    _point(world, machine)


def _set(code: str, name: str, value: str, tolerance: str, unit: str) -> dict[str, str]:
    return {"code": code, "name": name, "value": value, "tolerance": tolerance, "unit": unit}


def _point(world: World, machine: str) -> None:
    """The temperature of the chamber; limits hold while the load is exposed."""
    source = world.do(
        "engineer",
        "monitoring.register_source",
        code=SOURCE,
        name="Control of the steriliser 灭菌柜控制系统",
        kind="opc_ua",
        trust="instrument",
    ).value("source_id")
    point = world.do(
        "engineer",
        "monitoring.register_point",
        code=f"{STERILISER}.T",
        name="Chamber temperature",
        name_zh="腔内温度",
        unit="Cel",
        source_id=source,
        tag="T",
        is_critical=True,
        equipment_id=machine,
    ).value("point_id")
    limits = world.do(
        "engineer",
        "monitoring.draft_limits",
        point_id=point,
        revision="A",
        unit="Cel",
        target="55.0",
        phases=[
            {
                "phase": "run",
                "unit": "Cel",
                "action_low": "52.0",
                "alert_low": "53.0",
                "alert_high": "57.0",
                "action_high": "58.0",
                "dead_band": "0.5",
            }
        ],
    ).value("limits_id")
    world.do("quality", "monitoring.make_limits_effective", limits_id=limits)


def sterilise(
    world: World,
    look: Callable[[Callable[[Reader], Any]], Any],
    load: Sequence[Loaded],
    before: int,
) -> bool:
    """One cycle with its readings, indicators and review, after so many of this history; whether
    it was accepted."""
    planned = world.do(
        "operator",
        "sterilisation.plan_cycle",
        number=world.number("EO"),
        equipment_id=world.ids[STERILISER],
        program=PROGRAM,
        loads=[
            {"lot_id": each.lot_id, "quantity": str(each.quantity), "unit": "pcs"} for each in load
        ],
    )
    cycle = {"cycle_id": planned.value("cycle_id")}
    world.do("operator", "sterilisation.start_cycle", **cycle)
    number = CycleId.parse(planned.value("cycle_id"))
    started = look(lambda reader: reader.get(Cycle, number).started_at)
    world.catch_up(started)
    world.pass_time(_HOURS * 3600)
    _read(world, started, clock.instant(world.moment))
    world.do("operator2", "sterilisation.finish_cycle", is_complete=True, **cycle)
    is_good = before + 1 != _GROWTH_IN
    world.do(
        "inspector2",
        "sterilisation.record_indicators",
        indicators=[
            *(_indicator("biological", str(i), is_good or i > 1) for i in (1, _BIOLOGICAL)),
            _indicator("chemical", "C", is_passed=True),
        ],
        **cycle,
    )
    if is_good:
        said = "Temperature within limits, no growth 温度在限内，无菌生长"
        world.do("quality", "sterilisation.accept_cycle", conclusion=said, **cycle)
    else:
        said = "Growth at place 1: the load is not sterile 位置 1 有菌生长：该装载未达到无菌"
        world.do("quality", "sterilisation.reject_cycle", conclusion=said, **cycle)
    return is_good


def _indicator(kind: str, place: str, is_passed: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "place": place,
        "indicator_lot": f"{kind[:2].upper()}-26-118",
        "is_passed": is_passed,
    }


def _read(world: World, start: Instant, end: Instant) -> None:
    """The chamber's temperature through the phases, evenly over the cycle."""
    ats = [clock.text(Instant(start + (end - start) * i // _READINGS)) for i in range(_READINGS)]
    warm = _PHASES[1][1]
    world.do(
        GATEWAY,
        "monitoring.record_readings",
        source=Source.MACHINE,
        sent_from=SOURCE,
        readings=[
            {"tag": "T", "at": at, "value": f"{_degrees(world, i, warm):.1f}"}
            for i, at in enumerate(ats)
        ],
        phases=[{"equipment": STERILISER, "phase": phase, "at": ats[i]} for phase, i in _PHASES],
    )


def _degrees(world: World, i: int, warm: int) -> float:
    """Warming up from 30 °C, then about 55 °C, then cooling by half a degree a reading."""
    sway = min(max(world.chance.gauss(0, 0.3), -1.0), 1.0)
    if i < warm:
        return 30 + 25 * i / warm + sway
    return 55 + sway - max(0, i - _PHASES[2][1]) * 0.5
