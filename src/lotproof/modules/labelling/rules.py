"""Decisions about templates and labels, and their refusals."""

from collections.abc import Iterable, Sequence
from typing import Final

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.labelling.vocabulary import (
    LABELS_MAX,
    AccountState,
    ElementGiven,
    ElementKind,
    TemplateUse,
)


class TemplateTargetUnclear(
    Refused,
    code="template_target_unclear",
    en="Say what the label is for: an item, or a package level, or neither for logistic units.",
    zh="请说明标签用于何处：物料、包装层级，或均不填（物流单元）。",
    http_status=422,
):
    """One template is for one thing."""


class DesignIncomplete(
    Refused,
    code="design_incomplete",
    en="Give width, height and elements together, or none of them for the standard design.",
    zh="宽度、高度与元素须同时给出；均不给出则采用标准设计。",
    http_status=422,
):
    """Half a design."""


class ElementIncomplete(
    Refused,
    code="label_element_incomplete",
    en="Element {position} of the label is a {kind} and needs its {missing}.",
    zh="标签的第 {position} 个元素为“{kind}”，须给出{missing}。",
    http_status=422,
):
    """A text without words, a code without its kind."""


class WrongLabelSize(
    Refused,
    code="wrong_label_size",
    en="A label is {least} to {most} mm wide and high. Correct its size.",
    zh="标签的宽度与高度应为 {least} 至 {most} 毫米。请更正尺寸。",
    http_status=422,
):
    """What label printers can print."""


class LettersTooSmall(
    Refused,
    code="letters_too_small",
    en="The letters of element {position} are lower than {least} mm, which nobody can read.",
    zh="第 {position} 个元素的字号低于 {least} 毫米，无法辨读。",
    http_status=422,
):
    """Plain text is easily readable (21 CFR 801.40(a)(1))."""


class ElementOutside(
    Refused,
    code="label_element_outside",
    en="Element {position} of the label goes beyond its edge. Move it, or make the label larger.",
    zh="标签的第 {position} 个元素超出标签边缘。请移动该元素或放大标签。",
    http_status=422,
):
    """What is beyond the edge is not printed."""


class UdiIncomplete(
    Refused,
    code="udi_incomplete",
    en="The label of {target} needs the UDI both as a code and in plain text. Add the {missing}.",
    zh="{target} 的标签须同时以条码和可读文字标示 UDI。请增加{missing}。",
):
    """21 CFR 801.40; MDR annex VI part C, 4.1 and 4.2."""


class OwnTemplate(
    Refused,
    code="own_template",
    en="You drafted this label yourself: another person has to approve it.",
    zh="该标签由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class NoApprovedTemplate(
    Refused,
    code="no_approved_label",
    en="There is no approved label for {target}. Draft one and have it approved.",
    zh="{target} 没有已批准的标签模板。请先编制并批准。",
):
    """Only approved labels are printed."""


class LevelOfOtherItem(
    Refused,
    code="package_level_of_other_item",
    en="Package level {level} is not one of {item}. Choose a package of the lot's item.",
    zh="包装层级 {level} 不属于 {item}。请选择该批物料的包装。",
):
    """The label of one product on another."""


class LotOfOtherItem(
    Refused,
    code="label_lot_of_other_item",
    en="Lot {lot} is not of item {item}, whose label this is. Choose a lot of that item.",
    zh="批 {lot} 不属于该标签的物料 {item}。请选择该物料的批。",
):
    """A preview with values of something else would mislead."""


class SerialsWanted(
    Refused,
    code="serials_wanted_for_labels",
    en="{item} has serial numbers, one a label. Give the serials to print labels for.",
    zh="{item} 按序列号管理，每枚标签对应一个序列号。请给出要打印的序列号。",
    http_status=422,
):
    """A unit with a serial number has it on its label."""


class SerialsNotWanted(
    Refused,
    code="serials_not_wanted_for_labels",
    en="These labels of {item} carry no serial numbers. Give the number of copies instead.",
    zh="{item} 的该种标签不含序列号。请改填份数。",
    http_status=422,
):
    """Serials for a package label, or for an item by lot."""


