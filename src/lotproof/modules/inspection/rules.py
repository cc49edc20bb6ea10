"""Decisions of inspection about values, and its refusals."""

from collections.abc import Iterable, Sequence

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import InexactQuantity, Refused
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicKind,
    Stage,
)
from lotproof.modules.items.vocabulary import ItemKind
from lotproof.modules.warehouse.vocabulary import LotOrigin


class NoCharacteristics(
    Refused,
    code="no_characteristics",
    en="A plan inspects at least one characteristic. Add one.",
    zh="检验计划至少包含一个检验项目。请添加。",
    http_status=422,
):
    """A plan of nothing."""


class CharacteristicTwice(
    Refused,
    code="characteristic_twice",
    en="Characteristic {code} is given twice. Give each code once.",
    zh="检验项目 {code} 重复。每个代码只能出现一次。",
    http_status=422,
):
    """A code names one characteristic of a plan."""


class CharacteristicForm(
    Refused,
    code="characteristic_form",
    en="Characteristic {code}: what is measured needs a unit and a low or high limit; what "
    "passes or fails has neither.",
    zh="检验项目 {code}：计量项目须有单位及上限或下限；计数项目不得填写。",
    http_status=422,
):
    """Without a limit nothing can be judged."""


class CharacteristicLimitsCrossed(
    Refused,
    code="characteristic_limits_crossed",
    en="The low limit of characteristic {code} is above its high limit. Correct them.",
    zh="检验项目 {code} 的下限高于上限。请更正。",
    http_status=422,
):
    """Nothing could be within."""


class ItemNotInspectable(
    Refused,
    code="item_not_inspectable",
    en="Item {item} is retired; it gets no new inspection plan.",
    zh="物料 {item} 已停用，不能再编制检验计划。",
):
    """A retired item is not received or made any more."""


class OwnPlan(
    Refused,
    code="own_plan",
    en="{person} drafted inspection plan {revision}; somebody else has to approve it.",
    zh="检验计划 {revision} 由 {person} 编制；须由他人批准。",
):
    """Maker and approver are two persons."""


class NoInspectionPlan(
    Refused,
    code="no_inspection_plan",
    en="Item {item} has no effective plan for {stage}. Have one approved first.",
    zh="物料 {item} 没有生效的{stage}计划。请先批准检验计划。",
):
    """ISO 13485 clause 8.2.6: what is not inspected cannot conform."""


class InspectionStillOpen(
    Refused,
    code="inspection_open",
    en="Inspection {inspection} of lot {lot} is not decided. Decide it first.",
    zh="批 {lot} 的检验 {inspection} 尚未判定。请先完成判定。",
):
    """One inspection of a lot at a stage at a time; and none open at release."""


class InspectionWasRejected(
    Refused,
    code="inspection_rejected",
    en="Inspection {inspection} of lot {lot} was rejected. The lot cannot be released.",
    zh="批 {lot} 的检验 {inspection} 判定为不合格，该批不得放行。",
):
    """A lot is not inspected again until it passes."""


class InspectionMissing(
    Refused,
    code="inspection_missing",
    en="Lot {lot} has no accepted inspection for {stage}. Have it inspected first.",
    zh="批 {lot} 尚无判定合格的{stage}。请先检验。",
):
    """ISO 13485 clause 8.2.6: release needs the planned arrangements completed."""


class InspectionClosed(
    Refused,
    code="inspection_closed",
    en="Inspection {inspection} was decided before this result came. Have it assessed.",
    zh="检验 {inspection} 在该结果录入前已判定。请对其进行评估。",
):
    """A late result is kept, and somebody has to look at it."""


class MeasuredBefore(
    Refused,
    code="measured_before",
    en="Characteristic {code} of sample {sample} has a result already; both stand. If the first "
    "was entered wrongly, correct it and say why.",
    zh="样本 {sample} 的检验项目 {code} 已有结果，两者均有效。若先前录入有误，请更正并说明原因。",
):
    """No testing into compliance: a second try does not replace the first."""


