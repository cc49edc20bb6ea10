"""What is in tolerance, until when a calibration holds, and the refusals."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.calibration.vocabulary import IntervalUnit, ToleranceVerdict


class NoPoints(
    Refused,
    code="calibration_plan_without_points",
    en="Calibration plan {revision} has no points. Give at least one.",
    zh="校准计划 {revision} 没有校准点。请至少填写一个。",
    http_status=422,
):
    """A plan by which nothing could be judged."""


class RepeatedPoint(
    Refused,
    code="repeated_calibration_point",
    en="Point {code} is given more than once. Give it once.",
    zh="校准点 {code} 重复出现。请只填写一次。",
    http_status=422,
):
    """The same point twice."""


class OwnCalibrationPlan(
    Refused,
    code="own_calibration_plan",
    en="You drafted calibration plan {revision} yourself: another person has to approve it.",
    zh="校准计划 {revision} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class NoCalibrationPlan(
    Refused,
    code="no_calibration_plan",
    en="{equipment} has no effective calibration plan to judge by. Have one approved and calibrate "
    "again.",
    zh="{equipment} 没有可供判定的生效校准计划。请批准计划后重新校准。",
):
    """Values without permitted errors say nothing."""


class PointsDiffer(
    Refused,
    code="calibration_points_differ",
    en="The points read on {equipment} are not those of its plan {revision}: {codes}. Read each "
    "point of the plan, in a unit of the same kind.",
    zh="{equipment} 的读数与校准计划 {revision} 不一致：{codes}。请按计划逐点读取，单位须同类。",
):
    """A point missing, unknown, or in a unit that cannot be compared."""


class StandardNotNamed(
    Refused,
    code="calibration_standard_not_named",
    en="The calibration of {equipment} does not name one reference standard: equipment, or a "
    "certificate with its last valid day. It does not count; calibrate with a named standard.",
    zh="{equipment} 的校准未指明一个参考标准器（本厂设备，或证书编号及有效期）。"
    "本次校准不计有效，请使用指明的标准器重新校准。",
):
    """ISO 13485 clause 7.6: against standards traceable to national or international ones."""


class StandardExpired(
    Refused,
    code="calibration_standard_expired",
    en="The reference standard {standard} was not in calibration on {day}. The calibration of "
    "{equipment} does not count; repeat it with a valid standard.",
    zh="参考标准器 {standard} 于 {day} 不在校准有效期内。{equipment} 的本次校准不计有效，"
    "请用有效标准器重新校准。",
):
    """What is compared with a doubtful standard is doubtful."""


class NotCalibrated(
    Refused,
    code="equipment_not_calibrated",
    en="{equipment} has never been calibrated by its plan. Calibrate it before it is used.",
    zh="{equipment} 尚未按计划校准。请先校准再使用。",
):
    """A plan is there, a calibration is not."""


class CalibrationLapsed(
    Refused,
    code="calibration_overdue",
    en="The calibration of {equipment} ended on {due_on}. Do not measure with it; calibrate it, or "
    "use another.",
    zh="{equipment} 的校准已于 {due_on} 到期。不得用于测量；请校准或改用其他设备。",
):
    """ISO 13485 clause 7.6: calibrated at specified intervals."""


class LeftOutOfTolerance(
    Refused,
    code="equipment_out_of_tolerance",
    en="{equipment} was not left in tolerance by its last calibration. Do not use it; repair and "
    "calibrate it, or use another.",
    zh="{equipment} 最近一次校准后仍未合格。不得使用；请维修并校准，或改用其他设备。",
):
    """Adjusted or not, it was wrong when it was put back."""


class MeasuredInDoubt(
    Refused,
    code="measured_in_doubt",
    en="{equipment} was found out of tolerance later: what it measured then is doubtful "
    "({impact}). Measure again, or assess it with its task.",
    zh="{equipment} 其后被发现超差：当时的测量存疑（{impact}）。请重新测量，或在其任务中评估。",
):
    """A measurement entered after the assessment of its time was opened."""


class NothingAssessed(
    Refused,
    code="nothing_assessed",
    en="No measurement is named. Choose at least one.",
    zh="未选择测量。请至少选择一项。",
    http_status=422,
):
    """An assessment of nothing."""


class NotOfImpact(
    Refused,
    code="not_of_impact",
    en="{line} is not part of {impact}. Choose lines of one assessment.",
    zh="{line} 不属于 {impact}。请选择同一评估的测量。",
    http_status=422,
):
    """Lines of another assessment."""


class ImpactUnassessed(
    Refused,
    code="impact_unassessed",
    en="{count} measurements of {impact} are not assessed yet. Assess each before closing.",
    zh="{impact} 尚有 {count} 项测量未评估。请全部评估后再关闭。",
):
    """ISO 13485 clause 7.6: the validity of every previous result is assessed."""


class NotOverdue(
    Refused,
    code="not_overdue",
    en="{what} is not overdue, or that was said before.",
    zh="{what} 未逾期，或已通报过。",
):
    """The ledger says it once."""


class Point(NamedTuple):
    """A point of a plan, in steps of its unit."""

    nominal: Amount
    permitted_error: Amount
    unit: str


class Value(NamedTuple):
    """What an instrument showed at a point, in steps of its unit."""

    value: Amount | None
    unit: str


def require_each_once(codes: Iterable[str]) -> None:
    """No code twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RepeatedPoint(code=code)
        seen.add(code)


