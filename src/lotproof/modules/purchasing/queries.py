"""Typed reads of purchase orders."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import Amount
from lotproof.kernel.work import Reader
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.purchasing.records import PurchaseLine, PurchaseOrder
from lotproof.modules.purchasing.vocabulary import OrderId, OrderState

__all__ = [
    "Expected",
    "PurchaseLine",
    "PurchaseOrder",
    "expected_of_item",
    "expected_receipts",
    "lines_of",
    "open_quantity",
    "order_by_number",
]

_ORDER, _LINE = PurchaseOrder.KIND.table, PurchaseLine.KIND.table

_EXPECTED = (
    select(*_LINE.c, _ORDER.c.number)
    .join_from(_LINE, _ORDER, _ORDER.c.id == _LINE.c.order_id)
    .where(_ORDER.c.state == OrderState.APPROVED.value, _LINE.c.received < _LINE.c.quantity)
    .order_by(_LINE.c.due_on, _LINE.c.id)
)
_EXPECTED_ALL: Statement[PurchaseLine] = Statement(_EXPECTED)
_EXPECTED_ITEM: Statement[PurchaseLine] = Statement(
    _EXPECTED.where(_LINE.c.item_id == bindparam("item_id"))
)


class Expected(NamedTuple):
    """A line of an approved order, and how much of it has not come, in the line's unit."""

    line: PurchaseLine
    order_number: str
    open: Amount


def order_by_number(reader: Reader, number: str) -> PurchaseOrder | None:
    return reader.only(PurchaseOrder, number=number)


def lines_of(reader: Reader, order_id: OrderId) -> list[PurchaseLine]:
    return reader.find(PurchaseLine, order_id=order_id)


def open_quantity(line: PurchaseLine) -> Amount:
    """What has not come; below zero where more came than was ordered."""
    return Amount(line.quantity - line.received)


def expected_receipts(reader: Reader) -> list[Expected]:
    """What approved orders still await, the earliest due first."""
    return [_expected(row) for row in reader.rows(_EXPECTED_ALL)]


def expected_of_item(reader: Reader, item_id: ItemId) -> list[Expected]:
    return [_expected(row) for row in reader.rows(_EXPECTED_ITEM, item_id=int(item_id))]


def _expected(row: tuple[object, ...]) -> Expected:
    line = PurchaseLine.KIND.load(row[:-1])
    return Expected(line, str(row[-1]), open_quantity(line))
