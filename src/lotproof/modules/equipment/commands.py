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
    Program,
    ReadsGiven,
    SettingId,
    SettingRevision,
    SettingsGiven,
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


@command(
    "equipment.draft_setting/1",
    t("Draft equipment setting", "编制设备设定"),
    permission="equipment.setting.draft",
    zh="编制设备某一程序的设定值及允差的新版本；由他人批准后生效。",
)
class DraftSetting(Command):
    """Draft a revision of what a machine is set to for a program; somebody else approves it."""

    equipment_id: EquipmentId
    program: Program
    revision: SettingRevision
    settings: SettingsGiven


@command(
    "equipment.make_setting_effective/1",
    t("Make equipment setting effective", "批准设备设定生效"),
    permission="equipment.setting.approve",
    zh="批准设备设定并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Setting approved", "批准设定"),
)
class MakeSettingEffective(Command):
    """Approve a drafted setting; it takes the place of the one before. Not by who drafted it."""

    setting_id: SettingId


@command(
    "equipment.withdraw_setting/1",
    t("Withdraw equipment setting", "撤回设备设定"),
    permission="equipment.setting.withdraw",
    zh="作废草稿或生效的设备设定，不以其他版本替代。",
    needs_reason=True,
)
class WithdrawSetting(Command):
    """End a drafted or effective setting without a successor."""

    setting_id: SettingId


@command(
    "equipment.record_setting_readback/1",
    t("Record setting read back", "记录设定回读"),
    permission="equipment.setting.read_back",
    zh="记录从设备读回的设定值；与批准值不一致时记为偏差，设备停用并暂扣。",
    is_fact=True,
)
class RecordSettingReadback(Command):
    """Record what a machine says it is set to, all values of a program.

    What differs from the approved setting is a deviation: the machine is taken out of service
    and held.
    """

    equipment_id: EquipmentId
    program: Program
    values: ReadsGiven
