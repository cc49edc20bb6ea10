"""What somebody might sensibly do next, about what there is; with slips, as people make them.

Each function looks at the plant and gives a command, or None when there is nothing to do.
"""

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import Record
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.inspection.queries import Characteristic, Inspection
from lotproof.modules.inspection.vocabulary import InspectionState
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.warehouse.queries import (
    Hold,
    Lot,
    Package,
    Serial,
    Stock,
    Transfer,
)
from lotproof.modules.warehouse.vocabulary import (
    HoldState,
    LotState,
    PackageState,
    SerialState,
    TransferState,
)
from tests.simulation.factory import ITEMS, item_id


class Asked(NamedTuple):
    """A command somebody sends, and the reason if one is given."""

    kind: str
    body: dict[str, Any]
    reason: str | None = None


Proposal = Callable[[Reader, Random], Asked | None]


def one_of(reader: Reader, chance: Random, cls: type[Record], **equal: Any) -> Any:
    """Any record of a kind; None where there is none."""
    found = reader.find(cls, **equal)
    return chance.choice(found) if found else None


def some_stock(reader: Reader, chance: Random) -> tuple[Stock, Lot] | None:
    """Unpacked stock of a lot somewhere on the site."""
    found = [s for s in reader.find(Stock) if s.quantity > s.packed]
    if not found:
        return None
    stock = chance.choice(found)
    return stock, reader.get(Lot, stock.lot_id)


