"""What can be asked of change control, from the request of a change to its approval."""

from typing import Annotated

import msgspec

from lotproof.kernel.meaning import Meaning, Shape
from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import (
    ApprovalId,
    ApproverRuleId,
    ChangedObjectId,
    ChangeOrderId,
    QuestionId,
    RunningOrders,
)
from lotproof.modules.changes.words import (
    AnswerText,
    ApprovalComment,
    ApprovalStep,
    AreaOfImpact,
    ChangeDescription,
    ChangeTitle,
    ClassOfChange,
    CurrentObject,
    EffectiveOn,
    EffectiveWith,
    HasSeenGrowth,
    IsEmergency,
    NeedsNewDi,
    ObjectNote,
    OnlyIfRegistered,
    PointOfEffect,
    ProposedObject,
    QuestionCode,
    QuestionText,
    QuestionTextZh,
    ReasonOfChange,
    RegistrationNeeded,
    RiskStatement,
    SourceOfChange,
    SourceRecord,
    TreatmentOfOrders,
    TypeOfChange,
    VerdictOnQuestion,
)
from lotproof.modules.people.vocabulary import RoleId


@command(
    "changes.begin_control/1",
    t("Begin change control", "启用变更控制"),
    permission="changes.control.begin",
    zh="启用变更控制：此后受控对象只能通过变更单更改，且不可停用。须先有检查表和审批矩阵。",
    signs=t("Control begun", "启用受控"),
)
class BeginControl(Command):
    """From now on nothing under control changes without a change order; this has no way back.

    A checklist, and approvers for every class, must be there.
    """


@command(
    "changes.adopt_checklist/1",
    t("Adopt standard checklist", "采用标准检查表"),
    permission="changes.checklist.change",
    zh="采用标准影响评估检查表，其后可增加或停用问题。",
)
class AdoptChecklist(Command):
    """Take the standard impact checklist; questions can be added and retired afterwards."""


@command(
    "changes.add_question/1",
    t("Add impact question", "增加影响评估问题"),
    permission="changes.checklist.change",
    zh="在影响评估检查表中增加一个问题；未指定变更类型时适用于所有变更。",
)
class AddQuestion(Command):
    """Add a question to the checklist; without a type it is asked of every change."""

    code: QuestionCode
    area: AreaOfImpact
    text: QuestionText
    text_zh: QuestionTextZh
    type: TypeOfChange | None = None


@command(
    "changes.retire_question/1",
    t("Retire impact question", "停用影响评估问题"),
    permission="changes.checklist.change",
    zh="此后的变更不再回答该问题。",
    needs_reason=True,
)
class RetireQuestion(Command):
    """Do not ask this question of changes any more."""

    question_id: QuestionId


@command(
    "changes.add_approver/1",
    t("Add approver", "增加审批角色"),
    permission="changes.matrix.change",
    zh="规定某一等级的变更由哪个角色审批、顺序如何；顺序相同者并行。",
    needs_reason=True,
)
class AddApprover(Command):
    """Say which role approves changes of a class, and at which step; equal steps are parallel."""

    risk_class: ClassOfChange
    step: ApprovalStep
    role_id: RoleId
    type: TypeOfChange | None = None
    only_if_registered: OnlyIfRegistered = False


@command(
    "changes.retire_approver/1",
    t("Retire approver", "停用审批规则"),
    permission="changes.matrix.change",
    zh="此后完成评估的变更不再由该规则的角色审批。",
    needs_reason=True,
)
class RetireApprover(Command):
    """Do not ask this role for changes that are assessed from now on."""

    approver_rule_id: ApproverRuleId


class ObjectGiven(Shape):
    """A thing that is changed: as it is, as it is to be, or both."""

    current: CurrentObject | None = None
    proposed: ProposedObject | None = None
    note: ObjectNote | None = None


ObjectsGiven = Annotated[
    list[ObjectGiven], Meaning(label=t("Objects of the change", "变更对象"), items_max=200)
]


@command(
    "changes.draft_change/1",
    t("Request change", "发起变更"),
    permission="changes.order.draft",
    zh="起草变更单：理由、来源、现状与拟变更内容、生效起点，以及所涉的受控对象。",
)
class DraftChange(Command):
    """Draft a change order: why, from what, how it is and is to be, from when, and of what."""

    type: TypeOfChange
    title: ChangeTitle
    justification: ReasonOfChange
    origin: SourceOfChange
    description: ChangeDescription
    effective_point: PointOfEffect
    source_record: SourceRecord | None = None
    effective_on: EffectiveOn | None = None
    effective_with: EffectiveWith | None = None
    running_orders: TreatmentOfOrders = RunningOrders.KEEP
    is_emergency: IsEmergency = False
    objects: ObjectsGiven = msgspec.field(default_factory=list)


