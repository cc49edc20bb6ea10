"""What can be asked of process reviews and improvement proposals."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import ChangeOrderId
from lotproof.modules.changes.words import ChangeTitle, TypeOfChange
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.nonconformance.vocabulary import ImprovementId, ReportId, ReviewId
from lotproof.modules.nonconformance.words import (
    Conclusion,
    DueOn,
    EffectivenessOf,
    ExpectedEffect,
    HasHelped,
    NeedsChange,
    Outcome,
    OwnerOf,
    OwningRole,
    Parameter,
    PresentValue,
    ProposedChange,
    RevisionOf,
    SubjectsGiven,
    WhyReviewed,
)
from lotproof.modules.production.vocabulary import OperationRunId, WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId


@command(
    "nonconformance.open_review/1",
    t("Open process review", "发起过程评审"),
    permission="nonconformance.review.open",
    zh="对工序、设备或参数发起过程评审：原因、涉及的读数与批、责任人与期限。",
)
class OpenReview(Command):
    """Have an operation, a machine or a parameter reviewed, and say why and by when."""

    why: WhyReviewed
    due_on: DueOn
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    report_id: ReportId | None = None
    run_id: OperationRunId | None = None
    equipment_id: EquipmentId | None = None
    work_order_id: WorkOrderId | None = None
    item_id: ItemId | None = None
    lot_id: LotId | None = None
    others: SubjectsGiven = msgspec.field(default_factory=list)


@command(
    "nonconformance.begin_review/1",
    t("Begin process review", "开始过程评审"),
    permission="nonconformance.review.conduct",
    zh="开始评审。",
)
class BeginReview(Command):
    """Take the review up."""

    review_id: ReviewId


@command(
    "nonconformance.conclude_review/1",
    t("Conclude process review", "作出评审结论"),
    permission="nonconformance.review.conduct",
    zh="说明过程是否有效、是否需要变更，并写明结论。",
    signs=t("Process review concluded", "过程评审结论"),
)
class ConcludeReview(Command):
    """Say whether the process is effective and whether it has to change, and why."""

    review_id: ReviewId
    effectiveness: EffectivenessOf
    needs_change: NeedsChange
    conclusion: Conclusion


@command(
    "nonconformance.propose_improvement/1",
    t("Propose improvement", "提出改进建议"),
    permission="nonconformance.improvement.propose",
    zh="写明现状、建议的改变、预期效果与涉及的版本；可源自不合格报告或过程评审。",
)
class ProposeImprovement(Command):
    """Say how it is, how it is to be, and what good is expected of it."""

    present: PresentValue
    proposed: ProposedChange
    expected_effect: ExpectedEffect
    due_on: DueOn
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    revision: RevisionOf | None = None
    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    equipment_id: EquipmentId | None = None
    item_id: ItemId | None = None
    lot_id: LotId | None = None
    others: SubjectsGiven = msgspec.field(default_factory=list)


@command(
    "nonconformance.accept_improvement/1",
    t("Accept improvement", "采纳改进建议"),
    permission="nonconformance.improvement.decide",
    zh="采纳建议并指定责任人与期限；提出人不得采纳。",
)
class AcceptImprovement(Command):
    """Take the proposal up and say who sees it through by when; not by who proposed it."""

    improvement_id: ImprovementId
    owner_id: OwnerOf
    due_on: DueOn


@command(
    "nonconformance.decline_improvement/1",
    t("Decline improvement", "不采纳改进建议"),
    permission="nonconformance.improvement.decide",
    zh="不采纳或不再继续，并说明理由。",
    needs_reason=True,
)
class DeclineImprovement(Command):
    """Do not take it up, or not any further, and say why."""

    improvement_id: ImprovementId


@command(
    "nonconformance.start_change/1",
    t("Request change of improvement", "由改进发起变更"),
    permission="nonconformance.improvement.start",
    zh="按建议起草变更单并与之关联；此后按变更控制进行。",
)
class StartChange(Command):
    """Draft a change order of what is proposed; from there on change control decides."""

    improvement_id: ImprovementId
    type: TypeOfChange
    title: ChangeTitle


@command(
    "nonconformance.link_change/1",
    t("Link improvement to change", "改进关联变更单"),
    permission="nonconformance.improvement.start",
    zh="把已采纳的建议与已有的变更单关联。",
)
class LinkChange(Command):
    """Say which change order carries out an accepted proposal."""

    improvement_id: ImprovementId
    change_order_id: ChangeOrderId


@command(
    "nonconformance.record_outcome/1",
    t("Record outcome of improvement", "记录改进效果"),
    permission="nonconformance.improvement.conclude",
    zh="变更放行后记录测得的效果以及是否有帮助。",
)
class RecordOutcome(Command):
    """Once the change is released, say what was measured and whether it helped."""

    improvement_id: ImprovementId
    outcome: Outcome
    has_helped: HasHelped
