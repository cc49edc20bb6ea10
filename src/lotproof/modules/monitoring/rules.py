"""Decisions about limits and readings, and their refusals."""

from collections.abc import Iterable
from typing import Final, Protocol

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.monitoring.vocabulary import Level, Phase, PhaseLimitsGiven


class HasLimits(Protocol):
    """The limits of a phase, as they are given and as they are kept."""

    @property
    def specification_low(self) -> Amount | None: ...
    @property
    def specification_high(self) -> Amount | None: ...
    @property
    def action_low(self) -> Amount | None: ...
    @property
    def action_high(self) -> Amount | None: ...
    @property
    def alert_low(self) -> Amount | None: ...
    @property
    def alert_high(self) -> Amount | None: ...


MISSED: Final = 3
"""A point that has missed so many readings one after the other is silent."""
READING_MAX = 10**11
"""A value of more steps than this is no reading: sums of a block must stay exact."""


class SourceRetired(
    Refused,
    code="source_retired",
    en="Source {source} is retired. Choose one that is in use, or register it anew.",
    zh="数据来源 {source} 已停用。请选择在用的来源或重新登记。",
):
    """Nothing new is read from a source that is retired."""


class PointNowhere(
    Refused,
    code="point_nowhere",
    en="Point {point} belongs to a machine or to an area: give exactly one of them.",
    zh="监测点 {point} 属于一台设备或一个区域：请只填写其中之一。",
):
    """A point is where its readings affect something."""


class PointRetired(
    Refused,
    code="point_retired",
    en="Point {point} is retired and gets no limits any more.",
    zh="监测点 {point} 已停用，不再设置限值。",
):
    """Limits are for points in use."""


class LimitsWithoutPhase(
    Refused,
    code="limits_without_phase",
    en="Revision {revision} has no limits for any phase. Give at least those of the phase “run”.",
    zh="版本 {revision} 没有任何阶段的限值。请至少填写“运行”阶段。",
):
    """Limits judge at least the phase that counts."""


class RepeatedPhase(
    Refused,
    code="repeated_phase",
    en="The phase “{phase}” has limits twice. Give them once.",
    zh="“{phase}”阶段的限值重复。请只填写一次。",
):
    """Each phase has one set of limits."""


class LimitsUnitDiffers(
    Refused,
    code="limits_unit_differs",
    en="Point {point} is read in {unit}: give its limits in {unit}, not in {given}.",
    zh="监测点 {point} 以 {unit} 读取：限值也须以 {unit} 给出，而非 {given}。",
):
    """Limits and readings have one unit, so that nothing is rounded."""


class LimitsOutOfOrder(
    Refused,
    code="limits_out_of_order",
    en="The limits for “{phase}” contradict each other: {which}. From the lowest to the highest: "
    "specification, action, alert, alert, action, specification.",
    zh="“{phase}”阶段的限值相互矛盾：{which}。从低到高应为：规格、行动、预警、预警、行动、规格。",
):
    """Alert limits lie within action limits, these within the specification."""


class DeadBandTooWide(
    Refused,
    code="dead_band_too_wide",
    en="The dead band for “{phase}” leaves no value at which an excursion could end.",
    zh="“{phase}”阶段的回差过大：没有任何数值能使偏离结束。",
):
    """There must be a value inside the limits by the dead band."""


class OwnLimits(
    Refused,
    code="own_limits",
    en="You drafted revision {revision} yourself: another person has to approve it.",
    zh="版本 {revision} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class UnknownSource(
    Refused,
    code="unknown_source",
    en="Readings came from {source}, which is not registered or retired. They are kept and not "
    "judged. Register the source.",
    zh="读数来自未登记或已停用的来源 {source}。读数已保留但未判定。请登记该来源。",
):
    """Readings of an unknown source are kept and count as a deviation (7.6)."""


class UnknownPoints(
    Refused,
    code="unknown_points",
    en="{source} sent readings of tags that are not registered or retired: {tags}. They are kept "
    "and not judged. Register the points.",
    zh="{source} 发送了未登记或已停用位号的读数：{tags}。读数已保留但未判定。请登记监测点。",
):
    """Readings of unknown points are kept and count as a deviation."""


class UnknownMachines(
    Refused,
    code="unknown_machines",
    en="{source} told phases of machines that are not registered: {codes}.",
    zh="{source} 上报了未登记设备的阶段：{codes}。",
):
    """A phase of a machine that nobody knows is kept, and means nothing."""


class UnusableReadings(
    Refused,
    code="unusable_readings",
    en="{count} values of {points} are no numbers that the unit can hold exactly. They are kept "
    "as they came and not judged.",
    zh="{points} 的 {count} 个数值不是该单位可精确表示的数字。已原样保留，未判定。",
):
    """What is no number, or finer than the unit's step, is never rounded."""


class ContradictingReadings(
    Refused,
    code="contradicting_readings",
    en="{points} gave different values for the same instant. The first ones count, all are kept.",
    zh="{points} 在同一时刻给出不同数值。以先到者为准，全部保留。",
):
    """One instant has one value."""


class FutureReadings(
    Refused,
    code="future_readings",
    en="{source} sent readings of the future. Its clock, or that of the plant, is wrong.",
    zh="{source} 发送了未来时间的读数。其时钟或工厂时钟有误。",
):
    """A reading cannot be younger than its entry."""


