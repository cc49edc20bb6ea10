"""Machines and instruments."""

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import (
    Agrees,
    EquipmentCode,
    EquipmentId,
    EquipmentModel,
    EquipmentName,
    EquipmentState,
    FactoryNumber,
    KindOfEquipment,
    Manufacturer,
    Program,
    ReadAt,
    ReadbackId,
    ReadBy,
    ReadValue,
    SettingApprovedBy,
    SettingCode,
    SettingDraftedBy,
    SettingEffectiveAt,
    SettingId,
    SettingName,
    SettingRevision,
    SettingState,
    SettingUnit,
    SetValue,
    StateOfEquipment,
    StateOfSetting,
    Tolerance,
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


@record(
    "equipment.setting",
    t("Equipment setting", "设备设定"),
    unique=[("equipment_id", "program", "revision")],
    index=[("equipment_id", "program", "state")],
)
class Setting(Record):
    """One revision of what a machine is set to for a program."""

    id: SettingId
    equipment_id: EquipmentId
    program: Program
    revision: SettingRevision
    drafted_by: SettingDraftedBy
    state: StateOfSetting = SettingState.DRAFT
    approved_by: SettingApprovedBy | None = None
    effective_at: SettingEffectiveAt | None = None


@record("equipment.setting_value", t("Set value", "设定值"), key=("setting_id", "code"))
class SettingValue(Record):
    """One value of a setting."""

    setting_id: SettingId
    code: SettingCode
    name: SettingName
    value: SetValue
    tolerance: Tolerance
    unit: SettingUnit


@record("equipment.readback", t("Setting read back", "设定回读"), index=[("equipment_id",)])
class Readback(Record):
    """What a machine said it was set to, and whether that is what was approved."""

    id: ReadbackId
    equipment_id: EquipmentId
    program: Program
    setting_id: SettingId | None
    agrees: Agrees
    read_by: ReadBy
    read_at: ReadAt


@record("equipment.readback_value", t("Value read back", "回读值"), key=("readback_id", "code"))
class ReadbackValue(Record):
    """One value read back."""

    readback_id: ReadbackId
    code: SettingCode
    value: ReadValue
    unit: SettingUnit
    agrees: Agrees


under_control(
    Setting,
    SettingState.EFFECTIVE,
    family=("equipment_id", "program"),
    lines={SettingValue: ("code",)},
)
