"""Typed reads of machines and instruments."""

from lotproof.kernel.work import Reader
from lotproof.modules.equipment.records import Equipment
from lotproof.modules.sites.vocabulary import WorkstationId

__all__ = ["Equipment", "equipment_at", "equipment_by_code"]


def equipment_by_code(reader: Reader, code: str) -> Equipment | None:
    return reader.only(Equipment, code=code)


def equipment_at(reader: Reader, workstation_id: WorkstationId) -> list[Equipment]:
    """What stands at a workstation, in any state."""
    return reader.find(Equipment, workstation_id=workstation_id)
