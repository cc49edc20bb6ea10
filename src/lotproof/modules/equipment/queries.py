"""Typed reads of machines and instruments."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.control import in_force_at
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
    "differing_readback",
    "equipment_at",
    "equipment_by_code",
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
    return in_force_at(reader, Setting, at, equipment_id=equipment_id, program=program)


def setting_values(reader: Reader, setting_id: SettingId) -> list[SettingValue]:
    """By code."""
    return reader.find(SettingValue, setting_id=setting_id)


def readbacks(reader: Reader, equipment_id: EquipmentId) -> list[Readback]:
    """What a machine gave, the oldest first."""
    return reader.find(Readback, equipment_id=equipment_id)


def differing_readback(reader: Reader, equipment_id: EquipmentId) -> Readback | None:
    """The newest reading that shows a machine not to be set as approved: of the program that was
    read last, or of another that is approved and could be run next."""
    newest: dict[str, Readback] = {}
    for each in sorted(readbacks(reader, equipment_id), key=lambda each: (each.read_at, each.id)):
        newest.pop(each.program, None)
        newest[each.program] = each
    last = next(reversed(newest), None)
    approved = {
        each.program
        for each in settings(reader, equipment_id)
        if each.state is SettingState.EFFECTIVE
    }
    for program, each in reversed(newest.items()):
        if not each.agrees and (program == last or program in approved):
            return each
    return None


def readback_values(reader: Reader, readback_id: ReadbackId) -> list[ReadbackValue]:
    """By code."""
    return reader.find(ReadbackValue, readback_id=readback_id)
