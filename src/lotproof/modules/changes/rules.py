"""Decisions about changes, and their refusals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text
from lotproof.modules.changes.vocabulary import ImpactGroup

FULL_APPROVAL_OVERDUE: Final = "full_approval_overdue"
"""The code of the task about an emergency that was not approved in full in time."""
TEMPORARY_DAYS_MAX: Final = 90
"""A temporary approval, and the time for the full one, are no longer than this. Our policy."""


class NeedsChangeOrder(
    Refused,
    code="needs_change_order",
    en="{subject} is under change control: it needs an approved change order that lists it and is "
    "being implemented or released. Request the change.",
    zh="{subject} 受变更控制：须有列入该对象、已批准且处于实施或放行状态的变更单。请先发起变更。",
):
    """ISO 13485 clauses 4.1.4 and 7.3.9: changes are controlled before they are made."""


class ChangeNotYetEffective(
    Refused,
    code="change_not_yet_effective",
    en="{number} is effective from {start}; {subject} cannot change before.",
    zh="{number} 自 {start} 起生效；在此之前 {subject} 不能变更。",
):
    """The day, order or lot that the change begins with has not come."""


class ControlBegunAlready(
    Refused,
    code="control_begun_already",
    en="Change control has begun already, on {day}.",
    zh="变更控制已于 {day} 启用。",
):
    """It begins once."""


class NothingToControlWith(
    Refused,
    code="nothing_to_control_with",
    en="Before change control begins there must be {what}.",
    zh="启用变更控制前须先设置{what}。",
):
    """Without checklist and approvers no change could be approved: all would stand still."""


class ChecklistAdoptedAlready(
    Refused,
    code="checklist_adopted_already",
    en="The checklist has questions already. Add or retire single ones.",
    zh="检查表中已有问题。请逐条增加或停用。",
):
    """The standard checklist is a beginning, not a reset."""


class NotUnderControl(
    Refused,
    code="not_under_control",
    en="{subject} is nothing that is under change control.",
    zh="{subject} 不属于受控对象。",
    http_status=422,
):
    """A change order lists what is under control, by its id."""


class ObjectMissing(
    Refused,
    code="object_missing",
    en="Say what is changed: as it is, as it is to be, or both.",
    zh="请填写变更对象：现行版本、拟定版本或两者。",
    http_status=422,
):
    """An object without either."""


class OtherFamily(
    Refused,
    code="other_family",
    en="{proposed} is not a version of the same thing as {current}.",
    zh="{proposed} 与 {current} 不是同一对象的版本。",
):
    """A version follows one of its own kind, of the same item, stage or machine."""


class ListedElsewhere(
    Refused,
    code="listed_elsewhere",
    en="{subject} is listed in {number}, which has not ended. Finish or withdraw that first.",
    zh="{subject} 已列入尚未结束的 {number}。请先完成或撤回该变更单。",
):
    """Two changes of one thing at once would each be assessed without the other."""


class ChangeIncomplete(
    Refused,
    code="change_incomplete",
    en="{number} cannot go on: {missing}.",
    zh="{number} 尚不能继续：{missing}。",
):
    """Something that the state needs to be left is missing."""


class NoApprovers(
    Refused,
    code="no_approvers",
    en="The approver matrix names nobody for {risk_class} changes. Complete it first.",
    zh="审批矩阵未规定“{risk_class}”变更的审批角色。请先补全。",
):
    """What nobody is asked about is not approved."""


class OwnChange(
    Refused,
    code="own_change",
    en="You requested {number} yourself: another person has to decide.",
    zh="{number} 由您发起：须由他人决定。",
):
    """Originator and approver are two persons."""


class NotInRole(
    Refused,
    code="not_in_role",
    en="This approval is asked of the role {role}, which you do not hold.",
    zh="此项审批属于角色“{role}”，您不具有该角色。",
    http_status=403,
):
    """An approval is given by a person who holds the role that the matrix names."""


class NotYourTurn(
    Refused,
    code="not_your_turn",
    en="Step {step} of {number} has not been approved yet.",
    zh="{number} 的第 {step} 步尚未批准。",
):
    """Approvals of a lower step come first."""


class ApprovedByYouAlready(
    Refused,
    code="approved_by_you_already",
    en="You approved {number} for another role already: each approval is by another person.",
    zh="您已以其他角色批准 {number}：每项审批须由不同人员作出。",
):
    """Several approvals are several persons."""


class ImpactGrown(
    Refused,
    code="impact_grown",
    en="Since the assessment of {number} more is touched: {grown}. Look at it and say that you "
    "have seen it.",
    zh="{number} 评估后受影响对象增加：{grown}。请查看并确认已知悉。",
):
    """What is approved is the impact as it is now, not as it was."""


class RegistrationReferenceMissing(
    Refused,
    code="registration_reference_missing",
    en="{number} needs {registration}: give its reference before the release.",
    zh="{number} 需要{registration}：放行前请填写凭证号。",
):
    """医疗器械注册与备案管理办法: no change that must be registered is released before it is."""


class NotTaskOwner(
    Refused,
    code="not_task_owner",
    en="The task is {owner}'s. Only its owner reports it done.",
    zh="该任务由 {owner} 负责，只能由负责人报告完成。",
):
    """Evidence is given by who did it."""


class NotAnEmergency(
    Refused,
    code="not_an_emergency",
    en="{number} was not requested as an emergency.",
    zh="{number} 未作为紧急变更提出。",
):
    """Temporary approval is for emergencies."""


class TemporaryAlready(
    Refused,
    code="temporary_already",
    en="{number} has been approved temporarily before. It needs its full approval now.",
    zh="{number} 已作过临时批准。现须正式审批。",
):
    """An emergency is not renewed."""


class LimitMissing(
    Refused,
    code="limit_missing",
    en="Give a number of lots, or a quantity with its unit.",
    zh="请填写批数上限，或数量上限及其单位。",
    http_status=422,
):
    """What is not limited is not temporary."""


class DaysOutOfRange(
    Refused,
    code="days_out_of_range",
    en="{day} is in the past or more than {days} days ahead.",
    zh="{day} 早于今天或超过今后 {days} 天。",
    http_status=422,
):
    """Temporary means soon over."""


class TemporaryApprovalOver(
    Refused,
    code="temporary_approval_over",
    en="The temporary approval of {number} is over and there is no full one: {subject} is held.",
    zh="{number} 的临时批准已失效且未获正式批准：{subject} 暂扣。",
):
    """Lots of an emergency that was never approved in full do not move."""


class TemporaryApprovalUsedUp(
    Refused,
    code="temporary_approval_used_up",
    en="The temporary approval of {number} was for {most}, which are made. Get the full approval.",
    zh="{number} 的临时批准以 {most} 为限，已用完。请取得正式批准。",
):
    """What is limited in lots or quantity is not begun once these are used."""


class NotOverYet(
    Refused,
    code="not_over_yet",
    en="{name} is not over yet. To end it before its time, end it with a reason.",
    zh="{name} 尚未到期。如需提前终止，请说明理由。",
):
    """Only what is over lapses."""


class LimitExceeded(
    Refused,
    code="limit_exceeded",
    en="{number} is for at most {most}; with this it would be {total}.",
    zh="{number} 的上限为 {most}；加上本次将达 {total}。",
):
    """A limit in lots or quantity is used up."""


class PermitOver(
    Refused,
    code="permit_over",
    en="{number} ended on {day}. Ask for another permit.",
    zh="{number} 已于 {day} 到期。请另行申请许可。",
):
    """A permit is for a time."""


class PermitForOther(
    Refused,
    code="permit_for_other",
    en="{number} is for another item than lot {lot}.",
    zh="{number} 不适用于批 {lot} 的物料。",
):
    """A permit is for one item."""


class OrderOnFormerVersion(
    Refused,
    code="order_on_former_version",
    en="{number} stops orders with the former version: {order} starts no further operation.",
    zh="{number} 规定沿用原版本的工单停止：{order} 不得继续开工。",
):
    """The change order says that orders in progress do not go on."""


class OrderBeforeChange(
    Refused,
    code="order_before_change",
    en="{number} is effective from {start}: {order} comes before that and is not begun by the new "
    "version.",
    zh="{number} 自 {start} 起生效：{order} 在其之前，不得按新版本开工。",
):
    """The change begins with another order or lot."""


class OrderAfterChange(
    Refused,
    code="order_after_change",
    en="{number} is effective from {start}: {order} is not begun by the former version. Cancel it "
    "and plan it again.",
    zh="{number} 自 {start} 起生效：{order} 不得按原版本开工。请取消并重新计划。",
):
    """From that order or lot on, the former version is not worked by."""


class FirstOrderOnFormerVersion(
    Refused,
    code="first_order_on_former_version",
    en="{order} was planned with the former version and keeps it. Name an order that is yet to be "
    "planned.",
    zh="{order} 已按原版本计划并沿用该版本。请填写尚未计划的工单编号。",
):
    """The order that a change begins with has to be made by the new version."""


class StartNotByNumber(
    Refused,
    code="start_not_by_number",
    en="{number} is effective from {point}: no order or lot is named.",
    zh="{number} 的生效起点为“{point}”，不应填写工单或批。",
    http_status=422,
):
    """A number that nothing is held to would mislead."""


def require_soon(day: date, today: date) -> None:
    """Not past, and within the longest time that is temporary."""
    if not 0 <= (day - today).days <= TEMPORARY_DAYS_MAX:
        raise DaysOutOfRange(day=day.isoformat(), days=TEMPORARY_DAYS_MAX)


def grown(
    then: Mapping[ImpactGroup, int],
    before: Mapping[ImpactGroup, Iterable[str]],
    now: Mapping[ImpactGroup, Sequence[str]],
) -> dict[ImpactGroup, int]:
    """How many subjects of each group are new; by what was listed, and by count beyond that."""
    more: dict[ImpactGroup, int] = {}
    for group, subjects in now.items():
        known = set(before.get(group, ()))
        is_whole = then.get(group, 0) == len(known)
        fresh = (
            len(set(subjects) - known) if is_whole else max(0, len(subjects) - then.get(group, 0))
        )
        if fresh:
            more[group] = fresh
    return more


def grown_text(more: Mapping[ImpactGroup, int]) -> Text:
    """“3 open work orders, 1 lots in stock”, in both languages."""
    return Text(
        ", ".join(f"{count} {group.label.en}" for group, count in more.items()),
        "、".join(f"{group.label.zh} {count} 个" for group, count in more.items()),
    )


def lots_text(count: int) -> Text:
    return Text(f"{count} lots", f"{count} 批")


def missing_text(missing: Sequence[Text]) -> Text:
    return Text("; ".join(each.en for each in missing), "；".join(each.zh for each in missing))
