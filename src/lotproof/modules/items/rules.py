"""Decisions about items, packages, bills of materials and routings, and their refusals."""

from collections.abc import Iterable, Mapping, Sequence

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import InexactQuantity, Refused
from lotproof.kernel.text import Text, t
from lotproof.modules.items.vocabulary import ItemState, Tracking

FIXED_ONCE_ACTIVE = frozenset({"tracking", "unit"})
"""Stock, orders and labels rest on these."""

NEEDS_NEW_DI = frozenset({"di", "issuer", "brand", "model", "is_sterile", "is_single_use"})
"""A change of these makes a new version or model (21 CFR 830.50; the GUDID's new-DI triggers)."""


LINES = t("lines", "用料行")
OPERATIONS = t("operations", "工序")


class IncompleteIdentifier(
    Refused,
    code="incomplete_identifier",
    en="A device identifier is given together with the agency that issued it.",
    zh="产品标识与发码机构必须同时填写。",
):
    """A DI without its agency, or the other way round."""


class BadIdentifier(
    Refused,
    code="bad_identifier",
    en="{di} is not a device identifier of {issuer}: {problem}",
    zh="{di} 不是 {issuer} 的产品标识：{problem}",
):
    """Form or check digit is wrong."""


class IdentifierTaken(
    Refused,
    code="identifier_taken",
    en="The device identifier {di} was given to item {item} before and is never given again.",
    zh="产品标识 {di} 已用于物料 {item}，不得再次使用。",
):
    """21 CFR 830.40: a DI names one version or model, for ever."""


class NeedsNewItem(
    Refused,
    code="needs_new_item",
    en="{fields} of an active item cannot be changed. Register a new item.",
    zh="有效物料的 {fields} 不可更改。请登记新的物料。",
):
    """Records that exist already rest on the field."""


class NeedsNewIdentifier(
    Refused,
    code="needs_new_identifier",
    en="A change of {fields} makes a new version or model: register a new item with a new device "
    "identifier.",
    zh="更改 {fields} 即为新的规格型号：请登记新物料并使用新的产品标识。",
):
    """21 CFR 830.50."""


class UntraceableItem(
    Refused,
    code="untraceable_item",
    en="{item} is sterile or an implant: track it by lot or by serial number.",
    zh="{item} 为无菌或植入器械：必须按批或按序列号追踪。",
):
    """ISO 13485 clauses 7.5.9.2 and 7.5.5 cannot be met without a lot."""


class ItemInUse(
    Refused,
    code="item_in_use",
    en="{item} is a component of {users}. Change these bills of materials first.",
    zh="{item} 是 {users} 的用料。请先更改这些物料清单。",
):
    """Effective bills of materials name the item."""


class ItemNotActive(
    Refused,
    code="item_not_active",
    en="Item {item} is {state}; only active items can be used here.",
    zh="物料 {item} 当前为“{state}”；此处只能使用有效物料。",
):
    """A draft or retired item where an active one is needed."""


class UnknownContent(
    Refused,
    code="unknown_package_content",
    en="{di} is neither the device identifier of {item} nor of a package of it in use.",
    zh="{di} 既不是 {item} 的产品标识，也不是其使用中的包装标识。",
):
    """A package contains the device itself or a smaller package of it."""


class PackageInUse(
    Refused,
    code="package_in_use",
    en="Package {di} is contained in package {outer}. Discontinue that first.",
    zh="包装 {di} 包含于包装 {outer}。请先停用外层包装。",
):
    """A package level in use contains this one."""


class EmptyRevision(
    Refused,
    code="empty_revision",
    en="Revision {revision} has no {what}. Give at least one.",
    zh="版本 {revision} 没有{what}。请至少填写一项。",
):
    """A bill of materials without lines, or a routing without operations."""


