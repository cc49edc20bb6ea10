"""What can be asked to carry changes out, for emergencies and deviations."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import (
    ChangeOrderId,
    ChangeTaskId,
    DeviationPermitId,
    TemporaryApprovalId,
)
from lotproof.modules.changes.words import (
    Deviation,
    DueOn,
    EffectiveOn,
    EffectiveWith,
    Evidence,
    FullApprovalBy,
    LastDay,
    LimitUnit,
    LotsMax,
    QuantityMax,
    RegistrationReference,
    ReviewText,
    RiskStatement,
    TaskTitle,
    UsedQuantity,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId


@command(
    "changes.plan_task/1",
    t("Plan task of a change", "安排变更任务"),
    permission="changes.task.plan",
    zh="为实施变更安排任务、负责人与期限。",
)
class PlanTask(Command):
    """Say what is to be done to carry a change out, by whom and until when."""

    change_order_id: ChangeOrderId
    title: TaskTitle
    owner_id: UserId
    due_on: DueOn


@command(
    "changes.finish_task/1",
    t("Finish task of a change", "完成变更任务"),
    permission="changes.task.finish",
    zh="由负责人报告任务完成及其证据；文件可作为附件添加。",
)
class FinishTask(Command):
    """Report that your task is done, with what shows it; files are attached to the task."""

    change_task_id: ChangeTaskId
    evidence: Evidence


@command(
    "changes.cancel_task/1",
    t("Cancel task of a change", "取消变更任务"),
    permission="changes.task.plan",
    zh="取消不再需要的任务并说明理由。",
    needs_reason=True,
)
class CancelTask(Command):
    """Say why a task is not needed."""

    change_task_id: ChangeTaskId


@command(
    "changes.begin_implementation/1",
    t("Begin implementation", "开始实施"),
    permission="changes.task.plan",
    zh="开始实施已批准的变更；此后可更改变更单所列对象。",
)
class BeginImplementation(Command):
    """Begin to carry an approved change out: what it lists may now be changed."""

    change_order_id: ChangeOrderId


@command(
    "changes.verify_change/1",
    t("Verify change", "验证变更"),
    permission="changes.order.verify",
    zh="确认任务全部完成、证据充分；发起人不得验证。",
    signs=t("Implementation verified", "实施已验证"),
)
class VerifyChange(Command):
    """Confirm by evidence that the change was carried out; not your own request."""

    change_order_id: ChangeOrderId
    verification: Evidence


@command(
    "changes.release_change/1",
    t("Release change", "放行变更"),
    permission="changes.order.release",
    zh="放行变更并写明自何日、何工单或何批起生效；需备案或注册变更时须填凭证号。",
    signs=t("Change released", "变更已放行"),
)
class ReleaseChange(Command):
    """Release a verified change, effective from a day, a work order or a lot.

    Where authorities are concerned, their reference is needed.
    """

    change_order_id: ChangeOrderId
    effective_on: EffectiveOn | None = None
    effective_with: EffectiveWith | None = None
    registration_reference: RegistrationReference | None = None


@command(
    "changes.review_change/1",
    t("Review change", "回顾变更"),
    permission="changes.order.verify",
    zh="回顾放行后的首批产品；所列拟定版本须均已生效。",
)
class ReviewChange(Command):
    """Say what the first lots show; everything proposed is in force by then."""

    change_order_id: ChangeOrderId
    review: ReviewText


@command(
    "changes.close_change/1",
    t("Close change", "关闭变更"),
    permission="changes.order.release",
    zh="关闭已回顾的变更。",
)
class CloseChange(Command):
    """Close a reviewed change."""

    change_order_id: ChangeOrderId


@command(
    "changes.roll_back_change/1",
    t("Roll change back", "回退变更"),
    permission="changes.order.release",
    zh="回退变更并说明理由；此后可使内容与原版本一致的版本生效。",
    needs_reason=True,
    signs=t("Roll-back ordered", "决定回退"),
)
class RollBackChange(Command):
    """Take a change back: versions that say what the former ones said may become effective."""

    change_order_id: ChangeOrderId


@command(
    "changes.approve_temporarily/1",
    t("Approve temporarily", "临时批准紧急变更"),
    permission="changes.emergency.approve",
    zh="限期限量临时批准紧急变更；逾期未正式批准即终止，所涉批次暂扣。发起人不得批准。",
    needs_reason=True,
    signs=t("Approved temporarily", "临时批准"),
)
class ApproveTemporarily(Command):
    """Let an emergency change be worked by at once, for so long and so much.

    If it is not approved in full in time it ends, and its lots are held. Not your own request.
    """

    change_order_id: ChangeOrderId
    until: LastDay
    full_approval_by: FullApprovalBy
    lots_max: LotsMax | None = None
    quantity_max: QuantityMax | None = None
    unit: LimitUnit | None = None


@command(
    "changes.count_use/1",
    t("Count use of an emergency change", "登记紧急变更的使用"),
    permission="changes.emergency.count",
    zh="登记按紧急变更生产的批与数量；由程序在产出时发出。",
    is_fact=True,
    by_program=True,
)
class CountUse(Command):
    """Count a lot that was made by an emergency change; sent by the program."""

    temporary_approval_id: TemporaryApprovalId
    lot_id: LotId
    work_order_id: WorkOrderId
    quantity: UsedQuantity
    unit: LimitUnit


@command(
    "changes.end_temporary/1",
    t("End temporary approval", "终止临时批准"),
    permission="changes.emergency.approve",
    zh="终止未获正式批准的临时批准并说明理由；所涉批次全部暂扣。",
    needs_reason=True,
)
class EndTemporary(Command):
    """End a temporary approval without full approval; all lots made under it are held."""

    temporary_approval_id: TemporaryApprovalId


@command(
    "changes.lapse_temporary/1",
    t("Temporary approval lapses", "临时批准到期"),
    permission="changes.emergency.lapse",
    zh="临时批准到期且未获正式批准：由程序终止，所涉批次全部暂扣。",
    by_program=True,
)
class LapseTemporary(Command):
    """End a temporary approval whose time is over without full approval; its lots are held."""

    temporary_approval_id: TemporaryApprovalId


@command(
    "changes.request_permit/1",
    t("Request deviation permit", "申请临时偏差许可"),
    permission="changes.permit.request",
    zh="申请在限期限量内偏离要求：何要求、如何偏离、为何安全。",
)
class RequestPermit(Command):
    """Ask for leave to deviate, until a day and for so much."""

    item_id: ItemId
    deviation: Deviation
    risk: RiskStatement
    until: LastDay
    quantity_max: QuantityMax
    unit: LimitUnit
    lots_max: LotsMax | None = None


@command(
    "changes.approve_permit/1",
    t("Approve deviation permit", "批准临时偏差许可"),
    permission="changes.permit.approve",
    zh="批准临时偏差许可；申请人不得批准。",
    signs=t("Deviation permitted", "准予偏差"),
)
class ApprovePermit(Command):
    """Give leave to deviate; not for what you asked yourself."""

    permit_id: DeviationPermitId


@command(
    "changes.use_permit/1",
    t("Use deviation permit", "使用临时偏差许可"),
    permission="changes.permit.use",
    zh="登记某批有多少数量按许可偏差；从许可数量中扣减，超出则拒绝。",
)
class UsePermit(Command):
    """Say how much of a lot deviates under a permit; it is counted down."""

    permit_id: DeviationPermitId
    lot_id: LotId
    quantity: UsedQuantity
    unit: LimitUnit


@command(
    "changes.end_permit/1",
    t("End deviation permit", "终止临时偏差许可"),
    permission="changes.permit.approve",
    zh="拒绝或提前终止临时偏差许可并说明理由。",
    needs_reason=True,
)
class EndPermit(Command):
    """Refuse a permit, or end it before its time."""

    permit_id: DeviationPermitId