class ClockOff(
    Refused,
    code="clock_off",
    en="The clock of {source} is off by {offset} ms; {tolerance} ms are allowed. Set it right.",
    zh="{source} 的时钟偏差 {offset} 毫秒，允许 {tolerance} 毫秒。请校正时钟。",
):
    """Times of a source whose clock is off do not fit those of others."""


class ExcursionStillOpen(
    Refused,
    code="excursion_still_open",
    en="{point} is still outside its limits. Assess the excursion {excursion}, or wait until it "
    "is inside again; then permit the start.",
    zh="{point} 仍在限外。请先评估偏离 {excursion} 或等待其恢复，再恢复开工许可。",
):
    """Nobody permits a start while what took the permission goes on unassessed."""


class StartNotPermitted(
    Refused,
    code="start_not_permitted",
    en="{equipment} may not start: {cause} Whoever may give the permission back decides.",
    zh="{equipment} 不得开工：{cause} 须由有权者恢复许可。",
):
    """The permission to start was withdrawn."""


# --- sterilisation cycles -----------------------------------------------------------------------


class CycleWithoutPoints(
    Refused,
    code="cycle_without_points",
    en="The steriliser of cycle {cycle} has no monitoring point: nothing shows its parameters.",
    zh="循环 {cycle} 的灭菌设备没有监测点：没有参数可证明。",
):
    """A release by parameters needs parameters."""


class CycleNotRead(
    Refused,
    code="cycle_not_read",
    en="No good reading of {point} came from the time of cycle {cycle}. Have the readings sent, or "
    "reject the cycle.",
    zh="循环 {cycle} 期间没有 {point} 的有效读数。请补传读数，或判定循环不合格。",
):
    """The parameters of every sterilisation batch are recorded (ISO 13485 7.5.5)."""


class CycleExcursionOpen(
    Refused,
    code="cycle_excursion_open",
    en="Cycle {cycle} left its limits: assess {excursion} first.",
    zh="循环 {cycle} 超出限值：请先评估 {excursion}。",
):
    """Nobody accepts a cycle whose excursion was not looked into."""


class CycleOutsideLimits(
    Refused,
    code="cycle_outside_limits",
    en="Cycle {cycle} left its action limits ({excursion}); it is released by its parameters "
    "alone. Reject it.",
    zh="循环 {cycle} 超出行动限（{excursion}），而其仅以参数放行。请判定为不合格。",
):
    """Parametric release: the parameters are all there is (ISO 11135, ISO 17665)."""


# --- limits -------------------------------------------------------------------------------------


def require_in_order(limits: PhaseLimitsGiven) -> None:
    """Alert within action within specification, and a dead band that can be met."""
    known = [
        value
        for value in (
            limits.specification_low,
            limits.action_low,
            limits.alert_low,
            limits.alert_high,
            limits.action_high,
            limits.specification_high,
        )
        if value is not None
    ]
    if known != sorted(known):
        which = ", ".join(str(value) for value in known)
        raise LimitsOutOfOrder(phase=limits.phase.label, which=which)
    for level in Level:
        low, high = bounds_of(limits, level)
        if low is not None and high is not None and low + 2 * limits.dead_band > high:
            raise DeadBandTooWide(phase=limits.phase.label)


def bounds_of(limits: HasLimits, level: Level) -> tuple[Amount | None, Amount | None]:
    """The limits of a level; where no action limits are set, the specification acts."""
    if level is Level.ALERT:
        return limits.alert_low, limits.alert_high
    low, high = limits.action_low, limits.action_high
    return (
        limits.specification_low if low is None else low,
        limits.specification_high if high is None else high,
    )


def require_each_once(phases: Iterable[Phase]) -> None:
    seen: set[Phase] = set()
    for phase in phases:
        if phase in seen:
            raise RepeatedPhase(phase=phase.label)
        seen.add(phase)


def steps_of(value: str, decimals: int) -> Amount | None:
    """A reading as steps of its unit; None for what is no number, too fine or too large."""
    sign = -1 if value[:1] == "-" else 1
    digits = value[1:] if value[:1] in ("-", "+") else value
    whole, _, part = digits.partition(".")
    part = part.rstrip("0")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or len(part) > decimals:
        return None
    steps = sign * int(whole + part.ljust(decimals, "0") or "0")
    return Amount(steps) if abs(steps) <= READING_MAX else None


def decimals_of(unit: str) -> int:
    return UNITS[unit].decimals


# --- silence ------------------------------------------------------------------------------------


class PointNotSilent(
    Refused,
    code="point_not_silent",
    en="Point {point} has not missed its readings.",
    zh="监测点 {point} 未缺失读数。",
):
    """Silence is what lasts longer than readings take to come."""


class SilenceKnown(
    Refused,
    code="silence_known",
    en="It was said already that point {point} is silent.",
    zh="监测点 {point} 的中断已有记录。",
):
    """Said once."""


class StillSilent(
    Refused,
    code="still_silent",
    en="No reading of point {point} has come yet.",
    zh="监测点 {point} 尚无新读数。",
):
    """A silence ends with a reading."""


def is_silent(since: Instant, now: Instant, interval_ms: int) -> bool:
    """Whether a point that is read every `interval_ms` has missed so many since its last."""
    return now - since > MISSED * interval_ms * 1000
