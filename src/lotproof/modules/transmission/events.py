"""What has happened to settings that are written to machines."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId, SettingId
from lotproof.modules.transmission.vocabulary import ConnectionId, TransmissionId


@event(
    "transmission.connection_opened/1",
    t("Settings of {equipment_id} may be written", "{equipment_id} 开通设定下发"),
)
class ConnectionOpened(Event):
    connection_id: ConnectionId
    equipment_id: EquipmentId


@event(
    "transmission.connection_closed/1",
    t("Settings of {equipment_id} are no longer written", "{equipment_id} 关闭设定下发"),
)
class ConnectionClosed(Event):
    connection_id: ConnectionId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_requested/1",
    t("{setting_id} is to be written to {equipment_id}", "请求将 {setting_id} 写入 {equipment_id}"),
)
class TransmissionRequested(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_withdrawn/1",
    t("{setting_id} is not written to {equipment_id}", "撤回将 {setting_id} 写入 {equipment_id}"),
)
class TransmissionWithdrawn(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_claimed/1",
    t("{setting_id} is being written to {equipment_id}", "正将 {setting_id} 写入 {equipment_id}"),
)
class TransmissionClaimed(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_verified/1",
    t(
        "{equipment_id} is set as {setting_id} says, by what was read back",
        "{equipment_id} 经回读核实与 {setting_id} 一致",
    ),
)
class TransmissionVerified(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_failed/1",
    t(
        "{setting_id} could not be written to {equipment_id}",
        "{setting_id} 未能写入 {equipment_id}",
    ),
)
class TransmissionFailed(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_lost/1",
    t(
        "It is not known whether {setting_id} was written to {equipment_id}",
        "不能确定 {setting_id} 是否已写入 {equipment_id}",
    ),
)
class TransmissionLost(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId


@event(
    "transmission.transmission_expired/1",
    t(
        "{setting_id} was not written to {equipment_id} in time",
        "{setting_id} 未按时写入 {equipment_id}",
    ),
)
class TransmissionExpired(Event):
    transmission_id: TransmissionId
    setting_id: SettingId
    equipment_id: EquipmentId
