"""What can be filled into a label: names in braces, what they mean, and what they look like.

Dates are YYYY-MM-DD, as 21 CFR 801.18 asks.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.labelling.vocabulary import TemplateUse


class FieldMeaning(NamedTuple):
    """What a name in braces stands for, and a value to show while a label is designed."""

    label: Text
    sample: str


class UnknownLabelField(
    Refused,
    code="unknown_label_field",
    en="{name} cannot be filled into this label. What can be: {known}.",
    zh="{name} 不能填入此标签。可用：{known}。",
    http_status=422,
):
    """A name in braces that nothing is known by."""


class LabelValueMissing(
    Refused,
    code="label_value_missing",
    en="The label asks for {name} ({label}), and there is none. Enter it, or change the label.",
    zh="标签需要 {name}（{label}），但没有该值。请先补录，或变更标签。",
):
    """An empty place on a label is never printed."""


_ITEM: Final = {
    "item.number": FieldMeaning(t("Item number", "物料编号"), "DV-0001"),
    "item.name": FieldMeaning(t("Item name", "物料名称"), "Infusion set with needle"),
    "item.name_zh": FieldMeaning(t("Chinese item name", "物料中文名称"), "一次性使用输液器"),
    "item.brand": FieldMeaning(t("Brand name", "商品名"), "Brand"),
    "item.model": FieldMeaning(t("Version or model", "规格型号"), "IV-21G"),
    "item.catalogue_number": FieldMeaning(t("Catalogue number", "货号"), "REF-0001"),
    "item.generic_name": FieldMeaning(t("Generic name", "通用名称"), "Infusion set"),
    "item.registration_number": FieldMeaning(
        t("Registration number", "注册证/备案号"), "20263140001"
    ),
    "item.specification": FieldMeaning(t("Specification", "技术要求"), "SP-001 A"),
    "item.storage": FieldMeaning(t("Storage and handling", "储存与搬运要求"), "15–30 °C"),
    "lot.number": FieldMeaning(t("Lot number", "批号"), "L2600001"),
    "made_on": FieldMeaning(t("Date of manufacture", "生产日期"), "2026-01-15"),
    "expires_on": FieldMeaning(t("Use-by date", "失效日期"), "2029-01-14"),
    "di": FieldMeaning(t("Device identifier (UDI-DI)", "产品标识（UDI-DI）"), "06948000000016"),
    "label.number": FieldMeaning(t("Label number in the lot", "批内标签序号"), "1"),
    "site.name": FieldMeaning(t("Site name", "站点名称"), "Manufacturer"),
}
_SERIAL: Final = {"serial.number": FieldMeaning(t("Serial number", "序列号"), "SN000042")}
_PACKAGE: Final = {
    "package.name": FieldMeaning(t("Package", "包装名称"), "Box"),
    "package.items": FieldMeaning(t("Items in the package", "内含物料总数"), "50"),
}
_LOGISTIC: Final = {
    "sscc": FieldMeaning(t("SSCC", "系列货运包装箱代码"), "106948000000000017"),
    "package.level": FieldMeaning(t("Level of the package", "包装级别"), "case 箱"),
    "package.contents": FieldMeaning(t("Contents", "内容"), "DV-0001 L2600001 × 50"),
    "site.name": _ITEM["site.name"],
}
FIELDS: Final[Mapping[TemplateUse, Mapping[str, FieldMeaning]]] = {
    TemplateUse.ITEM: _ITEM | _SERIAL,
    TemplateUse.PACKAGE: _ITEM | _PACKAGE,
    TemplateUse.LOGISTIC: _LOGISTIC,
}
"""What each kind of label can say."""

CODED: Final = frozenset({"di", "lot.number", "expires_on", "sscc", "code"})
"""Values that go into the code, whether or not they are printed. (The serial number, too, which
each label has of its own, and the date of manufacture where the label shows it.)"""

_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def names_in(content: str) -> list[str]:
    """The names in braces, in their order."""
    return _PLACE.findall(content)


def require_known(use: TemplateUse, content: str) -> None:
    """Refuse a name that nothing is known by, and a brace without its partner."""
    known = FIELDS[use]
    strange = [name for name in names_in(content) if name not in known]
    strange += [brace for brace in "{}" if brace in _PLACE.sub("", content)]
    if strange:
        raise UnknownLabelField(name=strange[0][:40], known=", ".join(known))


def filled(content: str, values: Mapping[str, str]) -> str:
    """`content` with values for its names; LabelValueMissing where there is none."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if not values.get(name):
            raise LabelValueMissing(name=name, label=_label(name))
        return values[name]

    return _PLACE.sub(value, content)


def _label(name: str) -> Text:
    for known in FIELDS.values():
        if name in known:
            return known[name].label
    return Text(name, name)
