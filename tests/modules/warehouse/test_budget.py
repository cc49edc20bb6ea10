"""A delivery is the commonest command of all: it may cost so many statements and no more."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from lotproof.kernel.database import Row
from lotproof.modules.purchasing.commands import ApproveOrder, DraftOrder
from lotproof.modules.purchasing.queries import lines_of
from lotproof.modules.purchasing.vocabulary import OrderId
from tests.modules.purchasing.test_orders import wanted
from tests.modules.warehouse.store import CHECKER, Store, numbers

READS_MAX = 5
WRITES_MAX = 5
RULES = 1
"""Which facts the rules of users follow from is asked once a transaction."""


@contextmanager
def counted(store: Store) -> Iterator[dict[str, list[str]]]:
    """Statements on business tables while the body runs."""
    connection: Any = store.plant.connection
    found: dict[str, list[str]] = {"reads": [], "writes": []}
    rows, write = connection.rows, connection.write

    def is_business(sql: str) -> bool:
        return not any(word in sql for word in ("ledger_", "kernel_"))

    def counting_rows(sql: str, params: Sequence[Any]) -> list[Row]:
        if is_business(sql):
            found["reads"].append(sql)
        answer: list[Row] = rows(sql, params)
        return answer

    def counting_write(statements: Iterable[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        listed = list(statements)
        found["writes"] += [sql for sql, _ in listed if is_business(sql)]
        write(listed)

    connection.rows, connection.write = counting_rows, counting_write
    try:
        yield found
    finally:
        del connection.rows, connection.write


def test_a_plain_delivery(store: Store) -> None:
    delivery = store.delivery()
    with counted(store) as cost:
        store.plant.ok(delivery)
    assert len(cost["reads"]) == RULES + 3  # item, supplier, place
    assert len(cost["writes"]) == 3  # lot, stock, movement
    assert not any("FOR " in sql for sql in cost["reads"])


def test_a_delivery_for_an_order(store: Store) -> None:
    draft = DraftOrder(number="PO-1", supplier_id=store.supplier, lines=[wanted(store.cap)])
    order_id = OrderId.parse(store.plant.ok(draft).value("order_id"))
    store.plant.ok(ApproveOrder(order_id=order_id), actor=CHECKER)
    with store.plant.reader() as reader:
        (line,) = lines_of(reader, order_id)
    delivery = store.delivery(line_id=line.id)
    with counted(store) as cost:
        store.plant.ok(delivery)
    assert len(cost["reads"]) == RULES + READS_MAX  # and line and order
    assert len(cost["writes"]) == 4  # and the line
    locked = [sql for sql in cost["reads"] if "FOR " in sql]
    assert all("purchasing_purchase_line" in sql for sql in locked)


def test_a_delivery_of_serials(store: Store) -> None:
    delivery = store.delivery(store.pump, 500, serials=numbers("P", 500))
    with counted(store) as cost:
        store.plant.ok(delivery)
    assert len(cost["reads"]) <= READS_MAX
    assert len(cost["writes"]) <= WRITES_MAX
