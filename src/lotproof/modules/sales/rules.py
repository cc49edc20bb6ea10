"""Decisions of sales about values, and its refusals."""

from collections.abc import Iterable, Sequence
from typing import Final

from lotproof.kernel.refusals import Refused
from lotproof.modules.warehouse.vocabulary import LocationKind

PICKED_FROM: Final = frozenset({LocationKind.STORAGE, LocationKind.SHIPPING})
"""Where goods for sale are; what is good is kept apart from what is not (ISO 13485 7.5.8)."""


class EmptySalesOrder(
    Refused,
    code="empty_sales_order",
    en="A sales order has at least one line. Add what the customer wants.",
    zh="销售订单至少有一行。请添加客户所需物料。",
    http_status=422,
):
    """Nothing is ordered."""


class LessThanPicked(
    Refused,
    code="less_than_picked",
    en="{taken} {unit} of this line are picked or shipped; it cannot be for {ordered} {unit}. "
    "Order at least that much, or put back what was picked.",
    zh="该行已拣或已发 {taken} {unit}，不能改为 {ordered} {unit}。请不低于该数量，或先退拣。",
):
    """A line cannot be cut below what is on its way."""


class OrderInUse(
    Refused,
    code="sales_order_in_use",
    en="Goods of order {order} are picked or shipped. Put back what is picked; what is shipped "
    "cannot be called off.",
    zh="订单 {order} 已有拣货或发货。请先退拣；已发货的不能取消。",
):
    """What left cannot be un-ordered."""


class ShipmentInUse(
    Refused,
    code="shipment_in_use",
    en="Something is picked on shipment {shipment}. Put it back first.",
    zh="发货单 {shipment} 上仍有已拣货物。请先退拣。",
):
    """What lies on the dock would be forgotten."""


class NotOrdered(
    Refused,
    code="not_ordered",
    en="Item {item} is not on order {order}. Check the label and the order.",
    zh="物料 {item} 不在订单 {order} 中。请核对标签与订单。",
):
    """What was scanned is not what was ordered."""


class MoreThanOrdered(
    Refused,
    code="more_than_ordered",
    en="No line of order {order} has room for {wanted} {unit} of item {item}. Pick less, or one "
    "line at a time.",
    zh="订单 {order} 中没有可容纳物料 {item} {wanted} {unit} 的订单行。请减少数量或逐行拣货。",
):
    """No more is shipped than was ordered."""


class WrongPickLocation(
    Refused,
    code="wrong_pick_location",
    en="{location} is {kind}. Goods for sale are picked from storage or shipping.",
    zh="{location} 为{kind}。销售拣货只能来自合格品区或发货区。",
):
    """Quarantine and production are not places to sell from."""


class PickedAlready(
    Refused,
    code="picked_already",
    en="{what} is picked for shipment {shipment} already. Take another, or put that back first.",
    zh="{what} 已为发货单 {shipment} 拣货。请另取，或先退拣。",
):
    """One piece is promised once."""


class NotEnoughFree(
    Refused,
    code="not_enough_free",
    en="{wanted} {unit} of lot {lot} are wanted at {location}, where {free} {unit} are neither "
    "packed nor picked for others. Take less, or take it elsewhere.",
    zh="批 {lot} 在 {location} 需要 {wanted} {unit}，未包装且未被拣走的仅 {free} {unit}。"
    "请减少数量或另取。",
):
    """What is picked for one shipment is not picked for another."""


class PackageNotOutermost(
    Refused,
    code="package_not_outermost",
    en="Package {package} is inside another one. Pick the outer package, or unpack it.",
    zh="包装 {package} 在其他包装内。请拣外包装，或先拆包。",
):
    """A package is shipped with what it is in."""


class PackageChanged(
    Refused,
    code="package_changed",
    en="What is in package {package} is not what was picked. Put it back and pick it again.",
    zh="包装 {package} 的内容与拣货时不同。请退拣后重新拣货。",
):
    """The delivery papers say what is in it."""


class PackedSerialOnHold(
    Refused,
    code="packed_serial_on_hold",
    en="Serial {serial} in package {package} is on hold. Unpack it, or have the hold lifted.",
    zh="包装 {package} 中的序列号 {serial} 处于暂扣状态。请拆包取出，或先解除暂扣。",
):
    """A held piece does not leave inside a good package."""


class NothingPicked(
    Refused,
    code="nothing_picked",
    en="Nothing is picked on shipment {shipment}. Pick first.",
    zh="发货单 {shipment} 尚未拣货。请先拣货。",
):
    """An empty shipment."""


class NotDispatched(
    Refused,
    code="not_dispatched",
    en="Shipment {shipment} is {state}, yet goods of it are reported. Find out what left.",
    zh="发货单 {shipment} 当前为“{state}”，却有其货物的报告。请查明实际发货情况。",
):
    """Delivery or return of what the books say never left, or was delivered before."""


class DeliveredTooEarly(
    Refused,
    code="delivered_too_early",
    en="Shipment {shipment} left on {left} and cannot have been delivered on {on}. Check the date.",
    zh="发货单 {shipment} 于 {left} 发出，不可能于 {on} 签收。请核对日期。",
):
    """A date that cannot be."""


class ReturnNotQuarantined(
    Refused,
    code="return_not_quarantined",
    en="{location} is {kind}. Move what came back to a quarantine location.",
    zh="{location} 为{kind}。请将退回品移至待检区。",
):
    """Returned product is kept apart until it is decided about (ISO 13485 clause 7.5.8)."""


class MoreThanShipped(
    Refused,
    code="more_than_shipped",
    en="With this return {returned} {unit} of shipment line {line} came back, but {shipped} "
    "{unit} had left. Check the label.",
    zh="含本次退货，发货行 {line} 共退回 {returned} {unit}，而发出仅 {shipped} {unit}。"
    "请核对标签。",
):
    """More came back than left."""


class SerialNotShipped(
    Refused,
    code="serial_not_shipped",
    en="Serial {serial} had not left with shipment line {line}, or came back before. Check the "
    "label.",
    zh="序列号 {serial} 未随发货行 {line} 发出，或此前已退回。请核对标签。",
):
    """Another piece than the one that left."""


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs (first, last) of consecutive ones, ascending."""
    found: list[tuple[int, int]] = []
    for each in sorted(numbers):
        if found and each == found[-1][1] + 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found


def overlap(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> int | None:
    """The lowest number that is in a run of both, or None; each is ascending and disjoint."""
    i = j = 0
    while i < len(first) and j < len(second):
        low = max(first[i][0], second[j][0])
        if low <= min(first[i][1], second[j][1]):
            return low
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return None


def shipment_number(shipment_id: int) -> str:
    """What people call a shipment: `SH-000012`."""
    return f"SH-{shipment_id:06d}"