class NoResults(
    Refused,
    code="no_results",
    en="No result is given. Enter at least one.",
    zh="未给出结果。请至少录入一项。",
    http_status=422,
):
    """A report of nothing."""


class ResultForm(
    Refused,
    code="result_form",
    en="Characteristic {code} is {kind}: give a value with its unit if it is measured, else pass "
    "or fail.",
    zh="检验项目 {code} 为“{kind}”：计量项目填写测量值与单位，计数项目填写是否合格。",
    http_status=422,
):
    """The result does not say what the characteristic asks."""


class NotOfPlan(
    Refused,
    code="characteristic_not_of_plan",
    en="Characteristic {characteristic} is not part of the plan of inspection {inspection}. Check "
    "which inspection this is.",
    zh="检验项目 {characteristic} 不属于检验 {inspection} 的计划。请核对检验单。",
    http_status=422,
):
    """The frozen plan has no limits for it."""


class ResultsMissing(
    Refused,
    code="results_missing",
    en="{missing} of {planned} planned results are missing, first {code} of sample {sample}. "
    "Measure them before deciding.",
    zh="计划的 {planned} 项结果尚缺 {missing} 项，首项为样本 {sample} 的 {code}。"
    "请检验完成后再判定。",
):
    """A decision rests on the whole sample."""


class ResultsOutside(
    Refused,
    code="results_outside",
    en="{count} results of inspection {inspection} are outside their limits. It can only be "
    "rejected.",
    zh="检验 {inspection} 有 {count} 项结果超限，只能判定不合格。",
):
    """What does not conform is not accepted; a concession is nonconformance's."""


def require_characteristics(given: Sequence[CharacteristicGiven]) -> None:
    """Refuses no_characteristics, characteristic_twice, characteristic_form, ..._limits_crossed."""
    if not given:
        raise NoCharacteristics
    seen: set[str] = set()
    for each in given:
        if each.code in seen:
            raise CharacteristicTwice(code=each.code)
        seen.add(each.code)
        has_limit = each.low is not None or each.high is not None
        is_measured = each.kind is CharacteristicKind.MEASURED
        if has_limit is not is_measured or (each.unit is not None) is not is_measured:
            raise CharacteristicForm(code=each.code)
        if each.low is not None and each.high is not None and each.low > each.high:
            raise CharacteristicLimitsCrossed(code=each.code)


def is_within(
    value: Amount, unit: str, low: Amount | None, high: Amount | None, limit_unit: str
) -> bool:
    """Whether low ≤ value ≤ high, as far as given; InexactQuantity across dimensions.

    Compared as fractions: no conversion can round a value into or out of its limits.
    """
    given, limits = UNITS[unit], UNITS[limit_unit]
    if given.dimension != limits.dimension:
        raise InexactQuantity(
            problem=f"{unit} ({given.dimension}) is not {limit_unit} ({limits.dimension})"
        )
    exact = value * given.step
    return (low is None or low * limits.step <= exact) and (
        high is None or exact <= high * limits.step
    )


def stage_of(origin: LotOrigin, kind: ItemKind) -> Stage:
    """The stage whose inspection lets a lot be released."""
    by_origin = {
        LotOrigin.RECEIVED: Stage.IQC,
        LotOrigin.MADE: Stage.FQC,
        LotOrigin.RETURNED: Stage.OQC,
    }
    if origin in by_origin:
        return by_origin[origin]
    return Stage.FQC if kind is ItemKind.DEVICE else Stage.IQC


def missing(
    codes: Sequence[str], sample_size: int, measured: Iterable[tuple[str, int]]
) -> list[tuple[str, int]]:
    """The (code, sample) pairs of the plan that have no standing result, sample by sample."""
    found = set(measured)
    return [
        (code, sample)
        for sample in range(1, sample_size + 1)
        for code in codes
        if (code, sample) not in found
    ]
