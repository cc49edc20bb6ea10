"""Typed reads of settings that are written to machines."""

from typing import Any, Final

from lotproof.kernel import clock
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Setting, setting_values
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.queries import Source
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.transmission.records import Connection, Transmission, WrittenValue
from lotproof.modules.transmission.rules import ends_by_itself_at
from lotproof.modules.transmission.vocabulary import (
    ConnectionState,
    TransmissionId,
    TransmissionState,
)

__all__ = [
    "Connection",
    "Transmission",
    "WrittenValue",
    "connection_of",
    "of_gateway",
    "transmissions",
    "unanswered",
    "under_way",
    "written_values",
]

UNDER_WAY: Final = (
    TransmissionState.REQUESTED,
    TransmissionState.CLAIMED,
    TransmissionState.UNKNOWN,
)
"""While one of these, it is not known what the machine is set to, or will be in a moment."""


def connection_of(reader: Reader, equipment_id: EquipmentId) -> Connection | None:
    """By which way a machine is written; None if it is not."""
    return reader.only(Connection, equipment_id=equipment_id, state=ConnectionState.IN_USE)


def transmissions(reader: Reader, equipment_id: EquipmentId) -> list[Transmission]:
    """All of a machine, the oldest first."""
    return reader.find(Transmission, equipment_id=equipment_id)


def under_way(reader: Reader, equipment_id: EquipmentId) -> list[Transmission]:
    """What is asked for, being written, or of unknown outcome on a machine."""
    return [
        each
        for state in UNDER_WAY
        for each in reader.find(Transmission, equipment_id=equipment_id, state=state)
    ]


def unanswered(reader: Reader) -> list[Transmission]:
    """What nobody has answered in time, by now."""
    found = [
        each
        for state in (TransmissionState.REQUESTED, TransmissionState.CLAIMED)
        for each in reader.find(Transmission, state=state)
    ]
    return [
        each
        for each in found
        if (over := ends_by_itself_at(each.state, each.write_until)) is not None
        and over < reader.now
    ]


def written_values(reader: Reader, transmission_id: TransmissionId) -> list[WrittenValue]:
    """By code."""
    return reader.find(WrittenValue, transmission_id=transmission_id)


def of_gateway(reader: Reader, gateway_id: UserId, source: str) -> list[dict[str, Any]]:
    """What an account is to write by a source, and what it has not reported yet, by id.

    Values are decimal texts in their units; `seconds_left` for writing is 0 when it is too late.
    """
    found_source = reader.only(Source, code=source)
    if found_source is None:
        return []
    return [
        _told(reader, each)
        for connection in reader.find(Connection, source_id=found_source.id, gateway_id=gateway_id)
        for state in UNDER_WAY
        for each in reader.find(Transmission, connection_id=connection.id, state=state)
    ]


def _told(reader: Reader, transmission: Transmission) -> dict[str, Any]:
    setting = reader.get(Setting, transmission.setting_id)
    left = max(0, transmission.write_until - reader.now)
    return {
        "id": TransmissionId.text(transmission.id),
        "state": str(transmission.state),
        "equipment_id": EquipmentId.text(transmission.equipment_id),
        "program": transmission.program,
        "revision": setting.revision,
        "claim": transmission.claim,
        "write_until": clock.text(transmission.write_until),
        "seconds_left": left // 1_000_000,
        "values": [
            {"code": each.code, "value": amount_text(each.value, each.unit), "unit": each.unit}
            for each in setting_values(reader, setting.id)
        ],
    }
