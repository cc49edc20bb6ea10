"""How settings are taken over to be written, and what is told of it afterwards."""

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.events import SettingReadBack
from lotproof.modules.equipment.queries import Equipment, Readback, Setting
from lotproof.modules.equipment.services import keep_readback
from lotproof.modules.equipment.vocabulary import SETTING_LIFE, ReadbackId, SettingState
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.transmission import rules
from lotproof.modules.transmission.commands import (
    ClaimTransmission,
    ReportTransmission,
    SettleTransmission,
)
from lotproof.modules.transmission.events import (
    TransmissionClaimed,
    TransmissionFailed,
    TransmissionLost,
    TransmissionVerified,
)
from lotproof.modules.transmission.machines import about_of, require_idle
from lotproof.modules.transmission.records import Connection, Transmission, WrittenValue
from lotproof.modules.transmission.vocabulary import (
    CONNECTION_LIFE,
    TRANSMISSION_LIFE,
    ConnectionId,
    ConnectionState,
    TransmissionId,
    TransmissionState,
)


@handles(ClaimTransmission, emits=(TransmissionClaimed,))
def claim_transmission(command: ClaimTransmission, work: Work) -> None:
    equipment_id = work.get(Transmission, command.transmission_id).equipment_id
    equipment = work.take(Equipment, equipment_id)
    transmission = work.take(Transmission, command.transmission_id)
    name = TransmissionId.text(transmission.id)
    connection = work.rely(Connection, transmission.connection_id)
    if UserId.text(connection.gateway_id) != work.actor:
        raise rules.NotItsGateway(transmission=name)
    state = TRANSMISSION_LIFE.move(name, transmission.state, TransmissionState.CLAIMED)
    CONNECTION_LIFE.require(
        ConnectionId.text(connection.id), connection.state, ConnectionState.IN_USE
    )
    setting = work.rely(Setting, transmission.setting_id)
    SETTING_LIFE.require(setting.revision, setting.state, SettingState.EFFECTIVE)
    if work.now > transmission.write_until:
        until = clock.local_text(transmission.write_until, work.site.zone)
        raise rules.TransmissionTooLate(transmission=name, until=until)
    require_idle(work, equipment)
    transmission.state, transmission.claim = state, command.claim
    transmission.claimed_by, transmission.claimed_at = work.actor, work.now
    work.record(TransmissionClaimed(**about_of(transmission)))


@handles(
    ReportTransmission,
    emits=(SettingReadBack, TransmissionVerified, TransmissionFailed, TransmissionLost),
)
def report_transmission(command: ReportTransmission, work: Work) -> None:
    equipment_id = work.get(Transmission, command.transmission_id).equipment_id
    equipment = work.take(Equipment, equipment_id)
    transmission = work.take(Transmission, command.transmission_id)
    readback = _read_back(command, work, equipment, transmission)
    if not _is_its_report(command, work, transmission):
        return
    work.add_all(
        WrittenValue(transmission.id, each.code, each.value, each.unit, each.answer)
        for each in command.written
    )
    transmission.outcome, transmission.cause = command.outcome, command.cause
    transmission.reported_at = work.now
    transmission.readback_id = None if readback is None else readback.id
    is_as_approved = None if readback is None else _confirms(readback, transmission)
    _end(work, transmission, rules.ended(command.outcome, is_as_approved=is_as_approved))


@handles(SettleTransmission, emits=(TransmissionVerified, TransmissionFailed))
def settle_transmission(command: SettleTransmission, work: Work) -> None:
    transmission = work.take(Transmission, command.transmission_id)
    name = TransmissionId.text(transmission.id)
    TRANSMISSION_LIFE.require(name, transmission.state, TransmissionState.UNKNOWN)
    readback = work.rely(Readback, command.readback_id)
    of = (readback.equipment_id, readback.program)
    claimed_at = transmission.claimed_at
    assert claimed_at is not None, "only what was taken over has an unknown outcome"
    if of != (transmission.equipment_id, transmission.program) or readback.read_at < claimed_at:
        said = ReadbackId.text(readback.id)
        raise rules.ReadingSaysNothing(readback=said, transmission=name)
    transmission.readback_id = readback.id
    is_right = _confirms(readback, transmission)
    _end(work, transmission, TransmissionState.VERIFIED if is_right else TransmissionState.FAILED)


def _read_back(
    command: ReportTransmission, work: Work, equipment: Equipment, transmission: Transmission
) -> Readback | None:
    """What was read is kept and compared as any other reading back, whoever reports it.

    The gateway's clock may be behind: what it read was read after it had taken over.
    """
    if not command.values:
        return None
    at = max(work.occurred, transmission.claimed_at or work.occurred)
    readback = keep_readback(work, equipment, transmission.program, command.values, at)
    work.record(
        SettingReadBack(
            equipment_id=equipment.id, program=transmission.program, agrees=readback.agrees
        )
    )
    return readback


def _is_its_report(command: ReportTransmission, work: Work, transmission: Transmission) -> bool:
    """Whether this is the one report that is waited for; a deviation otherwise."""
    name = TransmissionId.text(transmission.id)
    if (transmission.claim, transmission.claimed_by) != (command.claim, work.actor):
        work.object(rules.NotClaimedSo(transmission=name))
        return False
    is_open = transmission.state in (TransmissionState.CLAIMED, TransmissionState.UNKNOWN)
    if not is_open or transmission.reported_at is not None:
        work.object(rules.AlreadyEnded(transmission=name, state=transmission.state.label))
        return False
    return True


def _confirms(readback: Readback, transmission: Transmission) -> bool:
    """Whether the machine is set as this very revision says."""
    return readback.agrees and readback.setting_id == transmission.setting_id


def _end(work: Work, transmission: Transmission, to: TransmissionState) -> None:
    """What became of it, unless that is known no better than before."""
    if transmission.state is to:
        return
    name = TransmissionId.text(transmission.id)
    transmission.state = TRANSMISSION_LIFE.move(name, transmission.state, to)
    transmission.ended_at = work.now
    about = about_of(transmission)
    if to is TransmissionState.VERIFIED:
        work.record(TransmissionVerified(**about))
    elif to is TransmissionState.FAILED:
        work.record(TransmissionFailed(**about))
    else:
        work.record(TransmissionLost(**about))
