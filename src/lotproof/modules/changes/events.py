"""What has happened to changes."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import (
    ApproverRuleId,
    ChangeOrderId,
    ChangeTaskId,
    DeviationPermitId,
    QuestionId,
    TemporaryApprovalId,
)
from lotproof.modules.changes.words import (
    BegunBy,
    ChangeNumber,
    ClassOfChange,
    LimitUnit,
    StateOfChange,
    TouchedCount,
    UsedQuantity,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.vocabulary import LotId


@event(
    "changes.control_begun/1", t("Change control begun by {begun_by}", "{begun_by} 启用变更控制")
)
class ControlBegun(Event):
    begun_by: BegunBy


@event(
    "changes.checklist_adopted/1",
    t("Standard checklist adopted: {count} questions", "采用标准检查表，共 {count} 个问题"),
)
class ChecklistAdopted(Event):
    count: TouchedCount


@event("changes.question_added/1", t("Question {question_id} added", "增加问题 {question_id}"))
class QuestionAdded(Event):
    question_id: QuestionId


@event("changes.question_retired/1", t("Question {question_id} retired", "停用问题 {question_id}"))
class QuestionRetired(Event):
    question_id: QuestionId


@event(
    "changes.approver_added/1",
    t("Approver rule {approver_rule_id} added", "增加审批规则 {approver_rule_id}"),
)
class ApproverAdded(Event):
    approver_rule_id: ApproverRuleId


@event(
    "changes.approver_retired/1",
    t("Approver rule {approver_rule_id} retired", "停用审批规则 {approver_rule_id}"),
)
class ApproverRetired(Event):
    approver_rule_id: ApproverRuleId


@event(
    "changes.change_drafted/1",
    t("{change_order_id} drafted as {number}", "起草 {change_order_id}，编号 {number}"),
)
class ChangeDrafted(Event):
    change_order_id: ChangeOrderId
    number: ChangeNumber


@event(
    "changes.objects_listed/1",
    t("Objects of {change_order_id} listed", "{change_order_id} 的变更对象已更新"),
)
class ObjectsListed(Event):
    change_order_id: ChangeOrderId


@event(
    "changes.change_triaged/1",
    t("{change_order_id} classed as {risk_class}", "{change_order_id} 分级为{risk_class}"),
)
class ChangeTriaged(Event):
    change_order_id: ChangeOrderId
    risk_class: ClassOfChange


@event(
    "changes.questions_answered/1",
    t("{count} questions of {change_order_id} answered", "{change_order_id} 回答 {count} 个问题"),
)
class QuestionsAnswered(Event):
    change_order_id: ChangeOrderId
    count: TouchedCount


@event(
    "changes.approval_given/1",
    t("Approval of {change_order_id} given", "{change_order_id} 获一项批准"),
)
class ApprovalGiven(Event):
    change_order_id: ChangeOrderId


@event(
    "changes.change_moved/1",
    t("{change_order_id} is {state}", "{change_order_id} 转为“{state}”"),
)
class ChangeMoved(Event):
    """A change order went on to another state."""

    change_order_id: ChangeOrderId
    state: StateOfChange


@event(
    "changes.task_planned/1",
    t(
        "Task {change_task_id} of {change_order_id} planned",
        "{change_order_id} 安排任务 {change_task_id}",
    ),
)
class TaskPlanned(Event):
    change_task_id: ChangeTaskId
    change_order_id: ChangeOrderId


@event(
    "changes.task_ended/1",
    t(
        "Task {change_task_id} of {change_order_id} ended",
        "{change_order_id} 的任务 {change_task_id} 已结束",
    ),
)
class TaskEnded(Event):
    """Done or cancelled."""

    change_task_id: ChangeTaskId
    change_order_id: ChangeOrderId


@event(
    "changes.temporarily_approved/1",
    t("{change_order_id} approved temporarily", "{change_order_id} 临时批准"),
)
class TemporarilyApproved(Event):
    change_order_id: ChangeOrderId
    temporary_approval_id: TemporaryApprovalId


@event(
    "changes.use_counted/1",
    t(
        "{lot_id} made under {temporary_approval_id}: {quantity} {unit}",
        "{lot_id} 按 {temporary_approval_id} 生产 {quantity} {unit}",
    ),
)
class UseCounted(Event):
    temporary_approval_id: TemporaryApprovalId
    lot_id: LotId
    quantity: UsedQuantity
    unit: LimitUnit


@event(
    "changes.temporary_ended/1",
    t(
        "{temporary_approval_id} ended without full approval",
        "{temporary_approval_id} 未获正式批准而终止",
    ),
)
class TemporaryEnded(Event):
    temporary_approval_id: TemporaryApprovalId


@event(
    "changes.permit_requested/1",
    t("{permit_id} for {item_id} requested", "申请 {item_id} 的 {permit_id}"),
)
class PermitRequested(Event):
    permit_id: DeviationPermitId
    item_id: ItemId


@event("changes.permit_approved/1", t("{permit_id} approved", "批准 {permit_id}"))
class PermitApproved(Event):
    permit_id: DeviationPermitId


@event(
    "changes.permit_used/1",
    t(
        "{quantity} {unit} of {lot_id} under {permit_id}",
        "{lot_id} 按 {permit_id} 使用 {quantity} {unit}",
    ),
)
class PermitUsed(Event):
    permit_id: DeviationPermitId
    lot_id: LotId
    quantity: UsedQuantity
    unit: LimitUnit


@event("changes.permit_ended/1", t("{permit_id} ended", "{permit_id} 终止"))
class PermitEnded(Event):
    permit_id: DeviationPermitId