class SerialOfOtherLot(
    Refused,
    code="serial_of_other_lot",
    en="Serial {serial} is not of lot {lot}. Check the list.",
    zh="序列号 {serial} 不属于批 {lot}。请核对清单。",
):
    """The lot on the label must be that of the unit."""


class SerialGivenTwice(
    Refused,
    code="serial_given_twice",
    en="A serial is given more than once. Give each once; more labels of it are copies.",
    zh="序列号重复出现。每个只填一次；同一序列号多枚标签请用份数。",
    http_status=422,
):
    """The same serial twice in one run."""


class PrintedBefore(
    Refused,
    code="labels_printed_before",
    en="Labels of serial {serial} were printed before ({run}). Reprint that run, with a reason.",
    zh="序列号 {serial} 的标签已打印过（{run}）。请说明原因后补打。",
):
    """A second label of one unit is a reprint."""


class NotInRun(
    Refused,
    code="serial_not_in_run",
    en="Serial {serial} is not in {run}. Choose among the serials of that run.",
    zh="序列号 {serial} 不在 {run} 中。请从该打印批的序列号中选择。",
):
    """A reprint is of what was printed."""


class TooManyLabels(
    Refused,
    code="too_many_labels",
    en="{count} labels are too many for one run; at most {count_max}. Print in several runs.",
    zh="一次打印 {count} 枚过多，最多 {count_max} 枚。请分次打印。",
    http_status=422,
):
    """A run that nobody would wait for."""


class PackageWithoutSscc(
    Refused,
    code="package_without_sscc",
    en="Package {package} has no SSCC. Set the site's company prefix and pack again, or give one.",
    zh="包装 {package} 没有 SSCC。请设置站点的厂商识别代码后重新包装，或在包装时给出。",
):
    """A logistic label without SSCC identifies nothing."""


class LabelRunHeld(
    Refused,
    code="label_run_held",
    en="A label of {run} did not say what it should. Finish its task before going on.",
    zh="{run} 中有标签内容不符。请先处理相应任务。",
):
    """21 CFR 820.45: labels that were found wrong are kept from use."""


class LabelMismatch(
    Refused,
    code="label_mismatch",
    en="The label scanned from {run} differs in: {differing}. It should say {should_say}.",
    zh="从 {run} 扫描的标签不一致：{differing}。应为 {should_say}。",
):
    """The scanned label belongs to something else, or is printed wrongly."""


class LabelUnreadable(
    Refused,
    code="label_unreadable",
    en="The label scanned from {run} is no valid code. It should say {should_say}.",
    zh="从 {run} 扫描的标签不是有效条码。应为 {should_say}。",
):
    """A label that customers could not read either."""


class LabelWithoutCode(
    Refused,
    code="label_without_code",
    en="The labels of {run} carry no code to scan. Compare them by eye.",
    zh="{run} 的标签没有可扫描的条码。请目视核对。",
):
    """Nothing to compare."""


class NoLabelsIssued(
    Refused,
    code="no_labels_issued",
    en="No such labels were printed for lot {lot}. Check the lot and the package level.",
    zh="批 {lot} 未打印过此类标签。请核对批与包装层级。",
    http_status=404,
):
    """There is nothing to account for."""


class NothingCounted(
    Refused,
    code="no_labels_counted",
    en="Say how many labels were used, destroyed or returned.",
    zh="请填写使用、销毁或退回的标签数量。",
    http_status=422,
):
    """A reconciliation that says nothing."""


class MoreThanIssued(
    Refused,
    code="more_labels_than_issued",
    en="{said} labels of lot {lot} are accounted for, and {issued} were issued. Look for labels"
    " of another lot.",
    zh="批 {lot} 已说明去向的标签为 {said} 枚，而发放数为 {issued} 枚。"
    "请查找是否混入其他批的标签。",
):
    """A surplus label belongs to something else."""


