"""Refusals of purchasing."""

from lotproof.kernel.refusals import Refused


class SupplierNotApproved(
    Refused,
    code="supplier_not_approved",
    en="The delivery came from {supplier}, which is not an approved supplier ({state}). Keep it "
    "apart until the supplier is approved, or return it.",
    zh="到货方 {supplier} 不是已批准的供应商（{state}）。请隔离存放，待供应商获批准，或退货。",
):
    """ISO 13485 clause 7.4.1: suppliers are evaluated before they are used."""


class WrongSupplier(
    Refused,
    code="wrong_supplier",
    en="The delivery came from {given}, but order {order} is with {expected}. Check the papers.",
    zh="到货方为 {given}，而订单 {order} 的供应商为 {expected}。请核对单据。",
):
    """The delivery is not of whom it was ordered from."""


class OrderNotApproved(
    Refused,
    code="order_not_approved",
    en="Purchase order {order} is {state}; deliveries are counted to approved orders. Check it.",
    zh="采购订单 {order} 当前为“{state}”；仅已批准的订单可收货。请核对。",
):
    """Something came for an order that is not, or no longer, valid."""


class OverDelivered(
    Refused,
    code="over_delivered",
    en="Order {order} asks for {ordered} {unit}; with this delivery {received} {unit} have come. "
    "Agree with the supplier what to keep.",
    zh="订单 {order} 订购 {ordered} {unit}，含本次已收 {received} {unit}。请与供应商商定如何处理。",
):
    """More came than was ordered."""


class ItemNotOrdered(
    Refused,
    code="item_not_ordered",
    en="{given} was delivered, but the line of order {order} asks for {expected}. Check label and "
    "order.",
    zh="到货为 {given}，而订单 {order} 该行为 {expected}。请核对标签与订单。",
):
    """What came is not what was ordered."""


class OrderSamePerson(
    Refused,
    code="order_approved_by_same_person",
    en="{person} drafted order {order}; somebody else has to approve it.",
    zh="订单 {order} 由 {person} 编制；须由他人批准。",
):
    """Maker and checker are two persons."""


class EmptyOrder(
    Refused,
    code="empty_order",
    en="An order has at least one line. Add what is to be ordered.",
    zh="订单至少有一行。请添加订购内容。",
    http_status=422,
):
    """Nothing is ordered."""


class LessThanReceived(
    Refused,
    code="less_than_received",
    en="{received} {unit} of this line have come already; it cannot ask for {ordered} {unit}. "
    "Order at least what came, or close the order.",
    zh="该行已收 {received} {unit}，不能改为 {ordered} {unit}。"
    "订购数量应不少于已收数量，或关闭订单。",
):
    """A line cannot be cut below what was delivered."""


class ReceivedAlready(
    Refused,
    code="order_received_already",
    en="Goods of order {order} have come already. Close it instead of cancelling it.",
    zh="订单 {order} 已有到货。请关闭订单，而不是取消。",
):
    """What was delivered cannot be un-ordered."""
