"""The chain: receive 5 lots, make 1 lot from them, inspect it, ship it.

These are the commands that people of this product enter, no more: each received lot is inspected
and released before it may be used, the order is planned and released by two persons, the lot made
is inspected, released, put into storage, and goes out against a sales order.  A step is what one
person enters together; the next step begins when every receipt of the step is there, so after its
durable commit.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, NamedTuple

from bench.plant import PIECES, Crew, Events, Masters, settled, submission, value
from lotproof.entrypoints.compose import Plant

DUE_ON = "2099-12-31"


class Order(NamedTuple):
    """One command to send: who of the crew, which kind without version, and its body."""

    who: str
    kind: str
    body: dict[str, Any]


Chain = Generator[list[Order], list[Events], None]
Send = Callable[[list[Order]], list[Events]]


def chain(masters: Masters, number: str) -> Chain:
    """Yield each step's commands; expects the events of each back."""
    lots = yield from _receive(masters, number)
    made = yield from _produce(masters, lots)
    yield from _inspect([made], "inspection_id", masters.characteristics[masters.device])
    lot = value(made, "lot_id")
    yield from _ship(masters, lot, number)


def _receive(masters: Masters, number: str) -> Generator[list[Order], list[Events], list[str]]:
    """Receive, inspect and release one lot of each material."""
    received = yield [
        Order("keeper", "warehouse.receive_lot", delivery(masters, item, number))
        for item in masters.materials
    ]
    codes = [masters.characteristics[item] for item in masters.materials]
    yield from _inspect(received, "inspection_id", *codes)
    return [value(events, "lot_id") for events in received]


def delivery(masters: Masters, item: str, number: str) -> dict[str, Any]:
    """Return the body of a full `receive lot`: quantity, supplier, their lot, date, note."""
    return {
        "item_id": item,
        "location_id": masters.quarantine,
        "quantity": PIECES,
        "unit": "pcs",
        "supplier_id": masters.supplier,
        "supplier_lot": f"S{number}",
        "made_on": "2026-01-05",
        "delivery_note": f"DN-{number}",
    }


def _inspect(opened: Sequence[Events], id_: str, *characteristics: str) -> Chain:
    """Measure, accept and release each lot whose inspection was opened by itself."""
    inspections = [value(events, id_) for events in opened]
    yield [
        Order("inspector", "inspection.record_result", _result(inspection, characteristic))
        for inspection, characteristic in zip(inspections, characteristics, strict=True)
    ]
    yield [
        Order(
            "inspector",
            "inspection.decide_inspection",
            {"inspection_id": inspection, "decision": "accept"},
        )
        for inspection in inspections
    ]
    yield [
        Order("quality", "warehouse.release_lot", {"lot_id": value(events, "lot_id")})
        for events in opened
    ]


def _result(inspection: str, characteristic: str) -> dict[str, Any]:
    measured = {"characteristic_id": characteristic, "sample": 1, "value": "10", "unit": "mm"}
    return {"inspection_id": inspection, "results": [measured]}


def _produce(masters: Masters, lots: list[str]) -> Generator[list[Order], list[Events], Events]:
    """Make one lot from the given lots; the events of its receipt into quarantine."""
    pieces = {"quantity": PIECES, "unit": "pcs"}
    (planned,) = yield [
        Order("planner", "production.plan_work_order", {"item_id": masters.device} | pieces)
    ]
    order = {"work_order_id": value(planned, "work_order_id")}
    yield [Order("planner2", "production.release_work_order", order)]
    yield [Order("operator", "production.open_output", order)]
    material = [{"lot_id": lot} | pieces for lot in lots]
    yield [
        Order(
            "keeper",
            "production.issue_material",
            order | line | {"location_id": masters.quarantine},
        )
        for line in material
    ]
    operation = order | {"position": 1}
    (started,) = yield [
        Order(
            "operator",
            "production.start_operation",
            operation | pieces | {"workstation_id": masters.workstation},
        )
    ]
    yield [Order("operator", "production.consume_material", operation | {"lines": material})]
    run = {"run_id": value(started, "run_id"), "good": PIECES, "unit": "pcs"}
    yield [Order("operator", "production.finish_operation", run)]
    (made,) = yield [
        Order(
            "operator",
            "production.receive_output",
            order | pieces | {"location_id": masters.quarantine},
        )
    ]
    yield [Order("planner", "production.close_work_order", order)]
    return made


def _ship(masters: Masters, lot: str, number: str) -> Chain:
    """Put the lot into storage, and send it to a customer against an order."""
    stock = {"lot_id": lot, "quantity": PIECES, "unit": "pcs"}
    move = {"from_location_id": masters.quarantine, "to_location_id": masters.storage}
    yield [Order("keeper", "warehouse.move_stock", stock | move)]
    line = {"item_id": masters.device, "quantity": PIECES, "unit": "pcs"}
    terms = {"unit_price": "10", "currency": "CNY", "due_on": DUE_ON}
    (drafted,) = yield [
        Order(
            "sales",
            "sales.draft_order",
            {
                "number": f"SO-{number}",
                "customer_id": masters.customer,
                "lines": [line | terms],
            },
        )
    ]
    order = {"order_id": value(drafted, "order_id")}
    yield [Order("sales", "sales.confirm_order", order)]
    (created,) = yield [
        Order("keeper", "sales.create_shipment", order | {"consignee_id": masters.customer})
    ]
    shipment = {"shipment_id": value(created, "shipment_id")}
    yield [Order("keeper", "sales.pick_line", shipment | stock | {"location_id": masters.storage})]
    yield [Order("keeper", "sales.dispatch", shipment)]


def run(steps: Chain, send: Send) -> int:
    """Send a whole chain step by step; return how many commands it took."""
    sent = 0
    try:
        orders = next(steps)
        while True:
            sent += len(orders)
            orders = steps.send(send(orders))
    except StopIteration:
        return sent


def in_process(plant: Plant, crew: Crew) -> Send:
    """Return how a crew sends a step to a site opened in this process."""

    def send(orders: list[Order]) -> list[Events]:
        futures = plant.submit_all(
            [submission(crew[order.who].user_id, order.kind, order.body) for order in orders]
        )
        return [settled(future.result()) for future in futures]

    return send