@command(
    "changes.list_object/1",
    t("List object of a change", "列入变更对象"),
    permission="changes.order.draft",
    zh="把受控对象列入变更单：现行版本、拟定版本或两者；评估完成后不可再列入。",
)
class ListObject(Command):
    """List a thing under control in a change order, until the change is assessed."""

    change_order_id: ChangeOrderId
    current: CurrentObject | None = None
    proposed: ProposedObject | None = None
    note: ObjectNote | None = None


@command(
    "changes.strike_object/1",
    t("Strike object of a change", "移除变更对象"),
    permission="changes.order.draft",
    zh="从变更单中移除一个对象；评估完成后不可移除。",
    needs_reason=True,
)
class StrikeObject(Command):
    """Take a thing off the list of a change order, until the change is assessed."""

    changed_object_id: ChangedObjectId


@command(
    "changes.submit_change/1",
    t("Submit change", "提交变更"),
    permission="changes.order.draft",
    zh="提交变更单；至少列入一个对象，并写明生效起点。",
)
class SubmitChange(Command):
    """Hand the request in; it lists at least one object and says from when."""

    change_order_id: ChangeOrderId


@command(
    "changes.triage_change/1",
    t("Class change by risk", "变更分级"),
    permission="changes.order.triage",
    zh="按风险把变更分为微小、重大或关键；等级决定由谁审批。",
)
class TriageChange(Command):
    """Class a change by its risk: that decides who approves it."""

    change_order_id: ChangeOrderId
    risk_class: ClassOfChange
    risk: RiskStatement


class AnswerGiven(Shape):
    """What is answered to a question of the checklist."""

    question_id: QuestionId
    verdict: VerdictOnQuestion
    text: AnswerText


AnswersGiven = Annotated[list[AnswerGiven], Meaning(label=t("Answers", "评估回答"), items_max=200)]


@command(
    "changes.answer_questions/1",
    t("Assess impact", "评估影响"),
    permission="changes.order.assess",
    zh="回答影响评估检查表中的问题；评估完成前可再次回答。",
)
class AnswerQuestions(Command):
    """Answer questions of the checklist; until the assessment is complete, answers may follow."""

    change_order_id: ChangeOrderId
    answers: AnswersGiven


@command(
    "changes.complete_assessment/1",
    t("Complete assessment", "完成影响评估"),
    permission="changes.order.assess",
    zh="全部问题回答后完成评估：程序汇总受影响的对象并按矩阵发起审批。",
)
class CompleteAssessment(Command):
    """Say that every question is answered: what is touched is put down, approvals are asked."""

    change_order_id: ChangeOrderId
    needs_new_di: NeedsNewDi
    registration: RegistrationNeeded


@command(
    "changes.approve_change/1",
    t("Approve change", "批准变更"),
    permission="changes.order.approve",
    zh="以审批角色批准实施变更；发起人不得批准。评估后受影响对象增加时须确认已知悉。",
    signs=t("Approved for implementation", "批准实施"),
)
class ApproveChange(Command):
    """Approve a change for a role you hold; not your own request.

    Where more is touched than at the assessment, say that you have seen it.
    """

    approval_id: ApprovalId
    has_seen_growth: HasSeenGrowth = False
    comment: ApprovalComment | None = None


@command(
    "changes.refuse_approval/1",
    t("Refuse change", "不批准变更"),
    permission="changes.order.approve",
    zh="以审批角色拒绝变更并说明理由；变更单即被拒绝。",
    needs_reason=True,
)
class RefuseApproval(Command):
    """Refuse a change for a role you hold; the change order is rejected."""

    approval_id: ApprovalId


@command(
    "changes.reject_change/1",
    t("Reject change", "拒绝变更"),
    permission="changes.order.triage",
    zh="在批准前拒绝变更并说明理由。",
    needs_reason=True,
)
class RejectChange(Command):
    """Reject a change before it is approved."""

    change_order_id: ChangeOrderId


@command(
    "changes.defer_change/1",
    t("Defer change", "推迟变更"),
    permission="changes.order.triage",
    zh="推迟变更并说明理由；恢复后重新评估。",
    needs_reason=True,
)
class DeferChange(Command):
    """Put a change off; it is assessed anew when it is resumed."""

    change_order_id: ChangeOrderId


@command(
    "changes.resume_change/1",
    t("Resume change", "恢复变更"),
    permission="changes.order.triage",
    zh="恢复已推迟的变更；从分级重新开始。",
)
class ResumeChange(Command):
    """Take a deferred change up again; it is classed and assessed anew."""

    change_order_id: ChangeOrderId


@command(
    "changes.withdraw_change/1",
    t("Withdraw change", "撤回变更"),
    permission="changes.order.draft",
    zh="实施前撤回变更并说明理由。",
    needs_reason=True,
)
class WithdrawChange(Command):
    """Give a change up before it is carried out."""

    change_order_id: ChangeOrderId
