"""How change control is set up: checklist, approver matrix, and its beginning."""

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.changes import rules
from lotproof.modules.changes.checklist import STANDARD_CHECKLIST
from lotproof.modules.changes.commands import (
    AddApprover,
    AddQuestion,
    AdoptChecklist,
    BeginControl,
    RetireApprover,
    RetireQuestion,
)
from lotproof.modules.changes.events import (
    ApproverAdded,
    ApproverRetired,
    ChecklistAdopted,
    ControlBegun,
    QuestionAdded,
    QuestionRetired,
)
from lotproof.modules.changes.queries import control_begun
from lotproof.modules.changes.records import ApproverRule, ChangeControl, Question
from lotproof.modules.changes.vocabulary import (
    ENTRY_LIFE,
    ApproverRuleId,
    ChangeClass,
    ControlId,
    EntryState,
    QuestionId,
)
from lotproof.modules.people.queries import Role


@handles(BeginControl, emits=(ControlBegun,))
def begin_control(command: BeginControl, work: Work) -> None:
    del command
    begun = control_begun(work)
    if begun is not None:
        day = clock.day(begun.begun_at, work.site.zone)
        raise rules.ControlBegunAlready(day=day.isoformat())
    if not work.find(Question, state=EntryState.IN_USE):
        raise rules.NothingToControlWith(what=t("a checklist", "影响评估检查表"))
    for each in ChangeClass:
        if not work.find(ApproverRule, risk_class=each, state=EntryState.IN_USE):
            what = t("approvers for {risk_class} changes", "“{risk_class}”变更的审批角色")
            raise rules.NothingToControlWith(
                what=Text(
                    what.en.format(risk_class=each.label.en),
                    what.zh.format(risk_class=each.label.zh),
                )
            )
    work.add(ChangeControl(work.new_id(ControlId), work.actor, work.now))
    work.record(ControlBegun(begun_by=work.actor))


@handles(AdoptChecklist, emits=(ChecklistAdopted,))
def adopt_checklist(command: AdoptChecklist, work: Work) -> None:
    del command
    if work.find(Question):
        raise rules.ChecklistAdoptedAlready
    for each in STANDARD_CHECKLIST:
        work.add(
            Question(work.new_id(QuestionId), each.code, each.area, each.text.en, each.text.zh)
        )
    work.record(ChecklistAdopted(count=len(STANDARD_CHECKLIST)))


@handles(AddQuestion, emits=(QuestionAdded,))
def add_question(command: AddQuestion, work: Work) -> None:
    question = work.add(
        Question(
            work.new_id(QuestionId),
            command.code,
            command.area,
            command.text,
            command.text_zh,
            command.type,
        )
    )
    work.record(QuestionAdded(question_id=question.id))


@handles(RetireQuestion, emits=(QuestionRetired,))
def retire_question(command: RetireQuestion, work: Work) -> None:
    question = work.take(Question, command.question_id)
    question.state = ENTRY_LIFE.move(question.code, question.state, EntryState.RETIRED)
    work.record(QuestionRetired(question_id=question.id))


@handles(AddApprover, emits=(ApproverAdded,))
def add_approver(command: AddApprover, work: Work) -> None:
    work.rely(Role, command.role_id)
    rule = work.add(
        ApproverRule(
            work.new_id(ApproverRuleId),
            command.risk_class,
            command.step,
            command.role_id,
            command.type,
            command.only_if_registered,
        )
    )
    work.record(ApproverAdded(approver_rule_id=rule.id))


@handles(RetireApprover, emits=(ApproverRetired,))
def retire_approver(command: RetireApprover, work: Work) -> None:
    rule = work.take(ApproverRule, command.approver_rule_id)
    name = ApproverRuleId.text(rule.id)
    rule.state = ENTRY_LIFE.move(name, rule.state, EntryState.RETIRED)
    work.record(ApproverRetired(approver_rule_id=rule.id))
