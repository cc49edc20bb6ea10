"""What has happened to machines and instruments."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import (
    Agrees,
    EquipmentId,
    Program,
    SettingId,
)


@event(
    "equipment.equipment_registered/1",
    t("Equipment {equipment_id} registered", "登记设备 {equipment_id}"),
)
class EquipmentRegistered(Event):
    equipment_id: EquipmentId


@event(
    "equipment.equipment_changed/1",
    t("Equipment {equipment_id} changed", "设备 {equipment_id} 已变更"),
)
class EquipmentChanged(Event):
    equipment_id: EquipmentId


@event(
    "equipment.equipment_stopped/1",
    t("Equipment {equipment_id} taken out of service", "设备 {equipment_id} 已停用"),
)
class EquipmentStopped(Event):
    equipment_id: EquipmentId


@event(
    "equipment.equipment_released/1",
    t("Equipment {equipment_id} returned to service", "设备 {equipment_id} 恢复使用"),
)
class EquipmentReleased(Event):
    equipment_id: EquipmentId


@event(
    "equipment.equipment_retired/1",
    t("Equipment {equipment_id} retired", "设备 {equipment_id} 已报废"),
)
class EquipmentRetired(Event):
    equipment_id: EquipmentId


@event(
    "equipment.setting_drafted/1",
    t("{setting_id} of {equipment_id} drafted", "编制 {equipment_id} 的 {setting_id}"),
)
class SettingDrafted(Event):
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "equipment.setting_made_effective/1",
    t("{setting_id} of {equipment_id} made effective", "{equipment_id} 的 {setting_id} 生效"),
)
class SettingMadeEffective(Event):
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "equipment.setting_withdrawn/1",
    t("{setting_id} of {equipment_id} withdrawn", "{equipment_id} 的 {setting_id} 已撤回"),
)
class SettingWithdrawn(Event):
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "equipment.setting_read_back/1",
    t("Program {program} of {equipment_id} read back", "回读 {equipment_id} 的程序 {program}"),
)
class SettingReadBack(Event):
    equipment_id: EquipmentId
    program: Program
    agrees: Agrees
