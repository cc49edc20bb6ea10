"""What can be asked of machines and instruments."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import (
    EquipmentCode,
    EquipmentId,
    EquipmentModel,
    EquipmentName,
    FactoryNumber,
    KindOfEquipment,
    Manufacturer,
)
from lotproof.modules.sites.vocabulary import WorkstationId


@command(
    "equipment.register_equipment/1",
    t("Register equipment", "登记设备"),
    permission="equipment.equipment.register",
    zh="登记一台设备或仪器。",
)
class RegisterEquipment(Command):
    """Register a machine or instrument."""

    code: EquipmentCode
    name: EquipmentName
    kind: KindOfEquipment
    workstation_id: WorkstationId | None = None
    manufacturer: Manufacturer | None = None
    model: EquipmentModel | None = None
    factory_number: FactoryNumber | None = None


@command(
    "equipment.change_equipment/1",
    t("Change equipment", "变更设备"),
    permission="equipment.equipment.change",
    zh="更改设备名称、所在工位和铭牌信息；未填的可选字段即清除。",
    needs_reason=True,
)
class ChangeEquipment(Command):
    """Change name, place and type plate; optional fields that are not given are cleared."""

    equipment_id: EquipmentId
    name: EquipmentName
    workstation_id: WorkstationId | None = None
    manufacturer: Manufacturer | None = None
    model: EquipmentModel | None = None
    factory_number: FactoryNumber | None = None


@command(
    "equipment.take_out_of_service/1",
    t("Take out of service", "停用设备"),
    permission="equipment.equipment.stop",
    zh="设备不得再使用，直至恢复使用。",
    needs_reason=True,
)
class TakeOutOfService(Command):
    """Let equipment not be used until it is returned to service."""

    equipment_id: EquipmentId


@command(
    "equipment.return_to_service/1",
    t("Return to service", "恢复使用"),
    permission="equipment.equipment.release",
    zh="说明依据并恢复设备使用。",
    needs_reason=True,
)
class ReturnToService(Command):
    """Let equipment be used again; say on what grounds."""

    equipment_id: EquipmentId


@command(
    "equipment.retire_equipment/1",
    t("Retire equipment", "报废设备"),
    permission="equipment.equipment.retire",
    zh="设备永久停止使用；其编号不再使用。",
    needs_reason=True,
)
class RetireEquipment(Command):
    """Take equipment out of use for ever; its code is never given again."""

    equipment_id: EquipmentId