class RepeatedInRevision(
    Refused,
    code="repeated_in_revision",
    en="{which} is given more than once. Give it once.",
    zh="{which} 重复出现。请只填写一次。",
):
    """The same component, operation code or parameter code twice in one revision."""


class CircularBom(
    Refused,
    code="circular_bom",
    en="{item} would be a component of itself. Look at the bills of materials of its components.",
    zh="{item} 将成为自身的用料。请检查其用料的物料清单。",
):
    """A bill of materials contains its own item at some depth."""


class OwnRevision(
    Refused,
    code="own_revision",
    en="You drafted revision {revision} yourself: another person has to approve it.",
    zh="版本 {revision} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class LimitsCrossed(
    Refused,
    code="limits_crossed",
    en="Limits and target of {parameter} are not in order: low, target, high.",
    zh="参数 {parameter} 的下限、目标值、上限顺序不正确。",
):
    """A low limit above the high one, or a target outside them."""


def require_pair(di: str | None, issuer: str | None) -> None:
    """A DI and its agency are both given or both absent."""
    if (di is None) is not (issuer is None):
        raise IncompleteIdentifier


def require_changeable(state: ItemState, di: str | None, changed: Mapping[str, Text]) -> None:
    """Refuse changes that would make another product of an active item.

    `di` is the identifier before the change; `changed` has the label of each field that would
    differ, by its name.
    """
    if state is ItemState.DRAFT:
        return
    if fixed := changed.keys() & FIXED_ONCE_ACTIVE:
        raise NeedsNewItem(fields=_listed(changed, fixed))
    if di is not None and (triggers := changed.keys() & NEEDS_NEW_DI):
        raise NeedsNewIdentifier(fields=_listed(changed, triggers))


def _listed(labels: Mapping[str, Text], names: Iterable[str]) -> Text:
    ordered = [labels[name] for name in sorted(names)]
    return Text(", ".join(each.en for each in ordered), "、".join(each.zh for each in ordered))


def require_traceable(
    number: str, tracking: Tracking, *, is_sterile: bool, is_implant: bool
) -> None:
    """Sterile devices and implants are told apart by lot at least."""
    if (is_sterile or is_implant) and tracking is Tracking.NONE:
        raise UntraceableItem(item=number)


def require_active(number: str, state: ItemState) -> None:
    if state is not ItemState.ACTIVE:
        raise ItemNotActive(item=number, state=state.label)


def require_dimension(number: str, item_unit: str, unit: str) -> None:
    """Quantities of an item are in units of its own dimension."""
    if UNITS[item_unit].dimension != UNITS[unit].dimension:
        problem = t(
            "{item} is measured in {item_unit}, not in {unit}",
            "{item} 的计量单位为 {item_unit}，不能用 {unit}",
        )
        raise InexactQuantity(problem=problem.fill(item=number, item_unit=item_unit, unit=unit))


def require_some(revision: str, given: Sequence[object], what: Text) -> None:
    """A revision says something."""
    if not given:
        raise EmptyRevision(revision=revision, what=what)


def require_once(names: Iterable[object]) -> None:
    """No name twice."""
    seen: set[object] = set()
    for name in names:
        if name in seen:
            raise RepeatedInRevision(which=name)
        seen.add(name)


def require_ordered(
    parameter: str, low: Amount | None, target: Amount | None, high: Amount | None
) -> None:
    """low ≤ target ≤ high, as far as given; all in the parameter's unit."""
    given = [value for value in (low, target, high) if value is not None]
    if given != sorted(given):
        raise LimitsCrossed(parameter=parameter)


def content_count(
    di: str | None, inner: Mapping[str, int], contains_di: str, quantity: int
) -> int | None:
    """How many devices a package holds that contains `quantity` times `contains_di`.

    `di` is the device's own identifier, `inner` the device count of each package in use by its
    identifier. None if `contains_di` is neither.
    """
    if contains_di == di:
        return quantity
    return quantity * inner[contains_di] if contains_di in inner else None
