"""What somebody in sales and shipping might sensibly do next, with slips."""

from random import Random

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.sales.queries import SalesOrder, Shipment, ShipmentLine, ShipmentSerial
from lotproof.modules.sales.vocabulary import LineState, OrderState, ShipmentState
from lotproof.modules.warehouse.queries import Package, Stock
from lotproof.modules.warehouse.vocabulary import PackageState
from tests.simulation.factory import item_id
from tests.simulation.sense import Asked, Proposal, one_of, portion


def order_more(reader: Reader, chance: Random) -> Asked | None:
    draft = one_of(reader, chance, SalesOrder, state=OrderState.DRAFT)
    if draft is not None:
        return Asked("sales.confirm_order", {"order_id": f"sor_{draft.id}"})
    order = one_of(reader, chance, SalesOrder, state=OrderState.CONFIRMED)
    if order is not None and chance.random() < 0.7:
        return Asked(
            "sales.create_shipment", {"order_id": f"sor_{order.id}", "consignee_id": "pty_2"}
        )
    line = {
        "item_id": item_id(chance.choice(("KIT", "DEV"))),
        "quantity": str(chance.choice((2, 10))),
        "unit": "pcs",
        "unit_price": "1",
        "currency": "CNY",
        "due_on": "2026-07-01",
    }
    body = {"number": f"SO-{chance.randrange(10_000)}", "customer_id": "pty_2", "lines": [line]}
    return Asked("sales.draft_order", body)


def pick(reader: Reader, chance: Random) -> Asked | None:
    shipment = one_of(reader, chance, Shipment, state=ShipmentState.OPEN)
    if shipment is None:
        return None
    name = f"shp_{shipment.id}"
    sellable = {item_id(number) for number in ("KIT", "DEV")}
    closed = [each for each in reader.find(Package, state=PackageState.CLOSED) if each.location_id]
    if closed and chance.random() < 0.4:
        package = chance.choice(closed)
        body = {"shipment_id": name, "package_id": f"pkg_{package.id}"}
        return Asked("sales.pick_package", body, chance.choice((None, "customer wants it")))
    found = [
        stock
        for stock in reader.find(Stock)
        if stock.quantity > stock.packed and f"itm_{stock.item_id}" in sellable
    ]
    if not found:
        return None
    stock = chance.choice(found)
    body = portion(reader, chance, stock) | {
        "shipment_id": name,
        "location_id": f"loc_{stock.location_id}",
    }
    return Asked("sales.pick_line", body, chance.choice((None, "customer wants it")))


def unpick(reader: Reader, chance: Random) -> Asked | None:
    line = one_of(reader, chance, ShipmentLine, state=LineState.PICKED)
    if line is None or chance.random() < 0.6:
        return None
    return Asked("sales.unpick_line", {"line_id": f"shl_{line.id}"}, "changed")


def dispatch(reader: Reader, chance: Random) -> Asked | None:
    line = one_of(reader, chance, ShipmentLine, state=LineState.PICKED)
    return (
        None
        if line is None
        else Asked("sales.dispatch", {"shipment_id": f"shp_{line.shipment_id}"})
    )


def give_back(reader: Reader, chance: Random) -> Asked | None:
    line = one_of(reader, chance, ShipmentLine, state=LineState.SHIPPED)
    if line is None:
        return None
    serials = [
        f"ser_{each}"
        for run in reader.find(ShipmentSerial, line_id=line.id)
        for each in range(int(run.first_serial_id), int(run.last_serial_id) + 1)
    ]
    quantity = max(1, line.quantity // chance.choice((1, 2, 3)))
    body = {
        "line_id": f"shl_{line.id}",
        "location_id": chance.choice(("loc_1", "loc_1", "loc_2")),
        "quantity": amount_text(quantity, line.unit),
        "unit": line.unit,
        "cause": "did not fit",
        "serial_ids": serials[:quantity],
    }
    return Asked("sales.receive_return", body)


SALES: tuple[Proposal, ...] = (order_more, pick, pick, pick, unpick, dispatch, dispatch, give_back)
