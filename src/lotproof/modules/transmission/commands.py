"""What can be asked of, and told about, settings that are written to machines."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId, ReadbackId, ReadsGiven, SettingId
from lotproof.modules.monitoring.vocabulary import SourceId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.transmission.vocabulary import (
    Claim,
    ConnectionId,
    OutcomeOfWriting,
    TransmissionId,
    WritesGiven,
    WritingCause,
)


@command(
    "transmission.open_connection/1",
    t("Let settings be written", "开通设定下发"),
    permission="transmission.connection.open",
    zh="指定设备的设定由哪个来源、哪个服务账户写入。采集器一侧仍须逐点允许写入。",
    needs_reason=True,
)
class OpenConnection(Command):
    """Say by which source and service account a machine's settings may be written.

    The collector still has to allow it for each node.
    """

    equipment_id: EquipmentId
    source_id: SourceId
    gateway_id: UserId


@command(
    "transmission.close_connection/1",
    t("Let settings no longer be written", "关闭设定下发"),
    permission="transmission.connection.close",
    zh="不再向设备写入设定；已认领的写入仍须报告结果。",
    needs_reason=True,
)
class CloseConnection(Command):
    """Let no more settings be written to a machine; what is being written is still reported."""

    connection_id: ConnectionId


@command(
    "transmission.transmit_setting/1",
    t("Write to machine", "写入设备"),
    permission="transmission.transmission.request",
    zh="请求把生效的设定写入其设备，随后回读比较。其间不得开工；设备未作业时方可。",
)
class TransmitSetting(Command):
    """Ask that a setting in force is written to its machine, read back and compared.

    Nothing may run on the machine, and nothing starts on it meanwhile.
    """

    setting_id: SettingId


@command(
    "transmission.withdraw_transmission/1",
    t("Withdraw transmission", "撤回设定下发"),
    permission="transmission.transmission.withdraw",
    zh="撤回尚未认领的写入请求；设备未被写入。",
    needs_reason=True,
)
class WithdrawTransmission(Command):
    """Take back what nobody has begun to write."""

    transmission_id: TransmissionId


@command(
    "transmission.claim_transmission/1",
    t("Take over transmission", "认领设定下发"),
    permission="transmission.transmission.write",
    zh="由设备网关认领一次写入：此后别无他方写入。",
    by_program=True,
)
class ClaimTransmission(Command):
    """Take over what is to be written; from then on nobody else writes it."""

    transmission_id: TransmissionId
    claim: Claim


@command(
    "transmission.report_transmission/1",
    t("Report transmission", "报告设定下发"),
    permission="transmission.transmission.write",
    zh="报告写入了什么、设备如何应答以及回读值；与批准值不一致时设备停用并暂扣。",
    is_fact=True,
    by_program=True,
)
class ReportTransmission(Command):
    """Say what was written, what the machine answered, and what was read back.

    What differs from the approved setting is a deviation: the machine is taken out of service and
    held. No values where nothing could be read.
    """

    transmission_id: TransmissionId
    claim: Claim
    outcome: OutcomeOfWriting
    written: WritesGiven
    values: ReadsGiven
    cause: WritingCause | None = None


@command(
    "transmission.settle_transmission/1",
    t("Settle transmission by what was read", "按回读值判定设定下发"),
    permission="transmission.transmission.settle",
    zh="结果未知的写入，由其后的回读值判定；由系统执行。",
    by_program=True,
)
class SettleTransmission(Command):
    """Let a later reading decide what became of a transmission; the program does so."""

    transmission_id: TransmissionId
    readback_id: ReadbackId


@command(
    "transmission.expire_transmission/1",
    t("End unanswered transmission", "结束无应答的设定下发"),
    permission="transmission.transmission.expire",
    zh="逾时无人认领的写入请求作废；已认领而无报告的结果记为未知。由系统到时执行。",
    by_program=True,
)
class ExpireTransmission(Command):
    """End what nobody has answered in time; the program does so.

    What was not taken over was not written; of what was taken over the outcome is not known.
    """

    transmission_id: TransmissionId
