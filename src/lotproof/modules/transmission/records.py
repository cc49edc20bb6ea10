"""What is kept of settings that are written to machines."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import (
    EquipmentId,
    Program,
    ReadbackId,
    SettingCode,
    SettingId,
    SettingUnit,
    SetValue,
)
from lotproof.modules.monitoring.vocabulary import SourceId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.transmission.vocabulary import (
    Claim,
    ClaimedAt,
    ClaimedBy,
    ConnectionId,
    ConnectionOpenedBy,
    ConnectionState,
    EndedAt,
    NodeAnswer,
    OutcomeOfWriting,
    ReportedAt,
    RequestedAt,
    RequestedBy,
    StateOfConnection,
    StateOfTransmission,
    TransmissionId,
    TransmissionState,
    WriteUntil,
    WritingCause,
)


@record(
    "transmission.connection",
    t("Write connection", "下发通道"),
    index=[("equipment_id", "state"), ("source_id", "gateway_id", "state")],
)
class Connection(Record):
    """By which source and whose hands a machine's settings may be written."""

    id: ConnectionId
    equipment_id: EquipmentId
    source_id: SourceId
    gateway_id: UserId
    opened_by: ConnectionOpenedBy
    state: StateOfConnection = ConnectionState.IN_USE


@record(
    "transmission.transmission",
    t("Transmission of a setting", "设定下发记录"),
    index=[("equipment_id", "state"), ("connection_id", "state"), ("state",)],
)
class Transmission(Record):
    """A setting that somebody wanted written, and what became of it."""

    id: TransmissionId
    equipment_id: EquipmentId
    setting_id: SettingId
    program: Program
    connection_id: ConnectionId
    requested_by: RequestedBy
    requested_at: RequestedAt
    write_until: WriteUntil
    state: StateOfTransmission = TransmissionState.REQUESTED
    claim: Claim | None = None
    claimed_by: ClaimedBy | None = None
    claimed_at: ClaimedAt | None = None
    outcome: OutcomeOfWriting | None = None
    cause: WritingCause | None = None
    readback_id: ReadbackId | None = None
    reported_at: ReportedAt | None = None
    ended_at: EndedAt | None = None


@record("transmission.written_value", t("Value written", "写入值"), key=("transmission_id", "code"))
class WrittenValue(Record):
    """One value that was sent to the machine, and what it answered."""

    transmission_id: TransmissionId
    code: SettingCode
    value: SetValue
    unit: SettingUnit
    answer: NodeAnswer
