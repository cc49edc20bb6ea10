"""What random work has found, as short as it can be told.

In the furnished plant `lot_2` are 60 caps in storage, `lot_12` five devices ready to ship with
the serials `ser_13` to `ser_17`, and `shp_1` and `shp_2` shipments of one order.
"""

from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.modules.warehouse.queries import Serial, stock_of_lot
from lotproof.modules.warehouse.vocabulary import LotId, SerialState
from tests.simulation.factory import Factory, location_id
from tests.simulation.invariants import broken

DEVICES, CAPS = "lot_12", "lot_2"


def refused(factory: Factory, code: str, kind: str, **body: Any) -> None:
    assert factory.send(kind, **body).code == code, factory.sent[-1]


def quantity(factory: Factory, lot_id: int, place: str) -> int:
    with factory.plant.reader() as reader:
        stock = stock_of_lot(reader, LotId(lot_id))
    return sum(s.quantity for s in stock if f"loc_{s.location_id}" == location_id(place))


def serial_state(factory: Factory, number: int) -> SerialState:
    with factory.plant.reader() as reader:
        return reader.get(Serial, number).state


def pick_device(factory: Factory, shipment: str, *serials: str) -> Receipt:
    return factory.done(
        "sales.pick_line",
        shipment_id=shipment,
        lot_id=DEVICES,
        location_id=location_id("D-01"),
        quantity=str(len(serials)),
        unit="pcs",
        serial_ids=list(serials),
    )


def pack(factory: Factory, level: str, **what: Any) -> str:
    package: str = factory.done(
        "warehouse.pack_units", level=level, location_id=location_id("D-01"), **what
    ).value("package_id")
    return package


def test_a_serial_that_is_picked_is_not_promised_again_in_a_package(factory: Factory) -> None:
    pick_device(factory, "shp_1", "ser_13")
    box = pack(factory, "box", serial_ids=["ser_13", "ser_14"])
    refused(factory, "picked_already", "sales.pick_package", shipment_id="shp_2", package_id=box)
    with factory.plant.reader() as reader:
        assert broken(reader, ()) == []


def test_a_package_that_is_picked_is_not_promised_again_on_a_pallet(factory: Factory) -> None:
    box = pack(factory, "box", serial_ids=["ser_13"])
    factory.done("sales.pick_package", shipment_id="shp_1", package_id=box)
    pallet = pack(factory, "pallet", package_ids=[box])
    refused(factory, "picked_already", "sales.pick_package", shipment_id="shp_2", package_id=pallet)


def test_a_count_outside_leaves_the_transfer_to_be_reconciled(factory: Factory) -> None:
    """A count of nothing at the partner's made the transfer impossible to close."""
    sent = factory.done(
        "warehouse.transfer_out",
        lot_id=CAPS,
        from_location_id=location_id("S-01"),
        to_location_id=location_id("X-01"),
        quantity="60",
        unit="pcs",
        purpose="sterilisation",
        partner_id="pty_3",
        agreement="AG-1",
    )
    counted = factory.done(
        "warehouse.count_stock",
        "usr_1",
        "asked the partner",
        lot_id=CAPS,
        location_id=location_id("X-01"),
        counted="0",
        unit="pcs",
    )
    assert [each["code"] for each in counted.deviations] == ["outside_the_site"]
    assert quantity(factory, 2, "X-01") == 60
    transfer = sent.value("transfer_id")
    closed = factory.done("warehouse.close_transfer", "usr_1", "lost", transfer_id=transfer)
    assert closed.value("open") == "60"
    assert quantity(factory, 2, "X-01") == 0


def returned(factory: Factory) -> None:
    """Let ser_13 go to the customer and come back."""
    line = pick_device(factory, "shp_1", "ser_13").value("line_id")
    factory.done("sales.dispatch", shipment_id="shp_1")
    factory.done(
        "sales.receive_return",
        line_id=line,
        location_id=location_id("Q-01"),
        quantity="1",
        unit="pcs",
        cause="did not fit",
        serial_ids=["ser_13"],
    )
    assert serial_state(factory, 13) is SerialState.RETURNED


def test_what_came_back_can_be_scrapped(factory: Factory) -> None:
    """No command took a returned serial anywhere."""
    returned(factory)
    factory.done(
        "warehouse.scrap_stock",
        "usr_1",
        "used",
        lot_id=DEVICES,
        location_id=location_id("Q-01"),
        quantity="1",
        unit="pcs",
        serial_ids=["ser_13"],
    )
    assert serial_state(factory, 13) is SerialState.SCRAPPED
    assert quantity(factory, 12, "Q-01") == 0


def test_what_came_back_and_is_not_found_is_missing(factory: Factory) -> None:
    """The books lost the piece, and its serial stayed where it was not."""
    returned(factory)
    counted = factory.done(
        "warehouse.count_stock",
        "usr_1",
        "searched",
        lot_id=DEVICES,
        location_id=location_id("Q-01"),
        counted="0",
        unit="pcs",
    )
    assert [each["code"] for each in counted.deviations] == ["serial_not_here"]
    assert serial_state(factory, 13) is SerialState.MISSING
    with factory.plant.reader() as reader:
        assert broken(reader, ()) == []


def test_what_came_back_does_not_leave_again_undecided(factory: Factory) -> None:
    returned(factory)
    refused(
        factory,
        "serial_not_here",
        "warehouse.move_stock",
        lot_id=DEVICES,
        from_location_id=location_id("Q-01"),
        to_location_id=location_id("D-01"),
        quantity="1",
        unit="pcs",
        serial_ids=["ser_13"],
    )


def test_a_serial_comes_to_an_order_again_as_part_of_another_lot(factory: Factory) -> None:
    """The order knew the serial of the lot it was split from, and the command crashed."""
    place = location_id("S-01")
    one = {"quantity": "1", "unit": "pcs", "serial_ids": ["ser_6"]}
    of_order = {"work_order_id": "wor_2", "location_id": place}
    factory.done("production.issue_material", lot_id="lot_5", **of_order, **one)
    factory.done("production.return_material", lot_id="lot_5", **of_order, **one)
    split = factory.done("warehouse.split_lot", lot_id="lot_5", location_id=place, **one)
    factory.done("production.issue_material", lot_id=split.value("lot_id"), **of_order, **one)
    factory.done("production.return_material", lot_id=split.value("lot_id"), **of_order, **one)
    assert serial_state(factory, 6) is SerialState.IN_STOCK
