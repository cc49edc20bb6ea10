"""What can be asked of inspection, and what inspectors report."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.vocabulary import (
    CharacteristicsGiven,
    DecisionOn,
    InspectionId,
    IsPassed,
    MeasuredValue,
    PlanId,
    ResultId,
    ResultsGiven,
    Revision,
    SampleSize,
    StageOf,
    ValueUnit,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.vocabulary import LotId


@command(
    "inspection.define_plan/1",
    t("Define inspection plan", "编制检验计划"),
    permission="inspection.plan.define",
    zh="编制物料在某检验阶段的检验计划：样本量、检验项目与限值；由他人批准后生效。",
)
class DefinePlan(Command):
    """Write down what is inspected of an item at a stage; it counts once somebody else approves."""

    item_id: ItemId
    stage: StageOf
    revision: Revision
    sample_size: SampleSize
    characteristics: CharacteristicsGiven


@command(
    "inspection.make_plan_effective/1",
    t("Make inspection plan effective", "批准检验计划生效"),
    permission="inspection.plan.approve",
    zh="批准检验计划并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Inspection plan approved", "批准检验计划"),
)
class MakePlanEffective(Command):
    """Approve a plan; it takes the place of the one before. Not by who drafted it."""

    plan_id: PlanId


@command(
    "inspection.withdraw_plan/1",
    t("Withdraw inspection plan", "撤回检验计划"),
    permission="inspection.plan.withdraw",
    zh="作废草稿或生效的检验计划，不以其他版本替代；此后该物料的批无法放行。",
    needs_reason=True,
)
class WithdrawPlan(Command):
    """End a plan without a successor; lots of the item then cannot be released."""

    plan_id: PlanId


@command(
    "inspection.open_inspection/1",
    t("Open inspection", "开立检验单"),
    permission="inspection.inspection.open",
    zh="按当前生效的检验计划对一批开立检验；该计划版本随检验单固定。",
)
class OpenInspection(Command):
    """Begin the inspection of a lot under the plan that is effective now."""

    lot_id: LotId
    stage: StageOf


@command(
    "inspection.record_result/1",
    t("Record inspection results", "录入检验结果"),
    permission="inspection.result.record",
    zh="录入一个或多个检验结果；逐项按固定的限值判定，全部保留。",
    is_fact=True,
)
class RecordResult(Command):
    """Report what was found, one result or a whole bench of them; every result is kept."""

    inspection_id: InspectionId
    results: ResultsGiven


@command(
    "inspection.correct_result/1",
    t("Correct inspection result", "更正检验结果"),
    permission="inspection.result.correct",
    zh="以新的结果更正录入错误；原结果保留并标明已被更正，须说明原因。",
    needs_reason=True,
)
class CorrectResult(Command):
    """Put a wrongly entered result right by a new one; the old one stays, marked as corrected."""

    result_id: ResultId
    value: MeasuredValue | None = None
    unit: ValueUnit | None = None
    passed: IsPassed | None = None
    equipment_id: EquipmentId | None = None


@command(
    "inspection.decide_inspection/1",
    t("Decide inspection", "检验判定"),
    permission="inspection.inspection.decide",
    zh="根据全部有效结果判定合格或不合格；有超限结果时不得判定合格，判定不合格时批被拒收。",
)
class DecideInspection(Command):
    """Accept or reject what was inspected; what is outside its limits cannot be accepted."""

    inspection_id: InspectionId
    decision: DecisionOn
