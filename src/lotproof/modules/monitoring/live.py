"""Where all points stand now, by machine and by area."""

from collections.abc import Iterable
from typing import Any

from lotproof.kernel import clock
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.queries import limits_of_phases, open_withdrawals, phases_between
from lotproof.modules.monitoring.records import (
    Excursion,
    LastReading,
    Limits,
    PhaseLimits,
    Point,
    Watch,
)
from lotproof.modules.monitoring.vocabulary import Level, LimitsState, Phase, PointId, PointState
from lotproof.modules.monitoring.vocabulary_readings import (
    ExcursionId,
    ExcursionState,
    Quality,
    WithdrawalId,
)
from lotproof.modules.sites.queries import Area
from lotproof.modules.sites.vocabulary import AreaId

_LIMITS = (
    "specification_low",
    "action_low",
    "alert_low",
    "alert_high",
    "action_high",
    "specification_high",
)


def live(reader: Reader) -> dict[str, Any]:
    """Machines and areas with their points, where they stand towards their limits, and which
    machines may not start; by code."""
    points = reader.find(Point, state=PointState.IN_USE)
    return {
        "now": clock.text(reader.now),
        "machines": [
            _machine(reader, equipment_id, [p for p in points if p.equipment_id == equipment_id])
            for equipment_id in _each_once(p.equipment_id for p in points)
        ],
        "areas": [
            _area(reader, area_id, [p for p in points if p.area_id == area_id])
            for area_id in _each_once(p.area_id for p in points)
        ],
    }


def point_now(reader: Reader, point: Point, phase: Phase) -> dict[str, Any]:
    """A point with its last reading, the limits that hold in the phase, and its excursions."""
    limits = _effective(reader, point.id)
    of_phase = None if limits is None else limits_of_phases(reader, limits.id).get(phase)
    last = reader.get(LastReading, point.id)
    is_silent = (
        limits is not None
        and limits.interval_ms is not None
        and (last.at is None or rules.is_silent(last.at, reader.now, limits.interval_ms))
    )
    return {
        "id": PointId.text(point.id),
        "code": point.code,
        "name": {"en": point.name, "zh": point.name_zh or point.name},
        "unit": point.unit,
        "is_critical": point.is_critical,
        "at": None if last.at is None else clock.text(last.at),
        "value": None if last.value is None else amount_text(last.value, point.unit),
        "quality": str(last.quality or Quality.GOOD),
        "is_silent": is_silent,
        "limits": None if limits is None else _limits(limits, of_phase),
        "excursions": [
            {"id": ExcursionId.text(watch.excursion_id), "level": str(watch.level)}
            for watch in reader.find(Watch, point_id=point.id)
            if watch.excursion_id is not None
        ],
        "to_assess": len(
            [
                each
                for each in reader.find(Excursion, point_id=point.id, state=ExcursionState.ENDED)
                if each.level is Level.ACTION
            ]
        ),
    }


def phase_now(reader: Reader, equipment_id: EquipmentId | None) -> Phase:
    """What a machine is doing; a room, and a machine that never told, runs."""
    if equipment_id is None:
        return Phase.RUN
    return phases_between(reader, equipment_id, reader.now, reader.now)[-1][1]


def _machine(reader: Reader, equipment_id: EquipmentId, points: list[Point]) -> dict[str, Any]:
    machine, phase = reader.get(Equipment, equipment_id), phase_now(reader, equipment_id)
    return {
        "id": EquipmentId.text(machine.id),
        "code": machine.code,
        "name": machine.name,
        "state": str(machine.state),
        "phase": str(phase),
        "phase_label": phase.label._asdict(),
        "withdrawals": [
            {
                "id": WithdrawalId.text(each.id),
                "cause": each.cause,
                "at": clock.text(each.withdrawn_at),
            }
            for each in open_withdrawals(reader, equipment_id)
        ],
        "points": [point_now(reader, point, phase) for point in points],
    }


def _area(reader: Reader, area_id: AreaId, points: list[Point]) -> dict[str, Any]:
    area = reader.get(Area, area_id)
    return {
        "id": AreaId.text(area.id),
        "code": area.code,
        "name": area.name,
        "points": [point_now(reader, point, Phase.RUN) for point in points],
    }


def _effective(reader: Reader, point_id: PointId) -> Limits | None:
    found = reader.find(Limits, point_id=point_id, state=LimitsState.EFFECTIVE)
    return found[0] if found else None


def _limits(limits: Limits, of_phase: PhaseLimits | None) -> dict[str, Any]:
    """Limits as decimal texts; those of levels that are not set are absent."""
    said = {"revision": limits.revision}
    if limits.target is not None:
        said["target"] = amount_text(limits.target, limits.unit)
    if of_phase is None:
        return said
    for name in _LIMITS:
        value = getattr(of_phase, name)
        if value is not None:
            said[name] = amount_text(value, limits.unit)
    for level in Level:
        low, high = rules.bounds_of(of_phase, level)
        said |= {
            f"{level}_{side}": amount_text(value, limits.unit)
            for side, value in (("low", low), ("high", high))
            if value is not None
        }
    return said


def _each_once(ids: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(each for each in ids if each is not None))