def portion(reader: Reader, chance: Random, stock: Stock) -> dict[str, Any]:
    """Some of the stock: lot, quantity, unit and serials, as many commands ask for them."""
    free = stock.quantity - stock.packed
    part = chance.choice((free, free, max(1, free // 2), max(1, free // 4), free + 1))
    serials = [
        f"ser_{each.id}"
        for each in reader.find(Serial, lot_id=stock.lot_id, state=SerialState.IN_STOCK)
        if each.location_id == stock.location_id
    ]
    if _is_serialised(reader, stock.item_id):
        part = min(part, chance.choice((1, 2, 5)))
        serials = chance.sample(serials, min(len(serials), part))
    return {
        "lot_id": f"lot_{stock.lot_id}",
        "quantity": amount_text(part, stock.unit),
        "unit": stock.unit,
        "serial_ids": serials,
    }


def _is_serialised(reader: Reader, item: int) -> bool:
    return reader.get(Item, item).tracking is Tracking.SERIAL


# --- receiving, inspecting, deciding ------------------------------------------------------------


def receive(reader: Reader, chance: Random) -> Asked:
    item = chance.choice(ITEMS)
    count = chance.choice((1, 2, 5))
    serials = []
    if item["tracking"] == "serial":
        serials = [f"{item['number']}-{chance.randrange(10_000)}" for _ in range(count)]
    body = {
        "item_id": item_id(item["number"]),
        "location_id": chance.choice(("loc_1", "loc_1", "loc_1", "loc_2")),
        "quantity": str(count),
        "unit": item["unit"],
        "number": f"L{chance.randrange(10_000)}",
        "supplier_id": "pty_1",
        "serials": serials,
        "expires_on": chance.choice(("2026-04-01", "2026-05-01", "2026-03-03")),
    }
    return Asked("warehouse.receive_lot", body)


def inspect(reader: Reader, chance: Random) -> Asked | None:
    """Measure what is open; decide once it is measured."""
    inspection = one_of(reader, chance, Inspection, state=InspectionState.OPEN)
    if inspection is None:
        return None
    name = f"ins_{inspection.id}"
    if chance.random() < 0.5:
        decision = "accept" if chance.random() < 0.8 else "reject"
        return Asked("inspection.decide_inspection", {"inspection_id": name, "decision": decision})
    results = [
        {
            "characteristic_id": f"chr_{each.id}",
            "sample": 1,
            "passed": chance.random() < 0.9,
        }
        for each in reader.find(Characteristic, plan_id=inspection.plan_id)
    ]
    return Asked("inspection.record_result", {"inspection_id": name, "results": results})


def release(reader: Reader, chance: Random) -> Asked | None:
    lot = one_of(reader, chance, Lot, state=LotState.QUARANTINED)
    return None if lot is None else Asked("warehouse.release_lot", {"lot_id": f"lot_{lot.id}"})


def reject(reader: Reader, chance: Random) -> Asked | None:
    lot = one_of(reader, chance, Lot)
    if lot is None or chance.random() < 0.7:
        return None
    return Asked("warehouse.reject_lot", {"lot_id": f"lot_{lot.id}"}, "bad")


def hold(reader: Reader, chance: Random) -> Asked | None:
    """What is good and in stock; what else is held makes no difference to anybody."""
    if chance.random() < 0.4:
        return None
    found = some_stock(reader, chance)
    if found is None:
        return None
    stock, lot = found
    body = {"cause": "looks odd", "lot_id": f"lot_{lot.id}"}
    if _is_serialised(reader, stock.item_id) and chance.random() < 0.5:
        serial = one_of(reader, chance, Serial, lot_id=lot.id)
        body = {"cause": "looks odd", "serial_id": f"ser_{serial.id}"}
    return Asked("warehouse.place_hold", body)


def lift(reader: Reader, chance: Random) -> Asked | None:
    found = one_of(reader, chance, Hold, state=HoldState.ACTIVE)
    return (
        None
        if found is None
        else Asked("warehouse.lift_hold", {"hold_id": f"hld_{found.id}"}, "ok")
    )


# --- stock --------------------------------------------------------------------------------------


def move(reader: Reader, chance: Random) -> Asked | None:
    found = some_stock(reader, chance)
    if found is None:
        return None
    body = portion(reader, chance, found[0]) | {
        "from_location_id": f"loc_{found[0].location_id}",
        "to_location_id": f"loc_{chance.randrange(1, 8)}",
    }
    return Asked("warehouse.move_stock", body, chance.choice((None, "needed")))


def put_away(reader: Reader, chance: Random) -> Asked | None:
    """Released stock goes from quarantine to storage or shipping."""
    for stock in reader.find(Stock, location_id=1):
        if (
            stock.quantity > stock.packed
            and reader.get(Lot, stock.lot_id).state is LotState.RELEASED
        ):
            body = portion(reader, chance, stock) | {
                "from_location_id": "loc_1",
                "to_location_id": chance.choice(("loc_2", "loc_3", "loc_5")),
            }
            return Asked("warehouse.move_stock", body, "put away")
    return None


def scrap(reader: Reader, chance: Random) -> Asked | None:
    found = some_stock(reader, chance)
    if found is None or chance.random() < 0.5:
        return None
    body = portion(reader, chance, found[0]) | {"location_id": f"loc_{found[0].location_id}"}
    return Asked("warehouse.scrap_stock", body, "broken")


def count(reader: Reader, chance: Random) -> Asked | None:
    found = some_stock(reader, chance)
    if found is None:
        return None
    stock = found[0]
    body = portion(reader, chance, stock) | {"location_id": f"loc_{stock.location_id}"}
    del body["quantity"]
    counted = len(body["serial_ids"]) + stock.packed
    if not _is_serialised(reader, stock.item_id):
        counted = max(0, stock.quantity + chance.choice((0, 0, -1, 1, -stock.quantity)))
    return Asked(
        "warehouse.count_stock",
        body | {"counted": amount_text(counted, stock.unit)},
        chance.choice((None, "counted twice")),
    )


def split(reader: Reader, chance: Random) -> Asked | None:
    found = some_stock(reader, chance)
    if found is None:
        return None
    body = portion(reader, chance, found[0]) | {"location_id": f"loc_{found[0].location_id}"}
    return Asked("warehouse.split_lot", body)


def merge(reader: Reader, chance: Random) -> Asked | None:
    """Lots of one item at one place."""
    found = some_stock(reader, chance)
    if found is None:
        return None
    stock = found[0]
    like = [
        f"lot_{each.lot_id}"
        for each in reader.find(Stock, location_id=stock.location_id, item_id=stock.item_id)
        if each.quantity > each.packed
    ]
    body = {
        "lot_ids": chance.sample(like, min(len(like), 2)),
        "location_id": f"loc_{stock.location_id}",
    }
    return Asked("warehouse.merge_lots", body)


# --- packages -----------------------------------------------------------------------------------


def pack(reader: Reader, chance: Random) -> Asked | None:
    """Pieces into boxes, boxes into cases, cases onto pallets."""
    found = some_stock(reader, chance)
    if found is None:
        return None
    place = f"loc_{found[0].location_id}"
    closed = [
        each
        for each in reader.find(Package, state=PackageState.CLOSED)
        if each.location_id == found[0].location_id
    ]
    body: dict[str, Any] = {"level": chance.choice(("box", "case", "pallet")), "location_id": place}
    if closed and chance.random() < 0.6:
        packages = chance.sample(closed, min(len(closed), 2))
        body |= {"level": "pallet", "package_ids": [f"pkg_{each.id}" for each in packages]}
    if not body.get("package_ids") or chance.random() < 0.3:
        part = portion(reader, chance, found[0])
        serials = part.pop("serial_ids")
        body |= {"serial_ids": serials} if serials else {"lines": [part]}
    return Asked("warehouse.pack_units", body)


def unpack(reader: Reader, chance: Random) -> Asked | None:
    package = one_of(reader, chance, Package, state=PackageState.CLOSED)
    if package is None:
        return None
    name = f"pkg_{package.id}"
    if chance.random() < 0.5:
        body = {"package_id": name, "to_location_id": f"loc_{chance.randrange(1, 8)}"}
        return Asked("warehouse.move_package", body, chance.choice((None, "needed")))
    return Asked("warehouse.unpack_units", {"package_id": name})


# --- outside ------------------------------------------------------------------------------------


def send_outside(reader: Reader, chance: Random) -> Asked | None:
    found = some_stock(reader, chance)
    if found is None:
        return None
    body = portion(reader, chance, found[0]) | {
        "from_location_id": f"loc_{found[0].location_id}",
        "to_location_id": "loc_7",
        "purpose": chance.choice(("sterilisation", "laboratory", "destruction")),
        "partner_id": "pty_3",
        "agreement": "AG-1",
    }
    return Asked("warehouse.transfer_out", body)


def bring_back(reader: Reader, chance: Random) -> Asked | None:
    transfer = one_of(reader, chance, Transfer, state=TransferState.OPEN)
    if transfer is None:
        return None
    name = f"trf_{transfer.id}"
    outside = [
        f"ser_{each.id}"
        for each in reader.find(Serial, lot_id=transfer.lot_id, state=SerialState.IN_STOCK)
        if each.location_id == transfer.external_location_id
    ]
    left = transfer.quantity - transfer.came_back - transfer.used_outside - transfer.destroyed
    if chance.random() < 0.2:
        return Asked(
            "warehouse.close_transfer", {"transfer_id": name, "serial_ids": outside}, "lost"
        )
    part = max(1, left // chance.choice((1, 1, 2)))
    said = chance.choice(("came_back", "came_back", "used_outside", "destroyed"))
    where = {
        "came_back": "serial_ids",
        "used_outside": "used_serial_ids",
        "destroyed": "destroyed_serial_ids",
    }
    serials = outside[:part] if _is_serialised(reader, _item_of(reader, transfer.lot_id)) else []
    body = {
        "transfer_id": name,
        "location_id": chance.choice(("loc_1", "loc_1", "loc_2")),
        "unit": transfer.unit,
        said: amount_text(part, transfer.unit),
        where[said]: serials,
    }
    return Asked("warehouse.transfer_in", body)


def _item_of(reader: Reader, lot_id: LotId) -> int:
    return int(reader.get(Lot, lot_id).item_id)


WAREHOUSE: tuple[Proposal, ...] = (
    receive,
    inspect,
    inspect,
    release,
    reject,
    hold,
    lift,
    move,
    put_away,
    put_away,
    scrap,
    count,
    split,
    merge,
    pack,
    pack,
    unpack,
    send_outside,
    bring_back,
)
