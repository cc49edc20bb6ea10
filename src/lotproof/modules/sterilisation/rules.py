"""Decisions about sterilisation cycles, and their refusals."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.sterilisation.vocabulary import (
    Basis,
    CycleState,
    IndicatorKind,
    Method,
)

# --- processes ----------------------------------------------------------------------------------


class OwnProcess(
    Refused,
    code="own_sterilisation_process",
    en="You drafted revision {revision} yourself: another person has to approve it.",
    zh="版本 {revision} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class BasisDoesNotFit(
    Refused,
    code="basis_does_not_fit",
    en="A cycle by {method} cannot be released on this basis: {basis}. Radiation is released by "
    "dose, everything else by biological indicators or by its parameters.",
    zh="{method} 的循环不能以“{basis}”放行。辐照按剂量放行，其余按生物指示物或参数放行。",
):
    """ISO 11137-1 releases by dose; ISO 11135 and ISO 17665 by indicators or parameters."""


class BasisWithoutIndicators(
    Refused,
    code="basis_without_indicators",
    en="A release by {basis} needs at least one {needed} in every cycle. Say how many.",
    zh="以“{basis}”放行时，每个循环至少需要一个{needed}。请填写数量。",
):
    """What shows that a cycle was effective is read in every cycle."""


class NoEffectiveProcess(
    Refused,
    code="no_effective_process",
    en="Program {program} of {equipment} has no effective sterilisation process. Have one approved "
    "first (ISO 13485 7.5.7).",
    zh="{equipment} 的程序 {program} 没有生效的灭菌工艺。请先批准（ISO 13485 7.5.7）。",
):
    """Only a validated process is run."""


class NoEffectiveSetting(
    Refused,
    code="no_effective_setting",
    en="Program {program} of {equipment} has no effective setting. Have what the machine is set to "
    "approved first.",
    zh="{equipment} 的程序 {program} 没有生效的设备设定。请先批准设定值。",
):
    """The parameters of every cycle are known (ISO 13485 7.5.5)."""


# --- cycles -------------------------------------------------------------------------------------


class SteriliserNotAvailable(
    Refused,
    code="steriliser_not_available",
    en="{equipment} is {state}. Choose another machine or have it returned to service.",
    zh="{equipment} 处于“{state}”状态。请选择其他设备或恢复使用。",
):
    """Machines that are out of service are not used."""


class SteriliserBusy(
    Refused,
    code="steriliser_busy",
    en="{equipment} is still running cycle {cycle}. Record its end first.",
    zh="{equipment} 正在运行循环 {cycle}。请先记录其结束。",
):
    """A chamber holds one load at a time."""


class EmptyLoad(
    Refused,
    code="empty_load",
    en="Cycle {cycle} holds nothing. Name at least one lot.",
    zh="循环 {cycle} 没有装载。请至少填写一批。",
):
    """A cycle without a lot sterilises nothing that could be traced."""


class LotLoadedTwice(
    Refused,
    code="lot_loaded_twice",
    en="Lot {lot} is in the load more than once. Give it once, with its whole quantity.",
    zh="批 {lot} 在装载中重复出现。请合并为一行。",
):
    """One line a lot."""


class LotNotLoadable(
    Refused,
    code="lot_not_loadable",
    en="Lot {lot} is {state}. Only lots in quarantine are sterilised.",
    zh="批 {lot} 处于“{state}”状态。只有待检批可以灭菌。",
):
    """What was released already is not put under a verdict that is still open."""


class LoadTooLarge(
    Refused,
    code="load_too_large",
    en="There is no such quantity of lot {lot}: {loaded} loaded, {there} there.",
    zh="批 {lot} 数量不足：装载 {loaded}，现有 {there}。",
):
    """More than there is of a lot cannot be in the chamber."""


class EmptyIndicators(
    Refused,
    code="empty_indicators",
    en="No indicator was given for cycle {cycle}. Name at least one.",
    zh="循环 {cycle} 没有填写指示物。请至少填写一个。",
):
    """A report without content."""


class PlaceReadBefore(
    Refused,
    code="place_read_before",
    en="A {kind} at {place} of cycle {cycle} was read before. Correct that result if it is wrong.",
    zh="循环 {cycle} 位置 {place} 的{kind}已有结果。如有误请更正该结果。",
):
    """Both results are kept, and somebody says which one is right."""


class DoseForm(
    Refused,
    code="dose_form",
    en="A {kind} at {place} was given with the wrong form: a dosimeter has a dose with its unit, "
    "nothing else has one.",
    zh="位置 {place} 的{kind}填写形式不对：剂量计须有剂量和单位，其他指示物没有。",
):
    """A dose is measured by dosimeters alone."""


class CycleNotStarted(
    Refused,
    code="cycle_not_started",
    en="Cycle {cycle} was not started: it has no indicators to read.",
    zh="循环 {cycle} 尚未启动：没有可判读的指示物。",
):
    """Indicators show what happened in the chamber."""


# --- review -------------------------------------------------------------------------------------


class OwnCycle(
    Refused,
    code="own_cycle",
    en="You started or ended cycle {cycle} yourself: another person has to review it.",
    zh="循环 {cycle} 由您启动或结束：须由他人审核。",
):
    """Who runs a steriliser does not release its load."""


class CycleBrokenOff(
    Refused,
    code="cycle_broken_off",
    en="The program of cycle {cycle} did not run to its end. Reject the cycle.",
    zh="循环 {cycle} 的程序未完整运行。请判定为不合格。",
):
    """A process that was broken off is not the one that was validated."""


class IndicatorsMissing(
    Refused,
    code="indicators_missing",
    en="Of cycle {cycle} {missing} of {planned} are not read yet: {kind}.",
    zh="循环 {cycle} 的{kind}尚缺 {missing} 个（应有 {planned} 个）。",
):
    """The number that the process asks for."""


class IndicatorsFailed(
    Refused,
    code="indicators_failed",
    en="{failed} indicators of cycle {cycle} failed. Reject the cycle, or correct a wrong entry.",
    zh="循环 {cycle} 有 {failed} 个指示物不合格。请判定不合格，或更正录入错误。",
):
    """One survivor is enough."""


# --- release of lots ----------------------------------------------------------------------------


class CycleNotReviewed(
    Refused,
    code="cycle_not_reviewed",
    en="Lot {lot} is in sterilisation cycle {cycle}, which is: {state}. It is not released before "
    "the cycle was accepted.",
    zh="批 {lot} 在灭菌循环 {cycle} 中，其状态为“{state}”。循环审核合格前不得放行。",
):
    """Nothing of a load leaves before its review (ISO 13485 7.5.5)."""


class CycleFailed(
    Refused,
    code="cycle_failed",
    en="Sterilisation cycle {cycle} of lot {lot} was rejected, and none after it was accepted.",
    zh="批 {lot} 的灭菌循环 {cycle} 不合格，且此后没有合格的循环。",
):
    """A lot is sterile by its last cycle."""


class NotSterilised(
    Refused,
    code="not_sterilised",
    en="Lot {lot} has to be sterilised by its routing and was in no accepted cycle.",
    zh="批 {lot} 按工艺路线须灭菌，但没有合格的灭菌循环。",
):
    """A routing with a sterilisation is not fulfilled without a cycle."""


BASES: dict[Method, frozenset[Basis]] = {
    method: frozenset({Basis.DOSIMETRIC})
    if method is Method.RADIATION
    else frozenset({Basis.CONVENTIONAL, Basis.PARAMETRIC})
    for method in Method
}
"""On what a cycle of each method may be released."""

_NEEDS = {
    Basis.CONVENTIONAL: IndicatorKind.BIOLOGICAL,
    Basis.DOSIMETRIC: IndicatorKind.DOSIMETER,
}

OPEN = frozenset({CycleState.PLANNED, CycleState.RUNNING, CycleState.FINISHED})
"""States of a cycle whose load waits for its verdict."""


def require_basis(method: Method, basis: Basis, planned: Mapping[IndicatorKind, int]) -> None:
    """Refuse a basis that the method's standard does not know, or that nothing would show."""
    if basis not in BASES[method]:
        raise BasisDoesNotFit(method=method.label, basis=basis.label)
    needed = _NEEDS.get(basis)
    if needed is not None and not planned[needed]:
        raise BasisWithoutIndicators(basis=basis.label, needed=needed.label)


def missing(
    planned: Mapping[IndicatorKind, int], read: Iterable[IndicatorKind]
) -> tuple[IndicatorKind, int] | None:
    """The first kind of which too few were read, and how many are missing; None if none is."""
    found = Counter(read)
    for kind, wanted in planned.items():
        if found[kind] < wanted:
            return kind, wanted - found[kind]
    return None


def verdict(states: Sequence[CycleState]) -> CycleState | None:
    """How a lot stands by its cycles, in the order in which they were made up.

    The first that waits for its verdict, else the last decided; None for a lot that went through
    none. Cancelled ones held nothing.
    """
    for state in states:
        if state in OPEN:
            return state
    decided = [state for state in states if state is not CycleState.CANCELLED]
    return decided[-1] if decided else None


def still_there(on_hand: int, due: int, received: int) -> Amount:
    """What there can be of a lot: in stock, and what its order has still to hand over."""
    return Amount(on_hand + max(0, due - received))
