"""All of one machine or instrument: whether it may start, what is asked of it, what it reads."""

from collections.abc import Callable
from typing import Any

from lotproof.kernel import clock
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.calibration.board import duties_of
from lotproof.modules.equipment.queries import (
    Equipment,
    readback_values,
    readbacks,
    setting_values,
    settings,
)
from lotproof.modules.equipment.vocabulary import EquipmentId, SettingId, SettingState
from lotproof.modules.monitoring.live import phase_now, point_now
from lotproof.modules.monitoring.queries import Point, open_withdrawals
from lotproof.modules.monitoring.vocabulary import PointState
from lotproof.modules.monitoring.vocabulary_readings import WithdrawalId
from lotproof.modules.nonconformance.queries import case_text, open_cases_about
from lotproof.modules.transmission.queries import connection_of, transmissions
from lotproof.modules.transmission.vocabulary import TransmissionId

May = Callable[[str], bool]
"""Whether the caller holds a permission."""


def equipment_overview(reader: Reader, equipment_id: EquipmentId, may: May) -> dict[str, Any]:
    """Keys: `duties`, `start` (phase, points and why it may not start), `settings`, `writing`
    (whether settings are written, and what became of the newest of each program), `cases`; one
    whose module the caller may not read is null. NotFound if there is no such machine."""
    reader.get(Equipment, equipment_id)
    return {
        "id": EquipmentId.text(equipment_id),
        "duties": duties_of(reader, equipment_id) if may("calibration.read") else None,
        "start": _start(reader, equipment_id) if may("monitoring.read") else None,
        "settings": _settings(reader, equipment_id),
        "writing": _writing(reader, equipment_id) if may("transmission.read") else None,
        "cases": _cases(reader, equipment_id) if may("nonconformance.read") else None,
    }


def _start(reader: Reader, equipment_id: EquipmentId) -> dict[str, Any]:
    phase = phase_now(reader, equipment_id)
    points = reader.find(Point, equipment_id=equipment_id, state=PointState.IN_USE)
    return {
        "phase_label": phase.label._asdict(),
        "points": [point_now(reader, each, phase) for each in points],
        "withdrawals": [
            {
                "id": WithdrawalId.text(each.id),
                "cause": each.cause,
                "at": clock.text(each.withdrawn_at),
            }
            for each in open_withdrawals(reader, equipment_id)
        ],
    }


def _settings(reader: Reader, equipment_id: EquipmentId) -> list[dict[str, Any]]:
    """What is approved for each program, beside what the machine said last."""
    newest = {each.program: each for each in readbacks(reader, equipment_id)}
    found = []
    for setting in settings(reader, equipment_id):
        if setting.state is not SettingState.EFFECTIVE:
            continue
        readback = newest.get(setting.program)
        read = {} if readback is None else {v.code: v for v in readback_values(reader, readback.id)}
        found.append(
            {
                "id": SettingId.text(setting.id),
                "program": setting.program,
                "revision": setting.revision,
                "read_at": None if readback is None else clock.text(readback.read_at),
                "values": [
                    {
                        "code": each.code,
                        "name": each.name,
                        "unit": each.unit,
                        "value": amount_text(each.value, each.unit),
                        "tolerance": amount_text(each.tolerance, each.unit),
                        "read": None
                        if (said := read.get(each.code)) is None
                        else amount_text(said.value, said.unit),
                        "agrees": None if said is None else said.agrees,
                    }
                    for each in setting_values(reader, setting.id)
                ],
            }
        )
    return found


def _writing(reader: Reader, equipment_id: EquipmentId) -> dict[str, Any]:
    newest = {each.program: each for each in transmissions(reader, equipment_id)}
    return {
        "is_connected": connection_of(reader, equipment_id) is not None,
        "newest": [
            {
                "id": TransmissionId.text(each.id),
                "program": each.program,
                "setting_id": SettingId.text(each.setting_id),
                "state": each.state.value,
                "at": clock.text(each.ended_at or each.claimed_at or each.requested_at),
                "cause": each.cause,
            }
            for each in newest.values()
        ],
    }


def _cases(reader: Reader, equipment_id: EquipmentId) -> list[dict[str, Any]]:
    return [
        {"id": case_text(each), "number": each.number, "due_on": each.due_on.isoformat()}
        for each in open_cases_about(reader, EquipmentId.text(equipment_id))
    ]
