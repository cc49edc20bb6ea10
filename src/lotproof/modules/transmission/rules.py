"""Decisions about settings that are written to machines, and their refusals."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.modules.transmission.vocabulary import (
    REPORT_WITHIN_US,
    WRITE_WITHIN_US,
    TransmissionState,
    WriteOutcome,
)


class ConnectionThere(
    Refused,
    code="connection_there",
    en="{equipment} is written by {source} already. Close that connection first.",
    zh="{equipment} 已由 {source} 写入。请先关闭该通道。",
):
    """Two writers of one machine would undo each other's work."""


class SourceCannotWrite(
    Refused,
    code="source_cannot_write",
    en="{source} is not an OPC UA source in use: nothing can be written by it. Choose one that is.",
    zh="{source} 不是在用的 OPC UA 来源，不能用于写入。请选择其他来源。",
):
    """Only OPC UA answers whether a value was taken."""


class NotAGateway(
    Refused,
    code="not_a_gateway",
    en="{login} is not an active service account. Choose that of the collector.",
    zh="{login} 不是启用的服务账户。请选择采集器的服务账户。",
):
    """A machine is written by a program whose account does nothing else."""


class NotConnected(
    Refused,
    code="not_connected_for_writing",
    en="Settings are not written to {equipment}: nobody has allowed it. Set it at the machine and "
    "record what is read back.",
    zh="{equipment} 未开通设定下发。请在设备上设定并记录回读值。",
):
    """Writing is allowed for each machine by itself."""


class TransmissionUnderWay(
    Refused,
    code="transmission_under_way",
    en="A setting is being written to {equipment} ({transmission}): {state}. Wait for its end, or "
    "have read back what the machine is set to.",
    zh="{equipment} 的设定下发 {transmission} 当前为“{state}”。请等待其结束，或回读设备设定。",
):
    """What a machine is set to is not known while it is being set."""


class MachineRuns(
    Refused,
    code="machine_runs",
    en="{run} runs on {equipment}. Finish it before anything is written.",
    zh="{equipment} 上正在进行 {run}。请完成后再写入设定。",
):
    """Nothing is changed under running work."""


class NotItsGateway(
    Refused,
    code="not_its_gateway",
    en="{transmission} is written by another account. Use the collector of that connection.",
    zh="{transmission} 由其他账户写入。请使用该通道的采集器。",
):
    """A collector writes to its own machines only."""


class TransmissionTooLate(
    Refused,
    code="transmission_too_late",
    en="{transmission} was to be written until {until}. Ask for it again.",
    zh="{transmission} 的写入时限为 {until}。请重新请求。",
):
    """Nobody stands at the machine any more who expects it to be set."""


class NotYetOver(
    Refused,
    code="transmission_not_over",
    en="{transmission} may still be answered until {until}.",
    zh="{transmission} 在 {until} 之前仍可应答。",
):
    """What has time left does not end by itself."""


class NotClaimedSo(
    Refused,
    code="transmission_not_claimed_so",
    en="{transmission} was not taken over by who reports on it. Look which collector wrote to the "
    "machine, and have its settings read back.",
    zh="{transmission} 并非由报告方认领。请查明是哪个采集器写入了设备，并回读设定。",
):
    """Somebody wrote who should not have."""


class AlreadyEnded(
    Refused,
    code="transmission_ended",
    en="{transmission} had ended before: {state}. Look at what the machine is set to.",
    zh="{transmission} 此前已结束：{state}。请核对设备设定。",
):
    """A second report of one writing."""


class ReadingSaysNothing(
    Refused,
    code="reading_says_nothing",
    en="{readback} says nothing of {transmission}: another machine or program, or read before it "
    "was written.",
    zh="{readback} 不能说明 {transmission}：设备或程序不同，或早于写入。",
):
    """Only what was read afterwards tells what was written."""


def write_until(requested_at: Instant) -> Instant:
    return Instant(requested_at + WRITE_WITHIN_US)


def ends_by_itself_at(state: TransmissionState, until: Instant) -> Instant | None:
    """From when on nobody waits for an answer any more; None where nobody waits for one."""
    if state is TransmissionState.REQUESTED:
        return until
    if state is TransmissionState.CLAIMED:
        return Instant(until + REPORT_WITHIN_US)
    return None


def ended(outcome: WriteOutcome, *, is_as_approved: bool | None) -> TransmissionState:
    """How a transmission ends; `is_as_approved` by what was read back, None if nothing was.

    What the machine refused or the gateway did not write has failed, whatever it is set to. Of
    the rest only what was read back tells.
    """
    if outcome in (WriteOutcome.REFUSED, WriteOutcome.NOT_WRITTEN):
        return TransmissionState.FAILED
    if is_as_approved is None:
        return TransmissionState.UNKNOWN
    return TransmissionState.VERIFIED if is_as_approved else TransmissionState.FAILED
