"""Orders by state, with what is late of them: work orders, sales orders, purchase orders."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import String, bindparam, case, func, select

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.lifecycle import LIVES, Choice
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import RECORDS
from lotproof.kernel.spanned import Spanned, groups
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, item_title
from lotproof.modules.parties.queries import Party
from lotproof.modules.production.queries import OperationRun, WorkOrder
from lotproof.modules.purchasing.queries import PurchaseLine, PurchaseOrder
from lotproof.modules.sales.queries import SalesLine, SalesOrder
from lotproof.modules.traceability.rules import Tone

CARDS_MAX: Final = 100
"""Orders of one state that the board shows; the count is of all."""
COUNT_MAX: Final = 10_000
"""Orders are counted up to here."""


class Card(NamedTuple):
    """An order on the board. `done` of `lines` are fulfilled where the order has lines."""

    id: int
    number: str
    title: Text
    detail: dict[str, Any]
    due_on: str | None = None


Cards = Callable[[Reader, Choice], list[Card]]


class Board(NamedTuple):
    """One kind of order: its states in the order of its life, and how its cards are read."""

    kind: str
    states: type[Choice]
    cards: Cards


def order_board(reader: Reader, kinds: Sequence[str]) -> list[dict[str, Any]]:
    """For each of the kinds its orders by state; finished ones are only counted.

    Keys: kind, label, states (state, label, tone, count, is_exact, late, filters, orders).
    """
    return [_board(reader, board) for board in _BOARDS if board.kind in kinds]


def _board(reader: Reader, board: Board) -> dict[str, Any]:
    moves = LIVES[board.states].moves
    states = []
    for state in board.states:
        is_over = not moves[state]
        cards = [] if is_over else board.cards(reader, state)
        shown = [_card(each, board.kind, reader.today) for each in cards]
        count = _count(reader, board.kind, state)
        states.append(
            {
                "state": state.value,
                "label": state.label._asdict(),
                "tone": _tone(state, moves),
                "count": min(count, COUNT_MAX),
                "is_exact": count <= COUNT_MAX,
                "late": sum(1 for each in shown if each["late_days"] > 0),
                "filters": {"state": state.value},
                "orders": shown,
            }
        )
    kind = RECORDS[board.kind]
    return {"kind": board.kind, "label": kind.label._asdict(), "states": states}


def _tone(state: Choice, moves: dict[Any, frozenset[Any]]) -> Tone:
    if not moves[state]:
        return "muted"
    return "wait" if state is next(iter(moves)) else "info"


def _card(card: Card, kind: str, today: date) -> dict[str, Any]:
    field = RECORDS[kind].id_field
    assert field is not None
    late = days_late(card.due_on, today)
    return {
        "id": field.type.text(card.id),
        "number": card.number,
        "title": card.title._asdict(),
        "due_on": card.due_on,
        "late_days": late,
        "tone": "warn" if late else "info",
    } | card.detail


def days_late(due_on: str | None, until: date) -> int:
    """Days by which `until` is after the day that it was due on; 0 without one."""
    return 0 if due_on is None else max(0, (until - date.fromisoformat(due_on)).days)


_COUNTS: dict[str, Statement[Any]] = {}


def _count(reader: Reader, kind: str, state: Choice) -> int:
    statement = _COUNTS.get(kind)
    if statement is None:
        table = RECORDS[kind].table
        some = (
            select(table.c.id)
            .where(table.c.state == bindparam("state", type_=String))
            .limit(COUNT_MAX + 1)
        )
        statement = _COUNTS[kind] = Statement(select(func.count()).select_from(some.subquery()))
    return int(reader.rows(statement, state=state.value)[0][0])


# --- work orders --------------------------------------------------------------------------------

_WORK, _RUN, _ITEM = WorkOrder.KIND.table, OperationRun.KIND.table, Item.KIND.table
_WORK_ORDERS: Statement[Any] = Statement(
    select(*_WORK.c, _ITEM.c.number, _ITEM.c.name, _ITEM.c.name_zh)
    .join_from(_WORK, _ITEM, _ITEM.c.id == _WORK.c.item_id)
    .where(_WORK.c.state == bindparam("state", type_=String))
    .order_by(_WORK.c.id)
    .limit(CARDS_MAX)
)
_WORKED = Spanned(
    _RUN,
    "work_order_id",
    lambda run: select(
        run.c.work_order_id, func.min(run.c.started_at), func.max(run.c.finished_at)
    ).group_by(run.c.work_order_id),
)


def _work_orders(reader: Reader, state: Choice) -> list[Card]:
    rows = reader.rows(_WORK_ORDERS, state=state.value)
    width = len(WorkOrder.KIND.fields)
    orders = [WorkOrder.KIND.load(row[:width]) for row in rows]
    worked = {
        order: (started, finished)
        for group in groups((each.id, each.id) for each in orders)
        for order, started, finished in _WORKED.rows(reader, group)
    }
    cards = []
    for order, row in zip(orders, rows, strict=True):
        number, *called = row[width:]
        detail: dict[str, Any] = {
            "item": number,
            "quantity": amount_text(order.quantity, order.unit),
            "received": amount_text(order.received, order.unit),
            "scrapped": amount_text(order.scrapped, order.unit),
            "unit": order.unit,
        }
        started, finished = worked.get(order.id, (None, None))
        detail["started_at"] = None if started is None else clock.text(started)
        detail["worked_until"] = None if finished is None else clock.text(finished)
        due_on = None if order.due_on is None else order.due_on.isoformat()
        cards.append(Card(order.id, order.number, item_title(*called), detail, due_on))
    return cards


# --- orders with lines --------------------------------------------------------------------------


def _lined(order: Any, line: Any, party: Any, fulfilled: str) -> Cards:
    """Cards of orders with lines: due when the first open line is, done by lines fulfilled."""
    orders, parties = order.KIND.table, Party.KIND.table
    found: Statement[Any] = Statement(
        select(orders.c.id, orders.c.number, parties.c.name)
        .join_from(orders, parties, parties.c.id == orders.c[party])
        .where(orders.c.state == bindparam("state", type_=String))
        .order_by(orders.c.id)
        .limit(CARDS_MAX)
    )

    def of_orders(of: Any) -> Any:
        is_open = of.c[fulfilled] < of.c.quantity
        due = func.min(case((is_open, of.c.due_on)))
        done = func.sum(case((is_open, 0), else_=1))
        query = select(of.c.order_id, func.count(), done, due)
        return query.group_by(of.c.order_id)

    lines = Spanned(line.KIND.table, "order_id", of_orders)

    def cards(reader: Reader, state: Choice) -> list[Card]:
        rows = reader.rows(found, state=state.value)
        of = {
            row[0]: row[1:]
            for group in groups((row[0], row[0]) for row in rows)
            for row in lines.rows(reader, group)
        }
        return list(_lined_cards(rows, of))

    return cards


def _lined_cards(rows: Sequence[tuple[Any, ...]], of: dict[int, tuple[Any, ...]]) -> Iterator[Card]:
    for id_, number, name in rows:
        count, done, due = of.get(id_, (0, 0, None))
        lines = {"lines": int(count), "done": int(done)}
        yield Card(id_, number, Text(name, name), lines, due)


_BOARDS: Final = (
    Board("production.work_order", type(WorkOrder.KIND.by_name["state"].default), _work_orders),
    Board(
        "sales.order",
        type(SalesOrder.KIND.by_name["state"].default),
        _lined(SalesOrder, SalesLine, "customer_id", "shipped"),
    ),
    Board(
        "purchasing.purchase_order",
        type(PurchaseOrder.KIND.by_name["state"].default),
        _lined(PurchaseOrder, PurchaseLine, "supplier_id", "received"),
    ),
)