class NoDifference(
    Refused,
    code="no_label_difference",
    en="Every label of lot {lot} is accounted for; there is no difference to accept.",
    zh="批 {lot} 的标签均已说明去向，没有需要认可的差异。",
):
    """Nothing to accept."""


class LabelsNotReconciled(
    Refused,
    code="labels_not_reconciled",
    en="{count} labels of lot {lot} are not accounted for. Reconcile the labels first.",
    zh="批 {lot} 有 {count} 枚标签未说明去向。请先进行标签平衡。",
):
    """Issued = used + destroyed + returned before a lot of devices is released."""


_MM: Final = 1_000_000
_SIZE_MM: Final = (5, 300)
_LETTERS_MIN: Final = 1_200_000
_NEEDS: Final[dict[ElementKind, tuple[str, ...]]] = {
    ElementKind.TEXT: ("content", "letters"),
    ElementKind.CODE: ("carrier",),
    ElementKind.INTERPRETATION: ("letters",),
    ElementKind.SIGN: ("sign",),
    ElementKind.LINE: (),
}
_CALLED: Final = {
    "content": t("text", "文字内容"),
    "letters": t("letter height", "字号高度"),
    "carrier": t("kind of barcode", "条码类型"),
    "sign": t("symbol", "符号"),
}


def require_one_target(use: TemplateUse, item_id: object, package_level_id: object) -> None:
    """An item label names an item, a package label a level, a logistic label neither."""
    expected = {
        TemplateUse.ITEM: (True, False),
        TemplateUse.PACKAGE: (False, True),
        TemplateUse.LOGISTIC: (False, False),
    }
    if (item_id is not None, package_level_id is not None) != expected[use]:
        raise TemplateTargetUnclear


def require_sound(width: Amount, height: Amount, elements: Sequence[ElementGiven]) -> None:
    """Every element says what its kind needs, is readable, and stands on the label."""
    least, most = _SIZE_MM
    if not all(least * _MM <= each <= most * _MM for each in (width, height)):
        raise WrongLabelSize(least=least, most=most)
    for position, element in enumerate(elements, start=1):
        for name in _NEEDS[element.kind]:
            if not getattr(element, name):
                raise ElementIncomplete(
                    position=position, kind=element.kind.label, missing=_CALLED[name]
                )
        if element.letters is not None and element.letters < _LETTERS_MIN:
            raise LettersTooSmall(position=position, least=amount_text(_LETTERS_MIN, "mm"))
        right, bottom = element.from_left + element.width, element.from_top + element.height
        if right > width or bottom > height:
            raise ElementOutside(position=position)


def require_udi(target: str, kinds: Iterable[ElementKind]) -> None:
    """A label with a device identifier has it as a code and in plain text."""
    shown = set(kinds)
    for kind in (ElementKind.CODE, ElementKind.INTERPRETATION):
        if kind not in shown:
            raise UdiIncomplete(target=target, missing=kind.label)


def label_count(serials: int, copies: int) -> int:
    """Labels in a run; too_many_labels beyond LABELS_MAX."""
    count = max(serials, 1) * copies
    if count > LABELS_MAX:
        raise TooManyLabels(count=count, count_max=LABELS_MAX)
    return count


def unaccounted(issued: int, used: int, destroyed: int, returned: int, accepted: int) -> int:
    """Labels of which nobody has said what became of them; below zero, surplus ones."""
    return issued - used - destroyed - returned - accepted


def state_of(left: int) -> AccountState:
    return AccountState.OPEN if left else AccountState.BALANCED


def differing_text(names: Iterable[str]) -> Text:
    """The parts of a code that differ, for people."""
    listed = [_PARTS[name] for name in names]
    return Text(", ".join(each.en for each in listed), "、".join(each.zh for each in listed))


_PARTS: Final = {
    "di": t("device identifier", "产品标识"),
    "lot": t("lot number", "批号"),
    "serial": t("serial number", "序列号"),
    "expires_on": t("use-by date", "失效日期"),
    "made_on": t("date of manufacture", "生产日期"),
    "sscc": t("SSCC", "SSCC"),
    "code": t("code", "条码"),
}
