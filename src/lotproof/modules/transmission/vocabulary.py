"""The words of settings that are written to machines."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor, prose
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import SettingCode, SettingUnit, SetValue

WRITE_WITHIN_US: Final = 600_000_000
"""What was asked for so long ago is not written any more: whoever asked is no longer there."""
REPORT_WITHIN_US: Final = 300_000_000
"""After the last moment of writing: so long a report may be under way."""


class ConnectionId(Id, prefix="wcn", label=t("Write connection", "下发通道")):
    """The way by which a machine's settings are written."""


class TransmissionId(Id, prefix="stx", label=t("Transmission", "设定下发记录")):
    """One setting that is to be written to its machine, once."""


class ConnectionState(Choice):
    IN_USE = "in_use", "in use", "在用"
    CLOSED = "closed", "closed", "已关闭"


CONNECTION_LIFE: Final = LifeCycle(
    t("Write connection", "下发通道"),
    {ConnectionState.IN_USE: {ConnectionState.CLOSED}, ConnectionState.CLOSED: ()},
)


class TransmissionState(Choice):
    """Until it is claimed nothing is written; from then on nobody else writes it."""

    REQUESTED = "requested", "requested", "待写入"
    CLAIMED = "claimed", "being written", "写入中"
    VERIFIED = "verified", "written and verified", "已写入并核实"
    FAILED = "failed", "failed", "失败"
    UNKNOWN = "unknown", "outcome unknown", "结果未知"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"
    EXPIRED = "expired", "expired, not written", "已过期，未写入"


TRANSMISSION_LIFE: Final = LifeCycle(
    t("Transmission", "设定下发"),
    {
        TransmissionState.REQUESTED: {
            TransmissionState.CLAIMED,
            TransmissionState.WITHDRAWN,
            TransmissionState.EXPIRED,
        },
        TransmissionState.CLAIMED: {
            TransmissionState.VERIFIED,
            TransmissionState.FAILED,
            TransmissionState.UNKNOWN,
        },
        TransmissionState.UNKNOWN: {TransmissionState.VERIFIED, TransmissionState.FAILED},
        TransmissionState.VERIFIED: (),
        TransmissionState.FAILED: (),
        TransmissionState.WITHDRAWN: (),
        TransmissionState.EXPIRED: (),
    },
)


class WriteOutcome(Choice):
    """What the gateway knows of what it did; whether it is as approved, the values say."""

    WRITTEN = "written", "written", "已写入"
    REFUSED = "refused", "refused by the machine, in part or wholly", "设备全部或部分拒绝"
    NOT_WRITTEN = "not_written", "not written", "未写入"
    UNCERTAIN = "uncertain", "begun, not known whether written", "已开始，是否写入不明"


StateOfConnection = Annotated[ConnectionState, Meaning(label=t("State", "状态"))]
ConnectionOpenedBy = Annotated[str, actor(t("Opened by", "开通人"))]
StateOfTransmission = Annotated[TransmissionState, Meaning(label=t("State", "状态"))]
RequestedBy = Annotated[str, actor(t("Requested by", "请求人"))]
RequestedAt = Annotated[Instant, Meaning(label=t("Requested at", "请求时间"))]
WriteUntil = Annotated[Instant, Meaning(label=t("To be written until", "写入时限"))]
Claim = Annotated[
    str,
    Meaning(
        label=t("Claim", "认领标识"),
        help=t("A UUID that the gateway makes once.", "网关生成的一次性 UUID。"),
        length_max=36,
        pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
]
ClaimedBy = Annotated[str, actor(t("Taken over by", "认领方"))]
ClaimedAt = Annotated[Instant, Meaning(label=t("Taken over at", "认领时间"))]
ReportedAt = Annotated[Instant, Meaning(label=t("Reported at", "报告时间"))]
EndedAt = Annotated[Instant, Meaning(label=t("Ended at", "结束时间"))]
OutcomeOfWriting = Annotated[WriteOutcome, Meaning(label=t("What was done", "执行情况"))]
WritingCause = Annotated[str, prose(t("Cause", "原因"), length_max=500)]
NodeAnswer = Annotated[
    str, Meaning(label=t("Answer of the machine", "设备应答"), length_max=80, pattern=r".+")
]


class WrittenGiven(Shape):
    """One value that was sent to the machine, and what the machine answered."""

    code: SettingCode
    value: SetValue
    unit: SettingUnit
    answer: NodeAnswer


WritesGiven = Annotated[
    list[WrittenGiven], Meaning(label=t("Values written", "写入值"), items_max=200)
]
