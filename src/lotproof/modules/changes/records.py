"""What change control keeps."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import (
    ApprovalId,
    ApprovalState,
    ApproverRuleId,
    ChangedObjectId,
    ChangeOrderId,
    ChangeState,
    ChangeTaskId,
    ControlId,
    DeviationPermitId,
    EntryState,
    PermitState,
    QuestionId,
    RunningOrders,
    TaskState,
    TemporaryApprovalId,
    TemporaryState,
)
from lotproof.modules.changes.words import (
    AnswerText,
    ApprovalComment,
    ApprovalStep,
    ApprovedAt,
    AreaOfImpact,
    AssessedAt,
    AssessedBy,
    BegunAt,
    BegunBy,
    ChangeDescription,
    ChangeNumber,
    ChangeTitle,
    ClassOfChange,
    CreatedAt,
    CurrentObject,
    DecidedAt,
    DecidedBy,
    Deviation,
    DoneAt,
    DoneBy,
    DueOn,
    EffectiveOn,
    EffectiveWith,
    EndText,
    Evidence,
    FullApprovalBy,
    GroupOfImpact,
    GrownSince,
    IsEmergency,
    IsListed,
    LastDay,
    LimitUnit,
    LotsMax,
    LotsUsed,
    NeedsNewDi,
    ObjectNote,
    OnlyIfRegistered,
    Originator,
    PermitNumber,
    PermittedBy,
    PointOfEffect,
    ProposedObject,
    QuantityMax,
    QuantityUsed,
    QuestionCode,
    QuestionText,
    QuestionTextZh,
    ReasonOfChange,
    RegistrationNeeded,
    RegistrationReference,
    ReleasedAt,
    ReleasedBy,
    RequestedBy,
    ReviewText,
    RiskStatement,
    SourceOfChange,
    SourceRecord,
    StateOfApproval,
    StateOfChange,
    StateOfEntry,
    StateOfPermit,
    StateOfTask,
    StateOfTemporary,
    TakenAt,
    TaskTitle,
    TouchedCount,
    TouchedSubjects,
    TreatmentOfOrders,
    TypeOfChange,
    UsedQuantity,
    VerdictOnQuestion,
    VerifiedBy,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId

ZERO = Amount(0)


@record("changes.control", t("Change control", "变更控制"))
class ChangeControl(Record):
    """That control has begun. There is one, and it never ends."""

    id: ControlId
    begun_by: BegunBy
    begun_at: BegunAt


@record(
    "changes.order",
    t("Change order", "变更单"),
    unique=[("number",)],
    index=[("state",), ("originator",)],
)
class ChangeOrder(Record):
    """One change, from its request to its end."""

    id: ChangeOrderId
    number: ChangeNumber
    type: TypeOfChange
    title: ChangeTitle
    justification: ReasonOfChange
    origin: SourceOfChange
    description: ChangeDescription
    originator: Originator
    created_at: CreatedAt
    effective_point: PointOfEffect
    source_record: SourceRecord | None = None
    effective_on: EffectiveOn | None = None
    effective_with: EffectiveWith | None = None
    running_orders: TreatmentOfOrders = RunningOrders.KEEP
    is_emergency: IsEmergency = False
    state: StateOfChange = ChangeState.DRAFT
    risk_class: ClassOfChange | None = None
    risk: RiskStatement | None = None
    needs_new_di: NeedsNewDi | None = None
    registration: RegistrationNeeded | None = None
    registration_reference: RegistrationReference | None = None
    assessed_by: AssessedBy | None = None
    assessed_at: AssessedAt | None = None
    approved_at: ApprovedAt | None = None
    verification: Evidence | None = None
    verified_by: VerifiedBy | None = None
    released_by: ReleasedBy | None = None
    released_at: ReleasedAt | None = None
    review: ReviewText | None = None
    ended_because: EndText | None = None


@record(
    "changes.changed_object",
    t("Object of a change", "变更对象"),
    index=[("change_order_id",), ("current",), ("proposed",)],
)
class ChangedObject(Record):
    """A thing that is changed: replaced (both), introduced (proposed), ended or amended."""

    id: ChangedObjectId
    change_order_id: ChangeOrderId
    current: CurrentObject | None = None
    proposed: ProposedObject | None = None
    note: ObjectNote | None = None
    is_listed: IsListed = True


@record("changes.question", t("Impact question", "影响评估问题"), unique=[("code",)])
class Question(Record):
    """A question of the checklist; each change order in assessment answers all in use."""

    id: QuestionId
    code: QuestionCode
    area: AreaOfImpact
    text: QuestionText
    text_zh: QuestionTextZh
    type: TypeOfChange | None = None
    state: StateOfEntry = EntryState.IN_USE


@record(
    "changes.answer",
    t("Impact answer", "影响评估回答"),
    key=("change_order_id", "question_id"),
)
class Answer(Record):
    """What a change order answers to a question."""

    change_order_id: ChangeOrderId
    question_id: QuestionId
    verdict: VerdictOnQuestion
    text: AnswerText
    answered_by: DoneBy
    answered_at: DoneAt


@record("changes.approver", t("Approver rule", "审批规则"), index=[("risk_class", "state")])
class ApproverRule(Record):
    """A line of the matrix: changes of this class are approved by this role, at this step."""

    id: ApproverRuleId
    risk_class: ClassOfChange
    step: ApprovalStep
    role_id: RoleId
    type: TypeOfChange | None = None
    only_if_registered: OnlyIfRegistered = False
    state: StateOfEntry = EntryState.IN_USE


@record(
    "changes.approval",
    t("Approval of a change", "变更审批"),
    index=[("change_order_id",), ("state",)],
)
class Approval(Record):
    """What one role says to a change order, and what had been added since its assessment."""

    id: ApprovalId
    change_order_id: ChangeOrderId
    step: ApprovalStep
    role_id: RoleId
    grown: GrownSince
    state: StateOfApproval = ApprovalState.WAITING
    decided_by: DecidedBy | None = None
    decided_at: DecidedAt | None = None
    comment: ApprovalComment | None = None


@record(
    "changes.task",
    t("Task of a change", "变更任务"),
    index=[("change_order_id",), ("owner_id", "state")],
)
class ChangeTask(Record):
    """Something to do to carry out a change. Files are attached to it."""

    id: ChangeTaskId
    change_order_id: ChangeOrderId
    title: TaskTitle
    owner_id: UserId
    due_on: DueOn
    state: StateOfTask = TaskState.OPEN
    evidence: Evidence | None = None
    done_by: DoneBy | None = None
    done_at: DoneAt | None = None


@record("changes.impact", t("Impact list", "影响清单"), key=("change_order_id", "topic"))
class Impact(Record):
    """What a change touched when it was assessed; `count` is of all, `subjects` the first."""

    change_order_id: ChangeOrderId
    topic: GroupOfImpact
    subjects: TouchedSubjects
    count: TouchedCount
    taken_at: TakenAt


@record(
    "changes.temporary_approval",
    t("Temporary approval", "临时批准"),
    index=[("change_order_id",), ("state",)],
)
class TemporaryApproval(Record):
    """How long and for how much an emergency change may be worked by."""

    id: TemporaryApprovalId
    change_order_id: ChangeOrderId
    until: LastDay
    full_approval_by: FullApprovalBy
    approved_by: PermittedBy
    approved_at: ApprovedAt
    lots_max: LotsMax | None = None
    quantity_max: QuantityMax | None = None
    unit: LimitUnit | None = None
    lots_used: LotsUsed = 0
    quantity_used: QuantityUsed | None = None
    state: StateOfTemporary = TemporaryState.STANDING


@record(
    "changes.temporary_use",
    t("Lot under a temporary approval", "临时批准下的批"),
    key=("temporary_approval_id", "lot_id"),
    index=[("lot_id",)],
)
class TemporaryUse(Record):
    """A lot that was made by an emergency change."""

    temporary_approval_id: TemporaryApprovalId
    lot_id: LotId
    work_order_id: WorkOrderId
    quantity: UsedQuantity
    unit: LimitUnit


@record(
    "changes.permit",
    t("Deviation permit", "临时偏差许可"),
    unique=[("number",)],
    index=[("state",), ("item_id",)],
)
class DeviationPermit(Record):
    """Leave to deviate with an item, until a day and for so much."""

    id: DeviationPermitId
    number: PermitNumber
    item_id: ItemId
    deviation: Deviation
    risk: RiskStatement
    until: LastDay
    quantity_max: QuantityMax
    unit: LimitUnit
    requested_by: RequestedBy
    quantity_used: QuantityUsed
    lots_used: LotsUsed = 0
    lots_max: LotsMax | None = None
    state: StateOfPermit = PermitState.REQUESTED
    permitted_by: PermittedBy | None = None


@record(
    "changes.permit_use",
    t("Use of a deviation permit", "偏差许可使用记录"),
    key=("permit_id", "lot_id"),
    index=[("lot_id",)],
)
class PermitUse(Record):
    """How much of a lot deviates under a permit."""

    permit_id: DeviationPermitId
    lot_id: LotId
    quantity: UsedQuantity
    unit: LimitUnit


consequence(ChangeOrder)
