"""The sterilisation cycles of a lot, with what was read of the machine meanwhile."""

from typing import Any

from lotproof.kernel import clock
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId, SettingId
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.series import bounds_of_readings
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.sterilisation.queries import (
    Cycle,
    cycles_of_lot,
    loads,
    loads_of_lot,
    standing_indicators,
)
from lotproof.modules.sterilisation.vocabulary import CycleId, ProcessId
from lotproof.modules.warehouse.vocabulary import LotId

ROWS_MAX = 50
"""Cycles of a lot that an overview shows; lists give the rest."""


def sterilised(reader: Reader, lot_id: LotId) -> list[dict[str, Any]]:
    """The cycles of a lot in the order in which they were made up.

    Keys: id, number, state, state_label, equipment_id, equipment, equipment_name, program,
    process_id?, setting_id?, quantity, unit_of_measure, from?, to?, started_by?, finished_by?,
    reviewed_by?, indicators, failed, other_lots, parameters (point_id, point, name, unit, lowest,
    highest, mean, readings of each point that was read).
    """
    loaded = {each.cycle_id: each for each in loads_of_lot(reader, lot_id)}
    found = []
    for cycle in cycles_of_lot(reader, lot_id)[:ROWS_MAX]:
        machine, load = reader.get(Equipment, cycle.equipment_id), loaded[cycle.id]
        read = standing_indicators(reader, cycle.id)
        said: dict[str, Any] = {
            "id": CycleId.text(cycle.id),
            "number": cycle.number,
            "state": cycle.state.value,
            "state_label": cycle.state.label._asdict(),
            "equipment_id": EquipmentId.text(machine.id),
            "equipment": machine.code,
            "equipment_name": machine.name,
            "program": cycle.program,
            "quantity": amount_text(load.quantity, load.unit),
            "unit_of_measure": load.unit,
            "indicators": len(read),
            "failed": sum(not each.is_passed for each in read),
            "other_lots": [
                LotId.text(each.lot_id) for each in loads(reader, cycle.id) if each.lot_id != lot_id
            ],
            "parameters": _parameters(reader, cycle),
        }
        found.append(said | _known(cycle))
    return found


def _known(cycle: Cycle) -> dict[str, Any]:
    """What of a cycle there is so far."""
    said: dict[str, Any] = {
        "process_id": cycle.process_id and ProcessId.text(cycle.process_id),
        "setting_id": cycle.setting_id and SettingId.text(cycle.setting_id),
        "from": cycle.started_at and clock.text(cycle.started_at),
        "to": cycle.finished_at and clock.text(cycle.finished_at),
        "started_by": cycle.started_by,
        "finished_by": cycle.finished_by,
        "reviewed_by": cycle.reviewed_by,
    }
    return {name: value for name, value in said.items() if value is not None}


def _parameters(reader: Reader, cycle: Cycle) -> list[dict[str, Any]]:
    if cycle.started_at is None:
        return []
    until = reader.now if cycle.finished_at is None else cycle.finished_at
    rows = []
    for point in reader.find(Point, equipment_id=cycle.equipment_id):
        found = bounds_of_readings(reader, point.id, cycle.started_at, until)
        if found is None:
            continue
        rows.append(
            {
                "point_id": PointId.text(point.id),
                "point": point.code,
                "name": point.name,
                "unit": point.unit,
                "lowest": amount_text(found.low, point.unit),
                "highest": amount_text(found.high, point.unit),
                "mean": amount_text(round(found.total / found.readings), point.unit),
                "readings": found.readings,
            }
        )
    return rows
