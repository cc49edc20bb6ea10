"""What follows from others' events: nothing starts on a machine that is being set, and a later
reading tells what became of a writing."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.events import SettingReadBack
from lotproof.modules.equipment.queries import Equipment, readbacks
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.sterilisation.gates import MAY_RUN, CycleAsked
from lotproof.modules.transmission import rules
from lotproof.modules.transmission.commands import SettleTransmission
from lotproof.modules.transmission.queries import under_way
from lotproof.modules.transmission.vocabulary import TransmissionId, TransmissionState


@MAY_START.join
def nothing_is_being_written(asked: StartAsked, reader: Reader) -> Refused | None:
    """Nothing starts on a machine that is set at the moment, or may have been set wrong."""
    return None if asked.equipment_id is None else _being_written(asked.equipment_id, reader)


@MAY_RUN.join
def no_cycle_while_it_is_written(asked: CycleAsked, reader: Reader) -> Refused | None:
    """Nor does a steriliser."""
    return _being_written(asked.equipment_id, reader)


def _being_written(equipment_id: EquipmentId, reader: Reader) -> Refused | None:
    for each in under_way(reader, equipment_id):
        return rules.TransmissionUnderWay(
            equipment=reader.get(Equipment, equipment_id).code,
            transmission=TransmissionId.text(each.id),
            state=each.state.label,
        )
    return None


@reacts(SettingReadBack, issues=(SettleTransmission,))
def settle(event: SettingReadBack, on: Issuing) -> None:
    """What was read after it was begun tells what became of a writing of unknown outcome."""
    unknown = [
        each
        for each in under_way(on.reader, event.equipment_id)
        if each.state is TransmissionState.UNKNOWN and each.program == event.program
    ]
    if not unknown:
        return
    last = [
        each for each in readbacks(on.reader, event.equipment_id) if each.program == event.program
    ][-1]
    for each in unknown:
        if each.claimed_at is not None and last.read_at >= each.claimed_at:
            on.issue(SettleTransmission(transmission_id=each.id, readback_id=last.id))
