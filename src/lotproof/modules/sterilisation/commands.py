"""What can be asked of sterilisation, and what is reported of its cycles."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId, Program
from lotproof.modules.sterilisation.vocabulary import (
    BasisOf,
    BiologicalCount,
    ChemicalCount,
    Conclusion,
    CycleId,
    CycleNumber,
    Dose,
    DoseUnit,
    DosimeterCount,
    IndicatorId,
    IndicatorsGiven,
    IsComplete,
    IsPassed,
    LoadPattern,
    LoadsGiven,
    MethodOf,
    ProcessId,
    ProcessRevision,
)


@command(
    "sterilisation.draft_process/1",
    t("Draft sterilisation process", "编制灭菌工艺"),
    permission="sterilisation.process.draft",
    zh="编制灭菌设备某一程序的工艺版本：方法、放行依据、装载方式和指示物数量；由他人批准后生效。",
)
class DraftProcess(Command):
    """Draft how a steriliser sterilises with a program: method, load pattern, and how many
    indicators show that it did; somebody else approves it."""

    equipment_id: EquipmentId
    program: Program
    revision: ProcessRevision
    method: MethodOf
    basis: BasisOf
    load_pattern: LoadPattern
    biological: BiologicalCount = 0
    chemical: ChemicalCount = 0
    dosimeters: DosimeterCount = 0


@command(
    "sterilisation.make_process_effective/1",
    t("Make sterilisation process effective", "批准灭菌工艺生效"),
    permission="sterilisation.process.approve",
    zh="批准灭菌工艺并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Sterilisation process approved", "批准灭菌工艺"),
)
class MakeProcessEffective(Command):
    """Approve a drafted process; it takes the place of the one before. Not by who drafted it."""

    process_id: ProcessId


@command(
    "sterilisation.withdraw_process/1",
    t("Withdraw sterilisation process", "撤回灭菌工艺"),
    permission="sterilisation.process.withdraw",
    zh="作废草稿或生效的灭菌工艺，不以其他版本替代；此后该程序不得运行。",
    needs_reason=True,
)
class WithdrawProcess(Command):
    """End a drafted or effective process without a successor; its program then does not run."""

    process_id: ProcessId


@command(
    "sterilisation.plan_cycle/1",
    t("Make up a load", "灭菌配载"),
    permission="sterilisation.cycle.plan",
    zh="为灭菌设备的一次循环配载：程序、批及数量。待检批方可装载。",
)
class PlanCycle(Command):
    """Make up the load of one cycle: the machine, its program, and what of which lots.

    Only lots in quarantine are loaded. From here on they are not released before its review.
    """

    number: CycleNumber
    equipment_id: EquipmentId
    program: Program
    loads: LoadsGiven


@command(
    "sterilisation.cancel_cycle/1",
    t("Cancel load", "取消配载"),
    permission="sterilisation.cycle.cancel",
    zh="取消尚未启动的循环，并说明理由。",
    needs_reason=True,
)
class CancelCycle(Command):
    """Give up a load that was not started."""

    cycle_id: CycleId


@command(
    "sterilisation.start_cycle/1",
    t("Start sterilisation cycle", "启动灭菌循环"),
    permission="sterilisation.cycle.start",
    zh="启动循环；当前生效的工艺和设备设定随之固定。",
)
class StartCycle(Command):
    """Start a cycle under the process and setting that are effective now."""

    cycle_id: CycleId


@command(
    "sterilisation.finish_cycle/1",
    t("Record end of sterilisation cycle", "记录灭菌循环结束"),
    permission="sterilisation.cycle.finish",
    zh="记录循环已结束及程序是否完整运行；未完整运行时其各批即暂扣。",
    is_fact=True,
)
class FinishCycle(Command):
    """Record that a cycle has ended, and whether its program ran to its end.

    If it did not, exactly its lots are held.
    """

    cycle_id: CycleId
    is_complete: IsComplete


@command(
    "sterilisation.record_indicators/1",
    t("Record indicators", "记录指示物结果"),
    permission="sterilisation.indicator.record",
    zh="记录循环中各指示物或剂量计的结果；全部保留，任一不合格时其各批即暂扣。",
    is_fact=True,
)
class RecordIndicators(Command):
    """Record what indicators and dosimeters of a cycle showed; all are kept.

    If one failed, exactly the lots of the cycle are held.
    """

    cycle_id: CycleId
    indicators: IndicatorsGiven


@command(
    "sterilisation.correct_indicator/1",
    t("Correct indicator", "更正指示物结果"),
    permission="sterilisation.indicator.correct",
    zh="以新的结果更正录入错误；原结果保留并标明已被更正，须说明原因。",
    needs_reason=True,
)
class CorrectIndicator(Command):
    """Put a wrongly entered result right by a new one; the old one stays, marked as corrected."""

    indicator_id: IndicatorId
    is_passed: IsPassed
    dose: Dose | None = None
    unit: DoseUnit | None = None


@command(
    "sterilisation.accept_cycle/1",
    t("Accept sterilisation cycle", "灭菌循环审核合格"),
    permission="sterilisation.cycle.decide",
    zh="审核参数与指示物并签名认可循环；启动或结束该循环的人不得审核。其各批由此可以放行。",
    signs=t("Sterilisation cycle accepted", "灭菌循环合格"),
)
class AcceptCycle(Command):
    """Review parameters and indicators and accept the cycle; not by who started or ended it.

    Its lots may then be released.
    """

    cycle_id: CycleId
    conclusion: Conclusion


@command(
    "sterilisation.reject_cycle/1",
    t("Reject sterilisation cycle", "灭菌循环审核不合格"),
    permission="sterilisation.cycle.decide",
    zh="审核并签名判定循环不合格；其各批暂扣，重新灭菌合格前不得放行。",
    signs=t("Sterilisation cycle rejected", "灭菌循环不合格"),
)
class RejectCycle(Command):
    """Reject the cycle; exactly its lots are held, and none is released before another cycle of
    it was accepted."""

    cycle_id: CycleId
    conclusion: Conclusion
