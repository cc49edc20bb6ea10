"""How far a machine is qualified, when maintenance is due, and the refusals."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from lotproof.kernel.refusals import Refused
from lotproof.modules.calibration.vocabulary_care import QualificationStage, QualificationStatus


class EquipmentNotQualified(
    Refused,
    code="equipment_not_qualified",
    en="{equipment} must be qualified and is not: {status}. Qualify it, or use a qualified "
    "machine.",
    zh="{equipment} 须经设备确认，目前：{status}。请完成确认，或改用已确认设备。",
):
    """ISO 13485 clause 7.5.6: approval of equipment."""


class StageOutOfOrder(
    Refused,
    code="qualification_stage_out_of_order",
    en="{equipment}: {stage} comes after {before}, which is not passed. Do that first.",
    zh="{equipment}：{stage}须在{before}通过之后进行。请先完成。",
):
    """IQ, then OQ, then PQ; requalification of what was qualified."""


class QualificationDays(
    Refused,
    code="qualification_days",
    en="The days do not fit: a stage is performed by today ({performed_on}), and only PQ and "
    "requalification hold until a later day ({valid_until}). Correct them.",
    zh="日期不符：完成日期（{performed_on}）不得晚于今日；有效期（{valid_until}）"
    "仅用于 PQ 与再确认，且不得早于完成日期。请更正。",
    http_status=422,
):
    """A stage was performed by today, and its validity does not end before it."""


class QualificationRequiredAlready(
    Refused,
    code="qualification_required_already",
    en="{equipment} must be qualified already: {requirement}.",
    zh="{equipment} 已要求设备确认：{requirement}。",
):
    """One requirement a machine."""


class NotQualifiedAtAll(
    Refused,
    code="no_qualification_to_withdraw",
    en="{equipment} has no qualification that could be withdrawn.",
    zh="{equipment} 没有可撤销的设备确认。",
):
    """Nothing holds that could end."""


class MaintenanceOverdueStop(
    Refused,
    code="maintenance_overdue",
    en="Maintenance “{title}” of {equipment} is overdue ({due}). Do it and record it, or use "
    "another machine.",
    zh="{equipment} 的维护“{title}”已逾期（{due}）。请完成并记录维护，或改用其他设备。",
):
    """ISO 13485 clause 6.3: maintenance at intervals."""


class MaintenanceInterval(
    Refused,
    code="maintenance_without_interval",
    en="Maintenance “{title}” has no interval. Give days, runs, or both.",
    zh="维护“{title}”没有周期。请填写天数、作业次数或两者。",
    http_status=422,
):
    """A plan that would never be due."""


class NotOfEquipment(
    Refused,
    code="maintenance_of_other_equipment",
    en="{plan} is a plan of other equipment than {equipment}. Name the right one.",
    zh="{plan} 不是 {equipment} 的计划。请选择正确的计划。",
    http_status=422,
):
    """Plan and machine belong together."""


class MaintenancePlanEnded(
    Refused,
    code="maintenance_plan_ended",
    en="Maintenance plan {plan} has ended. Record the maintenance without it.",
    zh="维护计划 {plan} 已终止。请不引用计划记录本次维护。",
):
    """Done by a plan that is in force no more."""


class EndedByDeclarer(
    Refused,
    code="care_ended_by_declarer",
    en="{person} declared {what}; somebody else has to end it.",
    zh="{what} 由 {person} 声明；须由他人终止。",
):
    """A control is not lifted by the one who set it."""


class StageDone(Protocol):
    """A stage that was confirmed."""

    @property
    def stage(self) -> QualificationStage: ...
    @property
    def is_passed(self) -> bool: ...
    @property
    def valid_until(self) -> date | None: ...


class Standing(NamedTuple):
    """How far a machine is qualified, and until when."""

    status: QualificationStatus
    valid_until: date | None = None


_PASSED = {
    QualificationStage.INSTALLATION: QualificationStatus.INSTALLED,
    QualificationStage.OPERATIONAL: QualificationStatus.OPERABLE,
    QualificationStage.PERFORMANCE: QualificationStatus.QUALIFIED,
    QualificationStage.REQUALIFICATION: QualificationStatus.QUALIFIED,
}
_FAILED = {
    QualificationStage.INSTALLATION: QualificationStatus.NOT_QUALIFIED,
    QualificationStage.OPERATIONAL: QualificationStatus.INSTALLED,
    QualificationStage.PERFORMANCE: QualificationStatus.OPERABLE,
    QualificationStage.REQUALIFICATION: QualificationStatus.OPERABLE,
}
_BEFORE = {
    QualificationStage.OPERATIONAL: QualificationStage.INSTALLATION,
    QualificationStage.PERFORMANCE: QualificationStage.OPERATIONAL,
    QualificationStage.REQUALIFICATION: QualificationStage.PERFORMANCE,
}
_FAR_ENOUGH = {
    QualificationStage.OPERATIONAL: tuple(QualificationStatus)[1:],
    QualificationStage.PERFORMANCE: tuple(QualificationStatus)[2:],
    QualificationStage.REQUALIFICATION: tuple(QualificationStatus)[3:],
}


def standing(stages: Iterable[StageDone], today: date) -> Standing:
    """How far the stages in their order qualify a machine; one not passed sets back before it."""
    found = Standing(QualificationStatus.NOT_QUALIFIED)
    for each in stages:
        status = (_PASSED if each.is_passed else _FAILED)[each.stage]
        is_qualified = status is QualificationStatus.QUALIFIED
        found = Standing(status, each.valid_until if is_qualified else None)
    if found.valid_until is not None and today > found.valid_until:
        return Standing(QualificationStatus.REQUALIFICATION_DUE, found.valid_until)
    return found


def stage_missing(
    stage: QualificationStage, status: QualificationStatus
) -> QualificationStage | None:
    """The stage that has to be passed before this one; None if it may be done."""
    if stage is QualificationStage.INSTALLATION or status in _FAR_ENOUGH[stage]:
        return None
    return _BEFORE[stage]


def require_days(
    stage: QualificationStage, performed_on: date, valid_until: date | None, *, today: date
) -> None:
    """Refuses qualification_days for a stage of the future, or a validity that cannot be."""
    holds = _PASSED[stage] is QualificationStatus.QUALIFIED
    is_right = valid_until is None or (holds and performed_on <= valid_until)
    if performed_on > today or not is_right:
        until = "-" if valid_until is None else valid_until.isoformat()
        raise QualificationDays(performed_on=performed_on.isoformat(), valid_until=until)


def next_due(last: date, interval_days: int | None) -> date | None:
    """The last day by which it is to be done again; None if days do not count."""
    return None if interval_days is None else last + timedelta(days=interval_days)


def is_run_out(runs: int, interval_runs: int | None) -> bool:
    """Whether so many runs were made that the next needs maintenance first."""
    return interval_runs is not None and runs >= interval_runs
