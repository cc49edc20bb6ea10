"""What other modules' handlers may order: that what a machine says it is set to is kept."""

from collections.abc import Sequence

from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Work
from lotproof.modules.equipment import rules
from lotproof.modules.equipment.queries import setting_at, setting_values
from lotproof.modules.equipment.records import Equipment, Readback, ReadbackValue, Setting
from lotproof.modules.equipment.vocabulary import (
    EQUIPMENT_LIFE,
    EquipmentState,
    ReadbackId,
    ReadGiven,
)


def keep_readback(
    work: Work, equipment: Equipment, program: str, values: Sequence[ReadGiven], at: Instant
) -> Readback:
    """What a machine, taken by the caller, said it is set to, compared with what was approved for
    the program at an instant.

    Where it differs, the command, a fact, deviates, and the machine is taken out of service.
    """
    rules.require_each_once(each.code for each in values)
    setting = setting_at(work, equipment.id, program, at)
    approved = {
        each.code: rules.Approved(each.value, each.tolerance, each.unit)
        for each in (setting_values(work, setting.id) if setting is not None else ())
    }
    found = {
        each.code: rules.agrees(approved.get(each.code), each.value, each.unit) for each in values
    }
    wrong = rules.differing(approved, found)
    readback = work.add(
        Readback(
            id=work.new_id(ReadbackId),
            equipment_id=equipment.id,
            program=program,
            setting_id=setting.id if setting is not None else None,
            agrees=setting is not None and not wrong,
            read_by=work.actor,
            read_at=work.occurred,
        )
    )
    work.add_all(
        ReadbackValue(readback.id, each.code, each.value, each.unit, found[each.code])
        for each in values
    )
    if not readback.agrees:
        _stop(work, equipment, setting, program, wrong)
    return readback


def _stop(
    work: Work, equipment: Equipment, setting: Setting | None, program: str, wrong: list[str]
) -> None:
    """A machine that is not set as approved is not used."""
    if equipment.state is EquipmentState.AVAILABLE:
        equipment.state = EQUIPMENT_LIFE.move(
            equipment.code, equipment.state, EquipmentState.OUT_OF_SERVICE
        )
    if setting is None:
        work.object(rules.NoApprovedSetting(program=program, equipment=equipment.code))
        return
    work.object(
        rules.SettingDiffers(
            equipment=equipment.code,
            revision=setting.revision,
            program=program,
            differing=", ".join(wrong),
        )
    )
