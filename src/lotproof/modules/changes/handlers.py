"""How changes are requested, classed, assessed and given up."""

from lotproof.kernel.control import control_of
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.changes import comparison, rules
from lotproof.modules.changes.commands import (
    AnswerQuestions,
    CompleteAssessment,
    DeferChange,
    DraftChange,
    ListObject,
    RejectChange,
    ResumeChange,
    StrikeObject,
    SubmitChange,
    TriageChange,
    WithdrawChange,
)
from lotproof.modules.changes.events import (
    ChangeDrafted,
    ChangeMoved,
    ChangeTriaged,
    ObjectsListed,
    QuestionsAnswered,
)
from lotproof.modules.changes.impact import touched
from lotproof.modules.changes.queries import answers, approvals, listings, objects, questions_for
from lotproof.modules.changes.records import (
    Answer,
    Approval,
    ApproverRule,
    ChangedObject,
    ChangeOrder,
    Impact,
    Question,
)
from lotproof.modules.changes.vocabulary import (
    APPROVAL_LIFE,
    CHANGE_LIFE,
    ApprovalId,
    ApprovalState,
    ChangedObjectId,
    ChangeOrderId,
    ChangeState,
    EffectivePoint,
    EntryState,
    ImpactGroup,
    QuestionId,
    Registration,
)

SUBJECTS_MAX = 10_000
"""So many subjects of a group are kept one by one; all are counted."""


def move(work: Work, order: ChangeOrder, to: ChangeState) -> None:
    """The change order goes on, if its life allows it."""
    order.state = CHANGE_LIFE.move(order.number, order.state, to)
    work.record(ChangeMoved(change_order_id=order.id, state=to))


def require_other(work: Work, order: ChangeOrder) -> None:
    """Whoever asked for a change does not decide about it."""
    if work.is_own(order.originator):
        raise rules.OwnChange(number=order.number)


# --- request ------------------------------------------------------------------------------------


@handles(DraftChange, emits=(ChangeDrafted,))
def draft_change(command: DraftChange, work: Work) -> None:
    id_ = work.new_id(ChangeOrderId)
    order = work.add(
        ChangeOrder(
            id=id_,
            number=f"CCR-{work.today:%Y}-{id_:03d}",
            type=command.type,
            title=command.title,
            justification=command.justification,
            origin=command.origin,
            description=command.description,
            originator=work.actor,
            created_at=work.now,
            effective_point=command.effective_point,
            source_record=command.source_record or None,
            effective_on=command.effective_on,
            effective_with=command.effective_with or None,
            running_orders=command.running_orders,
            is_emergency=command.is_emergency,
        )
    )
    require_number_asked(order)
    for each in command.objects:
        _list(work, order, each.current, each.proposed, each.note)
    work.record(ChangeDrafted(change_order_id=order.id, number=order.number))


def require_number_asked(order: ChangeOrder) -> None:
    """An order or lot is named only where the change begins with one."""
    by_number = (EffectivePoint.WORK_ORDER, EffectivePoint.LOT)
    if order.effective_with is not None and order.effective_point not in by_number:
        raise rules.StartNotByNumber(number=order.number, point=order.effective_point.label)


@handles(ListObject, emits=(ObjectsListed,))
def list_object(command: ListObject, work: Work) -> None:
    order = _before_assessment(work, command.change_order_id)
    _list(work, order, command.current, command.proposed, command.note)
    work.record(ObjectsListed(change_order_id=order.id))


@handles(StrikeObject, emits=(ObjectsListed,))
def strike_object(command: StrikeObject, work: Work) -> None:
    listed = work.take(ChangedObject, command.changed_object_id)
    order = _before_assessment(work, listed.change_order_id)
    listed.is_listed = False
    work.record(ObjectsListed(change_order_id=order.id))


def _before_assessment(work: Work, change_order_id: ChangeOrderId) -> ChangeOrder:
    order = work.take(ChangeOrder, change_order_id)
    CHANGE_LIFE.require(
        order.number, order.state, ChangeState.DRAFT, ChangeState.SUBMITTED, ChangeState.TRIAGED
    )
    return order


def _list(
    work: Work, order: ChangeOrder, current: str | None, proposed: str | None, note: str | None
) -> None:
    """What is in force of a proposed version is listed with it: it is replaced."""
    if current is None and proposed is None:
        raise rules.ObjectMissing
    for subject in (current, proposed):
        if subject is not None:
            comparison.under_control(work, subject)
    if proposed is not None and current is None:
        current = comparison.in_force(work, proposed)
        current = None if current == proposed else current
    if proposed is not None and current is not None:
        comparison.require_family(work, current, proposed)
    for subject in (current, proposed):
        if subject is not None:
            _require_unlisted(work, order, subject)
    work.add(
        ChangedObject(
            id=work.new_id(ChangedObjectId),
            change_order_id=order.id,
            current=current,
            proposed=proposed,
            note=note or None,
        )
    )


def _require_unlisted(work: Work, order: ChangeOrder, subject: str) -> None:
    """No other change of it is under way; versions of no family may have several changes."""
    control = control_of(subject)
    if control is None or not control.family:
        return
    for _, other in listings(work, subject):
        if other.id == order.id or CHANGE_LIFE.moves[other.state]:
            raise rules.ListedElsewhere(subject=subject, number=other.number)


@handles(SubmitChange, emits=(ChangeMoved,))
def submit_change(command: SubmitChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.DRAFT)
    missing: list[Text] = []
    if not objects(work, order.id):
        missing.append(t("no object is listed", "未列入变更对象"))
    if order.effective_point is EffectivePoint.DATE and order.effective_on is None:
        missing.append(t("the day from which it is effective", "缺少生效日期"))
    _require_whole(order, missing)
    move(work, order, ChangeState.SUBMITTED)


