"""What has happened to machines and instruments."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId


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
