"""What the story asks the plant: questions over a snapshot."""

from datetime import date
from decimal import Decimal
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.ids import parse_any
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import RECORDS
from lotproof.kernel.site import FallbackHold, TaskId
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.inspection.queries import (
    characteristics,
    inspections_of_lot,
    plans_of_item,
    results_of,
)
from lotproof.modules.inspection.vocabulary import InspectionId, InspectionState
from lotproof.modules.items.queries import effective_routing, operations, parameters
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.purchasing.queries import lines_of
from lotproof.modules.purchasing.vocabulary import OrderId


def number_of(id_text: str) -> int:
    return parse_any(id_text)[1]


def serials_of(receipt: Receipt) -> list[str]:
    first, last = receipt.value("first_serial_id"), receipt.value("last_serial_id")
    return [f"ser_{number}" for number in range(number_of(first), number_of(last) + 1)]


def purchase_lines(reader: Reader, order_id: str) -> list[str]:
    return [f"pol_{line.id}" for line in lines_of(reader, OrderId(number_of(order_id)))]


def open_inspection(reader: Reader, lot_id: str) -> tuple[str, int, list[Any]]:
    """The lot's open inspection, its sample size, and what is to be measured."""
    found = next(
        each
        for each in inspections_of_lot(reader, LotId(number_of(lot_id)))
        if each.state is InspectionState.OPEN
    )
    plan = next(p for p in plans_of_item(reader, found.item_id) if p.id == found.plan_id)
    return f"ins_{found.id}", plan.sample_size, characteristics(reader, plan.id)


def routing_of(reader: Reader, item_id: str) -> tuple[list[Any], list[Any]]:
    routing = effective_routing(reader, ItemId(number_of(item_id)))
    assert routing is not None
    return operations(reader, routing.id), parameters(reader, routing.id)


def open_task(reader: Reader, subject: str) -> str:
    """The task on whose account the kernel holds a subject."""
    hold = reader.find(FallbackHold, subject=subject, is_active=True)[0]
    return TaskId.text(hold.task_id)


def delivered_lines(reader: Reader, item: int) -> list[str]:
    lines: list[Any] = list(reader.find(RECORDS["sales.shipment_line"].cls, item_id=item))
    shipments: list[Any] = reader.find(RECORDS["sales.shipment"].cls, state="delivered")
    shipped = {each.id for each in shipments}
    return [
        f"shl_{line.id}"
        for line in reversed(lines)
        if line.shipment_id in shipped and line.returned == 0 and line.quantity >= 2
    ]


def usable_stock(reader: Reader, item_id: str, places: set[int], until: date) -> list[list[Any]]:
    """Released stock of an item in its storage location that keeps until then, earliest expiry
    first."""
    found = []
    stocks: list[Any] = reader.find(RECORDS["warehouse.stock"].cls, item_id=number_of(item_id))
    for stock in stocks:
        lot: Any = reader.get(RECORDS["warehouse.lot"].cls, stock.lot_id)
        free = stock.quantity - stock.packed
        if stock.location_id not in places or free <= 0 or lot.holds or lot.state != "released":
            continue
        if lot.expires_on is not None and lot.expires_on <= until:
            continue
        pieces: list[Any] = reader.find(RECORDS["warehouse.serial"].cls, lot_id=lot.id)
        serials = [f"ser_{s.id}" for s in pieces if s.location_id == stock.location_id]
        found.append(
            [
                f"lot_{lot.id}",
                f"loc_{stock.location_id}",
                Decimal(amount_text(free, stock.unit)),
                serials,
                rank_of(lot),
            ]
        )
    return sorted(found, key=lambda each: each[4])


def expiry_of(reader: Reader, lot_id: str) -> tuple[date, int]:
    return rank_of(reader.get(RECORDS["warehouse.lot"].cls, number_of(lot_id)))


def rank_of(lot: Any) -> tuple[date, int]:
    return lot.expires_on or date.max, lot.id


def first_result(reader: Reader, inspection: str) -> str:
    return f"res_{results_of(reader, InspectionId(number_of(inspection)))[0].id}"
