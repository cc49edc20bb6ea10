"""Typed reads of machines and instruments."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.records import (
    Equipment,
    Readback,
    ReadbackValue,
    Setting,
    SettingValue,
)
from lotproof.modules.equipment.vocabulary import EquipmentId, ReadbackId, SettingId, SettingState
from lotproof.modules.sites.vocabulary import WorkstationId

__all__ = [
    "Equipment",
    "Readback",
    "ReadbackValue",
    "Setting",
    "SettingValue",
    "equipment_at",
    "equipment_by_code",
    "last_readback",
    "readback_values",
    "readbacks",
    "setting_at",
    "setting_values",
    "settings",
]


def equipment_by_code(reader: Reader, code: str) -> Equipment | None:
    return reader.only(Equipment, code=code)


def equipment_at(reader: Reader, workstation_id: WorkstationId) -> list[Equipment]:
    """What stands at a workstation, in any state."""
    return reader.find(Equipment, workstation_id=workstation_id)


def settings(reader: Reader, equipment_id: EquipmentId) -> list[Setting]:
    """All revisions of all programs of a machine, by id."""
    return reader.find(Setting, equipment_id=equipment_id)


def setting_at(
    reader: Reader, equipment_id: EquipmentId, program: str, at: Instant
) -> Setting | None:
    """What was approved then; None if nothing was, or if it has been withdrawn since."""
    known = [
        (each.effective_at, each.id, each)
        for each in reader.find(Setting, equipment_id=equipment_id, program=program)
        if each.effective_at is not None
    ]
    before = [each for each in known if each[0] <= at]
    if not before:
        return None
    newest = max(before)
    is_withdrawn = newest == max(known) and newest[2].state is not SettingState.EFFECTIVE
    return None if is_withdrawn else newest[2]


def setting_values(reader: Reader, setting_id: SettingId) -> list[SettingValue]:
    """By code."""
    return reader.find(SettingValue, setting_id=setting_id)


def readbacks(reader: Reader, equipment_id: EquipmentId) -> list[Readback]:
    """What a machine gave, the oldest first."""
    return reader.find(Readback, equipment_id=equipment_id)


def last_readback(reader: Reader, equipment_id: EquipmentId) -> Readback | None:
    """The newest, of whichever program: what the machine is set to now."""
    found = readbacks(reader, equipment_id)
    return max(found, key=lambda each: (each.read_at, each.id), default=None)


def readback_values(reader: Reader, readback_id: ReadbackId) -> list[ReadbackValue]:
    """By code."""
    return reader.find(ReadbackValue, readback_id=readback_id)