@handles(TriageChange, emits=(ChangeTriaged,))
def triage_change(command: TriageChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    order.state = CHANGE_LIFE.move(order.number, order.state, ChangeState.TRIAGED)
    require_other(work, order)
    order.risk_class, order.risk = command.risk_class, command.risk
    work.record(ChangeTriaged(change_order_id=order.id, risk_class=command.risk_class))


# --- assessment ---------------------------------------------------------------------------------


@handles(AnswerQuestions, emits=(QuestionsAnswered,))
def answer_questions(command: AnswerQuestions, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.TRIAGED)
    asked = {each.id for each in questions_for(work, order.type)}
    there = {each.question_id: each for each in work.take_all(Answer, change_order_id=order.id)}
    for given in command.answers:
        if given.question_id not in asked:
            raise NotFound(what=Question.KIND.label, which=QuestionId.text(given.question_id))
        answer = there.get(given.question_id)
        if answer is None:
            there[given.question_id] = work.add(
                Answer(
                    order.id,
                    given.question_id,
                    given.verdict,
                    given.text,
                    work.actor,
                    work.now,
                )
            )
        else:
            answer.verdict, answer.text = given.verdict, given.text
            answer.answered_by, answer.answered_at = work.actor, work.now
    work.record(QuestionsAnswered(change_order_id=order.id, count=len(command.answers)))


@handles(CompleteAssessment, emits=(ChangeMoved,))
def complete_assessment(command: CompleteAssessment, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.TRIAGED)
    _require_whole(order, _unanswered(work, order))
    if not objects(work, order.id):
        _require_whole(order, [t("no object is listed", "未列入变更对象")])
    order.needs_new_di, order.registration = command.needs_new_di, command.registration
    order.assessed_by, order.assessed_at = work.actor, work.now
    _take_snapshot(work, order)
    _ask_approvers(work, order)
    move(work, order, ChangeState.ASSESSED)


def _unanswered(work: Work, order: ChangeOrder) -> list[Text]:
    asked = questions_for(work, order.type)
    if not asked:
        return [t("there is no impact checklist", "没有影响评估检查表")]
    answered = {each.question_id for each in answers(work, order.id)}
    return [
        Text(f"{each.code} is not answered", f"{each.code} 未回答")
        for each in asked
        if each.id not in answered
    ]


def _take_snapshot(work: Work, order: ChangeOrder) -> None:
    """What the change touches now; a later assessment takes the place of an earlier one."""
    there = {each.topic: each for each in work.take_all(Impact, change_order_id=order.id)}
    now = touched(work, objects(work, order.id))
    for topic in ImpactGroup:
        subjects = now.get(topic, [])
        if topic in there:
            old = there[topic]
            old.subjects, old.count = subjects[:SUBJECTS_MAX], len(subjects)
            old.taken_at = work.now
        elif subjects:
            work.add(Impact(order.id, topic, subjects[:SUBJECTS_MAX], len(subjects), work.now))


def _ask_approvers(work: Work, order: ChangeOrder) -> None:
    """One approval for each line of the matrix that fits; NoApprovers if none does."""
    assert order.risk_class is not None
    is_registered = order.registration is not Registration.NONE
    matrix = work.find(ApproverRule, risk_class=order.risk_class, state=EntryState.IN_USE)
    asked = [
        each
        for each in matrix
        if each.type in (None, order.type) and (is_registered or not each.only_if_registered)
    ]
    if not asked:
        raise rules.NoApprovers(risk_class=order.risk_class.label)
    work.add_all(
        Approval(work.new_id(ApprovalId), order.id, step, role_id, [])
        for step, role_id in sorted({(each.step, each.role_id) for each in asked})
    )


def _require_whole(order: ChangeOrder, missing: list[Text]) -> None:
    if missing:
        raise rules.ChangeIncomplete(number=order.number, missing=rules.missing_text(missing))


# --- giving up ----------------------------------------------------------------------------------


@handles(RejectChange, emits=(ChangeMoved,))
def reject_change(command: RejectChange, work: Work) -> None:
    _end(work, command.change_order_id, ChangeState.REJECTED)


@handles(WithdrawChange, emits=(ChangeMoved,))
def withdraw_change(command: WithdrawChange, work: Work) -> None:
    _end(work, command.change_order_id, ChangeState.WITHDRAWN)


@handles(DeferChange, emits=(ChangeMoved,))
def defer_change(command: DeferChange, work: Work) -> None:
    _end(work, command.change_order_id, ChangeState.DEFERRED)


@handles(ResumeChange, emits=(ChangeMoved,))
def resume_change(command: ResumeChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.DEFERRED)
    order.ended_because = None
    move(work, order, ChangeState.SUBMITTED)


def _end(work: Work, change_order_id: ChangeOrderId, to: ChangeState) -> None:
    """Given up or put off, with the reason; nobody is asked to approve it any more."""
    order = work.take(ChangeOrder, change_order_id)
    move(work, order, to)
    order.ended_because = work.reason
    void_approvals(work, order)


def void_approvals(work: Work, order: ChangeOrder) -> None:
    """Nobody is asked any more."""
    for each in work.take_all(Approval, change_order_id=order.id):
        if ApprovalState.VOID in APPROVAL_LIFE.moves[each.state]:
            name = ApprovalId.text(each.id)
            each.state = APPROVAL_LIFE.move(name, each.state, ApprovalState.VOID)


def asked_approvals(work: Work, order: ChangeOrder) -> list[Approval]:
    """What is asked or was given and still counts."""
    return [each for each in approvals(work, order.id) if each.state is not ApprovalState.VOID]
