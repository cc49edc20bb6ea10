"""Buying, receiving, inspecting, and what the plant has to work with."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from lotproof.entrypoints.demo import catalogue, facts
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.site import Source
from lotproof.kernel.work import Reader

Look = Callable[[Callable[[Reader], Any]], Any]
"""Runs a question over a fresh snapshot."""


class Supply:
    """The story; `look` answers questions about what the plant knows."""

    def __init__(self, world: World, look: Look) -> None:
        self.world, self.look = world, look
        self.ids = world.ids
        self.free: dict[str, list[list[Any]]] = {}
        """Released lots by item: [lot, location, amount left, serials, rank by expiry]."""
        self.printed: dict[str, str] = {}
        """The run of labels of the newest released lot of an item."""

    # --- buying and receiving -------------------------------------------------------------------

    def buy(self, number: str) -> dict[str, Any]:
        """Order one item, approve the order; what a delivery refers to."""
        world, item = self.world, self.item(number)
        supplier = self.ids[catalogue.SUPPLIER_OF[number]]
        order = world.do(
            "buyer",
            "purchasing.draft_order",
            number=world.number("PO"),
            supplier_id=supplier,
            lines=[
                {
                    "item_id": self.ids[number],
                    "quantity": catalogue.ORDERED[number],
                    "unit": item["unit"],
                    "unit_price": catalogue.PRICE[number],
                    "currency": "CNY",
                    "due_on": world.day(7),
                }
            ],
        )
        order_id = order.value("order_id")
        world.do("approver", "purchasing.approve_order", order_id=order_id)
        line = self.look(lambda reader: facts.purchase_lines(reader, order_id))[0]
        return {"line_id": line, "supplier_id": supplier, "order_id": order_id}

    def receive(self, number: str, **more: Any) -> str:
        """A delivery on the dock; the lot id."""
        world, item = self.world, self.item(number)
        bought = self.buy(number)
        made_on = world.day(-world.chance.randrange(20, 60))
        receipt = world.do(
            "keeper" if world.chance.random() < 0.7 else "keeper2",
            "warehouse.receive_lot",
            source=Source.SCAN,
            station="DOCK-1",
            **(
                {
                    "item_id": self.ids[number],
                    "location_id": self.ids["Q-01"],
                    "quantity": catalogue.ORDERED[number],
                    "unit": item["unit"],
                    "line_id": bought["line_id"],
                    "supplier_id": bought["supplier_id"],
                    "supplier_lot": f"{number[-4:]}{world.chance.randrange(10**5):05d}",
                    "made_on": made_on,
                    "delivery_note": world.number("DN"),
                }
                | more
            ),
        )
        lot_id: str = receipt.value("lot_id")
        world.do("buyer", "purchasing.close_order", order_id=bought["order_id"])
        return lot_id

    def supply(self, number: str) -> None:
        """Receive, inspect, release and store a lot."""
        lot_id = self.receive(number)
        if not self.inspect(lot_id):
            return
        self.world.do("quality", "warehouse.release_lot", lot_id=lot_id)
        self.store(number, lot_id)

    def store(self, number: str, lot_id: str) -> None:
        """Put a released delivery where materials are kept."""
        amount, unit = catalogue.ORDERED[number], self.item(number)["unit"]
        self.world.do(
            "keeper",
            "warehouse.move_stock",
            lot_id=lot_id,
            quantity=amount,
            unit=unit,
            from_location_id=self.ids["Q-01"],
            to_location_id=self.ids["A-01"],
        )
        self.keep(number, lot_id, self.ids["A-01"], Decimal(amount))

    def keep(
        self,
        number: str,
        lot_id: str,
        location_id: str,
        amount: Decimal,
        serials: list[str] | None = None,
    ) -> None:
        """Remember a released lot; the earliest to expire is taken first."""
        expires = self.look(lambda reader: facts.expiry_of(reader, lot_id))
        lots = self.free.setdefault(number, [])
        lots.append([lot_id, location_id, amount, serials or [], expires])
        lots.sort(key=lambda lot: lot[4])

    # --- inspection -----------------------------------------------------------------------------

    def inspect(self, lot_id: str, *, fails: bool = False) -> bool:
        """Measure every sample of the lot's open inspection and decide; whether it was accepted."""
        world = self.world
        inspection, samples, characteristics = self.look(
            lambda reader: facts.open_inspection(reader, lot_id)
        )
        results = [
            self.result(each, sample, fails=fails and sample == samples)
            for each in characteristics
            for sample in range(1, samples + 1)
        ]
        who = "inspector" if world.chance.random() < 0.7 else "inspector2"
        world.do(
            who,
            "inspection.record_result",
            inspection_id=inspection,
            results=results,
            station="LAB-1",
        )
        world.do(
            who,
            "inspection.decide_inspection",
            inspection_id=inspection,
            decision="reject" if fails else "accept",
        )
        return not fails

    def result(self, each: Any, sample: int, *, fails: bool) -> dict[str, Any]:
        given = {"characteristic_id": f"chr_{each.id}", "sample": sample}
        if each.kind.value == "attribute":
            return given | {"passed": not fails}
        low = each.low if each.low is not None else 0
        high = each.high if each.high is not None else low * 2
        part = 1.08 if fails else self.world.chance.gauss(0.5, 0.1)
        value = int(low + (high - low) * min(max(part, 0.05), 1.2 if fails else 0.95))
        return given | {
            "value": amount_text(value, each.unit),
            "unit": each.unit,
            "equipment_id": self.ids["CAL-01" if each.unit == "mm" else "TENS-01"],
        }

    def correct_one(self, number: str) -> None:
        """Receive a lot whose inspector mistypes a value and puts it right."""
        lot_id = self.receive(number)
        inspection, samples, given = self.look(lambda reader: facts.open_inspection(reader, lot_id))
        results = [
            self.result(each, sample, fails=False)
            for each in given
            for sample in range(1, samples + 1)
        ]
        wrong = results[0] | {"value": "9.9"}
        self.world.do(
            "inspector",
            "inspection.record_result",
            inspection_id=inspection,
            results=[wrong, *results[1:]],
        )
        result = self.look(lambda reader: facts.first_result(reader, inspection))
        self.world.do(
            "inspector",
            "inspection.correct_result",
            result_id=result,
            value=results[0]["value"],
            unit=results[0]["unit"],
            equipment_id=results[0]["equipment_id"],
            reason="Mistyped 录入错误",
        )
        self.world.do(
            "quality", "inspection.decide_inspection", inspection_id=inspection, decision="accept"
        )
        self.world.do("quality2", "warehouse.release_lot", lot_id=lot_id)
        self.store(number, lot_id)

    # --- what there is ---------------------------------------------------------------------------

    def some(self, number: str) -> list[Any] | None:
        """The oldest released lot of an item with anything left."""
        return next((lot for lot in self.free.get(number, ()) if lot[2] > 0), None)

    def some_lot(self, number: str) -> str | None:
        lot = self.some(number)
        return None if lot is None else str(lot[0])

    def a_delivered_line(self, number: str) -> str | None:
        """A shipment line of a delivered shipment that was not yet returned."""
        item = facts.number_of(self.ids[number])
        return next(iter(self.look(lambda reader: facts.delivered_lines(reader, item))), None)

    def purchase_lines(self, order_id: str) -> list[str]:
        found: list[str] = self.look(lambda reader: facts.purchase_lines(reader, order_id))
        return found

    def recall(self) -> None:
        """Take up the stock that an earlier history left."""
        places = {facts.number_of(self.ids[code]) for code in ("A-01", "F-01")}
        usable = partial(facts.usable_stock, places=places, until=self.world.end.date())
        for item in catalogue.ITEMS:
            ask = partial(usable, item_id=self.ids[item["number"]])
            self.free[item["number"]] = self.look(ask)

    # --- small helpers --------------------------------------------------------------------------

    def item(self, number: str) -> dict[str, Any]:
        return next(item for item in catalogue.ITEMS if item["number"] == number)

    def left(self, number: str) -> Decimal:
        return sum((lot[2] for lot in self.free.get(number, ())), Decimal(0))
