"""What can be told of readings, and asked about what left its limits."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.monitoring.vocabulary import SourceCode
from lotproof.modules.monitoring.vocabulary_readings import (
    Assessment,
    ClockOffset,
    ExcursionId,
    PhaseChangesGiven,
    ReadingsGiven,
    WithdrawalCause,
    WithdrawalId,
)
from lotproof.modules.production.vocabulary import OperationRunId
from lotproof.modules.sterilisation.vocabulary import CycleId


@command(
    "monitoring.record_readings/1",
    t("Record readings", "记录读数"),
    permission="monitoring.reading.record",
    zh="记录一个来源的一批读数。未知、迟到、重复或无效的读数同样保留并标记。",
    is_fact=True,
    by_program=True,
)
class RecordReadings(Command):
    """Record a batch of readings of one source.

    Unknown, late, repeated and bad ones are kept and marked. Limits are judged before it is
    sealed.
    """

    sent_from: SourceCode
    readings: ReadingsGiven
    phases: PhaseChangesGiven = msgspec.field(default_factory=list)
    clock_offset_ms: ClockOffset | None = None


@command(
    "monitoring.mark_affected_lot/1",
    t("Mark lot as affected", "标记受影响批"),
    permission="monitoring.excursion.mark",
    zh="标记在偏离期间生产或存放的批；超出行动限时批即暂扣。",
    by_program=True,
)
class MarkAffectedLot(Command):
    """Mark a lot that was made, or lay, where and while a point was outside its limits.

    Where its action limits are concerned, the lot is held.
    """

    excursion_id: ExcursionId
    lot_id: LotId
    operation_run_id: OperationRunId | None = None
    cycle_id: CycleId | None = None


@command(
    "monitoring.assess_excursion/1",
    t("Assess excursion", "评估偏离"),
    permission="monitoring.excursion.assess",
    zh="说明偏离的原因、影响与措施并签名；其暂扣另行解除。",
    signs=t("Excursion assessed", "评估偏离"),
)
class AssessExcursion(Command):
    """Say why a point left its limits, what that means for the lots, and what is done.

    The holds stay until they are lifted.
    """

    excursion_id: ExcursionId
    assessment: Assessment


@command(
    "monitoring.withdraw_start/1",
    t("Withdraw start permission", "撤回开工许可"),
    permission="monitoring.start.withdraw",
    zh="不允许设备再次开工，直至有权者恢复许可；正在运行的过程不会被停止。",
)
class WithdrawStart(Command):
    """Do not let a machine start again until somebody decides; what runs is not stopped."""

    equipment_id: EquipmentId
    cause: WithdrawalCause
    excursion_id: ExcursionId | None = None


@command(
    "monitoring.give_start_back/1",
    t("Give start permission back", "恢复开工许可"),
    permission="monitoring.start.give",
    zh="说明依据并恢复设备的开工许可；引起撤回的偏离须已结束或已评估。",
    needs_reason=True,
    signs=t("Start permitted again", "恢复开工许可"),
)
class GiveStartBack(Command):
    """Let a machine start again, and say on what grounds; its excursion is over or assessed."""

    withdrawal_id: WithdrawalId
