"""How settings are asked to be written, and how that ends when nobody writes them."""

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment, Setting
from lotproof.modules.equipment.vocabulary import (
    EQUIPMENT_LIFE,
    SETTING_LIFE,
    EquipmentState,
    SettingState,
)
from lotproof.modules.monitoring.queries import Source
from lotproof.modules.monitoring.vocabulary import SourceKind, SourceState
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserState
from lotproof.modules.transmission import rules
from lotproof.modules.transmission.commands import (
    CloseConnection,
    ExpireTransmission,
    OpenConnection,
    TransmitSetting,
    WithdrawTransmission,
)
from lotproof.modules.transmission.events import (
    ConnectionClosed,
    ConnectionOpened,
    TransmissionExpired,
    TransmissionLost,
    TransmissionRequested,
    TransmissionWithdrawn,
)
from lotproof.modules.transmission.machines import about_of, require_idle
from lotproof.modules.transmission.queries import connection_of, under_way
from lotproof.modules.transmission.records import Connection, Transmission
from lotproof.modules.transmission.vocabulary import (
    CONNECTION_LIFE,
    TRANSMISSION_LIFE,
    ConnectionId,
    ConnectionState,
    TransmissionId,
    TransmissionState,
)


@handles(OpenConnection, emits=(ConnectionOpened,))
def open_connection(command: OpenConnection, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)  # one connection at a time
    EQUIPMENT_LIFE.require(
        equipment.code, equipment.state, EquipmentState.AVAILABLE, EquipmentState.OUT_OF_SERVICE
    )
    source = work.rely(Source, command.source_id)
    if source.kind is not SourceKind.OPC_UA or source.state is not SourceState.IN_USE:
        raise rules.SourceCannotWrite(source=source.code)
    gateway = work.rely(User, command.gateway_id)
    if not gateway.is_service or gateway.state is not UserState.ACTIVE:
        raise rules.NotAGateway(login=gateway.login)
    before = connection_of(work, command.equipment_id)
    if before is not None:
        code = work.get(Source, before.source_id).code
        raise rules.ConnectionThere(equipment=equipment.code, source=code)
    connection = work.add(
        Connection(
            id=work.new_id(ConnectionId),
            equipment_id=command.equipment_id,
            source_id=command.source_id,
            gateway_id=command.gateway_id,
            opened_by=work.actor,
        )
    )
    work.record(ConnectionOpened(connection_id=connection.id, equipment_id=command.equipment_id))


@handles(CloseConnection, emits=(ConnectionClosed,))
def close_connection(command: CloseConnection, work: Work) -> None:
    connection = work.take(Connection, command.connection_id)
    name = ConnectionId.text(connection.id)
    connection.state = CONNECTION_LIFE.move(name, connection.state, ConnectionState.CLOSED)
    work.record(ConnectionClosed(connection_id=connection.id, equipment_id=connection.equipment_id))


@handles(TransmitSetting, emits=(TransmissionRequested,))
def transmit_setting(command: TransmitSetting, work: Work) -> None:
    equipment_id = work.get(Setting, command.setting_id).equipment_id
    equipment = work.take(Equipment, equipment_id)  # nothing starts on it meanwhile
    setting = work.rely(Setting, command.setting_id)
    SETTING_LIFE.require(setting.revision, setting.state, SettingState.EFFECTIVE)
    EQUIPMENT_LIFE.require(
        equipment.code, equipment.state, EquipmentState.AVAILABLE, EquipmentState.OUT_OF_SERVICE
    )
    connection = connection_of(work, equipment_id)
    if connection is None:
        raise rules.NotConnected(equipment=equipment.code)
    for other in under_way(work, equipment_id):
        raise rules.TransmissionUnderWay(
            equipment=equipment.code,
            transmission=TransmissionId.text(other.id),
            state=other.state.label,
        )
    require_idle(work, equipment)
    transmission = work.add(
        Transmission(
            id=work.new_id(TransmissionId),
            equipment_id=equipment_id,
            setting_id=setting.id,
            program=setting.program,
            connection_id=connection.id,
            requested_by=work.actor,
            requested_at=work.now,
            write_until=rules.write_until(work.now),
        )
    )
    work.record(TransmissionRequested(**about_of(transmission)))


@handles(WithdrawTransmission, emits=(TransmissionWithdrawn,))
def withdraw_transmission(command: WithdrawTransmission, work: Work) -> None:
    transmission = work.take(Transmission, command.transmission_id)
    _end(transmission, TransmissionState.WITHDRAWN, work)
    work.record(TransmissionWithdrawn(**about_of(transmission)))


@handles(ExpireTransmission, emits=(TransmissionExpired, TransmissionLost))
def expire_transmission(command: ExpireTransmission, work: Work) -> None:
    transmission = work.take(Transmission, command.transmission_id)
    name = TransmissionId.text(transmission.id)
    TRANSMISSION_LIFE.require(
        name, transmission.state, TransmissionState.REQUESTED, TransmissionState.CLAIMED
    )
    over = rules.ends_by_itself_at(transmission.state, transmission.write_until)
    assert over is not None, "somebody waits for its answer"
    if work.now <= over:
        raise rules.NotYetOver(transmission=name, until=clock.local_text(over, work.site.zone))
    is_begun = transmission.state is TransmissionState.CLAIMED
    _end(transmission, TransmissionState.UNKNOWN if is_begun else TransmissionState.EXPIRED, work)
    about = about_of(transmission)
    work.record(TransmissionLost(**about) if is_begun else TransmissionExpired(**about))


def _end(transmission: Transmission, to: TransmissionState, work: Work) -> None:
    name = TransmissionId.text(transmission.id)
    transmission.state = TRANSMISSION_LIFE.move(name, transmission.state, to)
    transmission.ended_at = work.now
