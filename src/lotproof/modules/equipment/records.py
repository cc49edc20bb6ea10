"""Machines and instruments."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import (
    EquipmentCode,
    EquipmentId,
    EquipmentModel,
    EquipmentName,
    EquipmentState,
    FactoryNumber,
    KindOfEquipment,
    Manufacturer,
    StateOfEquipment,
)
from lotproof.modules.sites.vocabulary import WorkstationId


@record(
    "equipment.equipment", t("Equipment", "设备"), unique=[("code",)], index=[("workstation_id",)]
)
class Equipment(Record):
    """A machine or instrument."""

    id: EquipmentId
    code: EquipmentCode
    name: EquipmentName
    kind: KindOfEquipment
    workstation_id: WorkstationId | None = None
    manufacturer: Manufacturer | None = None
    model: EquipmentModel | None = None
    factory_number: FactoryNumber | None = None
    state: StateOfEquipment = EquipmentState.AVAILABLE