def is_comparable(point: Point | None, unit: str) -> bool:
    """Whether the plan has the point, in a unit of the same dimension."""
    return point is not None and UNITS[point.unit].dimension == UNITS[unit].dimension


def is_within(point: Point | None, read: Value) -> bool:
    """Whether the error is at most what is permitted; what was not read, is not.

    Compared as fractions: a certificate may tell finer steps or another unit than the plan.
    """
    if point is None or read.value is None or not is_comparable(point, read.unit):
        return False
    step = UNITS[point.unit].step
    error = read.value * UNITS[read.unit].step - point.nominal * step
    return abs(error) <= point.permitted_error * step


def verdict(points: Mapping[str, Point], read: Mapping[str, Value]) -> ToleranceVerdict:
    """Out of tolerance if one point is; in tolerance if every point of the plan is; else not
    judged: a point was not read, or there is none."""
    known = {code: point for code, point in points.items() if code in read}
    judged = [
        is_within(point, read[code])
        for code, point in known.items()
        if read[code].value is not None and is_comparable(point, read[code].unit)
    ]
    if not all(judged):
        return ToleranceVerdict.OUT_OF_TOLERANCE
    if points and len(judged) == len(points):
        return ToleranceVerdict.IN_TOLERANCE
    return ToleranceVerdict.NOT_JUDGED


def differing(points: Mapping[str, Point], units: Mapping[str, str]) -> list[str]:
    """Points of the plan that were not read, and read ones that the plan cannot judge; sorted."""
    foreign = {code for code, unit in units.items() if not is_comparable(points.get(code), unit)}
    return sorted((points.keys() - units.keys()) | foreign)


def due_on(last: date, interval: int, unit: IntervalUnit) -> date:
    """The last day on which it holds: so many days or calendar months later; where that month is
    too short, its last day."""
    match unit:
        case IntervalUnit.DAYS:
            return last + timedelta(days=interval)
        case IntervalUnit.MONTHS:
            months = last.year * 12 + last.month - 1 + interval
            year, month = divmod(months, 12)
            return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def is_overdue(due: date | None, today: date) -> bool:
    """From the day after the last on which it holds; there is no grace."""
    return due is not None and today > due


def is_due_soon(due: date | None, notice_days: int, today: date) -> bool:
    """Within the notice, and not overdue."""
    return due is not None and today <= due <= today + timedelta(days=notice_days)
