"""How requests about equipment settings are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment import rules
from lotproof.modules.equipment.commands import (
    DraftSetting,
    MakeSettingEffective,
    RecordSettingReadback,
    WithdrawSetting,
)
from lotproof.modules.equipment.events import (
    SettingDrafted,
    SettingMadeEffective,
    SettingReadBack,
    SettingWithdrawn,
)
from lotproof.modules.equipment.records import Equipment, Setting, SettingValue
from lotproof.modules.equipment.services import keep_readback
from lotproof.modules.equipment.vocabulary import (
    EQUIPMENT_LIFE,
    SETTING_LIFE,
    EquipmentState,
    SettingId,
    SettingState,
)


@handles(DraftSetting, emits=(SettingDrafted,))
def draft_setting(command: DraftSetting, work: Work) -> None:
    equipment = work.rely(Equipment, command.equipment_id)
    EQUIPMENT_LIFE.require(
        equipment.code, equipment.state, EquipmentState.AVAILABLE, EquipmentState.OUT_OF_SERVICE
    )
    if not command.settings:
        raise rules.EmptySetting(revision=command.revision)
    rules.require_each_once(each.code for each in command.settings)
    setting = work.add(
        Setting(
            id=work.new_id(SettingId),
            equipment_id=command.equipment_id,
            program=command.program,
            revision=command.revision,
            drafted_by=work.actor,
        )
    )
    work.add_all(
        SettingValue(setting.id, each.code, each.name, each.value, each.tolerance, each.unit)
        for each in command.settings
    )
    work.record(SettingDrafted(setting_id=setting.id, equipment_id=command.equipment_id))


@handles(MakeSettingEffective, emits=(SettingMadeEffective,))
def make_setting_effective(command: MakeSettingEffective, work: Work) -> None:
    equipment_id = work.get(Setting, command.setting_id).equipment_id
    work.take(Equipment, equipment_id)  # one change of its settings at a time
    setting = work.take(Setting, command.setting_id)
    if work.is_own(setting.drafted_by):
        raise rules.OwnSetting(revision=setting.revision)
    setting.state = SETTING_LIFE.move(setting.revision, setting.state, SettingState.EFFECTIVE)
    former = work.take_all(
        Setting,
        equipment_id=setting.equipment_id,
        program=setting.program,
        state=SettingState.EFFECTIVE,
    )
    for each in former:
        if each.id != setting.id:
            each.state = SETTING_LIFE.move(each.revision, each.state, SettingState.SUPERSEDED)
    setting.approved_by, setting.effective_at = work.actor, work.now
    work.record(SettingMadeEffective(setting_id=setting.id, equipment_id=equipment_id))


@handles(WithdrawSetting, emits=(SettingWithdrawn,))
def withdraw_setting(command: WithdrawSetting, work: Work) -> None:
    setting = work.take(Setting, command.setting_id)
    setting.state = SETTING_LIFE.move(setting.revision, setting.state, SettingState.SUPERSEDED)
    work.record(SettingWithdrawn(setting_id=setting.id, equipment_id=setting.equipment_id))


@handles(RecordSettingReadback, emits=(SettingReadBack,))
def record_setting_readback(command: RecordSettingReadback, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)
    readback = keep_readback(work, equipment, command.program, command.values, work.occurred)
    work.record(
        SettingReadBack(
            equipment_id=command.equipment_id, program=command.program, agrees=readback.agrees
        )
    )
