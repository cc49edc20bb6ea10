"""A week of the plant: buy, receive, inspect, make, sterilise, release, ship, and what goes wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.executor import Receipt
from lotproof.kernel.ids import parse_any
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import RECORDS
from lotproof.kernel.site import Source
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

Look = Callable[[Callable[[Reader], Any]], Any]
"""Runs a question over a fresh snapshot."""


class Life:
    """The story; `look` answers questions about what the plant knows."""

    def __init__(self, world: World, look: Look) -> None:
        self.world, self.look = world, look
        self.ids = world.ids
        self.free: dict[str, list[list[Any]]] = {}
        """Released lots by item: [lot, location, amount left, serials, rank by expiry]."""

    # --- buying and receiving -------------------------------------------------------------------

    def buy(self, number: str) -> dict[str, Any]:
        """Order one item, approve the order; what a delivery refers to."""
        world, item = self.world, self._item(number)
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
        line = self.look(lambda reader: _lines(reader, order_id))[0]
        return {"line_id": line, "supplier_id": supplier, "order_id": order_id}

    def receive(self, number: str, **more: Any) -> str:
        """A delivery on the dock; the lot id."""
        world, item = self.world, self._item(number)
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
        amount, unit = catalogue.ORDERED[number], self._item(number)["unit"]
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
        expires = self.look(lambda reader: _expiry(reader, lot_id))
        lots = self.free.setdefault(number, [])
        lots.append([lot_id, location_id, amount, serials or [], expires])
        lots.sort(key=lambda lot: lot[4])

    # --- inspection -----------------------------------------------------------------------------

    def inspect(self, lot_id: str, *, fails: bool = False) -> bool:
        """Measure every sample of the lot's open inspection and decide; whether it was accepted."""
        world = self.world
        inspection, samples, characteristics = self.look(lambda reader: _open(reader, lot_id))
        results = [
            self._result(each, sample, fails=fails and sample == samples)
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

    def _result(self, each: Any, sample: int, *, fails: bool) -> dict[str, Any]:
        given = {"characteristic_id": f"chr_{each.id}", "sample": sample}
        if each.kind.value == "attribute":
            return given | {"passed": not fails}
        low = each.low if each.low is not None else 0
        high = each.high if each.high is not None else low * 2
        part = 1.08 if fails else self.world.chance.gauss(0.5, 0.1)
        value = int(low + (high - low) * min(max(part, 0.05), 1.2 if fails else 0.95))
        return given | {
            "value": _decimal(value, each.unit),
            "unit": each.unit,
            "equipment_id": self.ids["CAL-01" if each.unit == "mm" else "TENS-01"],
        }

    def correct_one(self, number: str) -> None:
        """Receive a lot whose inspector mistypes a value and puts it right."""
        lot_id = self.receive(number)
        inspection, samples, given = self.look(lambda reader: _open(reader, lot_id))
        results = [
            self._result(each, sample, fails=False)
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
        result = self.look(lambda reader: _first_result(reader, inspection))
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

    # --- making ---------------------------------------------------------------------------------

    def make(self, number: str, quantity: int) -> str | None:
        """One work order from plan to close; the finished lot, or None when material is short."""
        world = self.world
        need = self._needed(number, quantity)
        for part, amount, _ in need:
            while self._left(part) < amount:
                before = self._left(part)
                self.supply(part)
                if self._left(part) <= before:
                    return None
        order = world.do(
            "planner",
            "production.plan_work_order",
            item_id=self.ids[number],
            quantity=str(quantity),
            unit="pcs",
            number=world.number("WO"),
        )
        order_id = order.value("work_order_id")
        world.do("planner2", "production.release_work_order", work_order_id=order_id)
        opened = world.do(
            "operator",
            "production.open_output",
            work_order_id=order_id,
            lot_number=world.number("IV" if number == "DV-IVSET" else "BS"),
            made_on=world.today,
        )
        lot_id: str = opened.value("lot_id")
        issued = [
            line
            for part, amount, unit in need
            for line in self._issue(order_id, part, amount, unit)
        ]
        good = self._run(order_id, number, quantity, issued)
        self._finish(order_id, number, lot_id, good)
        return lot_id

    def _issue(self, order_id: str, part: str, amount: Decimal, unit: str) -> list[dict[str, Any]]:
        """Issue a material, oldest lot first, from as many lots as it takes."""
        lines = []
        for lot in self.free[part]:
            take = min(lot[2], amount)
            if take <= 0:
                continue
            line = {"lot_id": lot[0], "quantity": str(take), "unit": unit}
            self.world.do(
                "keeper",
                "production.issue_material",
                work_order_id=order_id,
                location_id=lot[1],
                source=Source.SCAN,
                **line,
            )
            lot[2], amount = lot[2] - take, amount - take
            lines.append(line)
            if amount <= 0:
                break
        return lines

    def _run(self, order_id: str, number: str, quantity: int, issued: list[dict[str, Any]]) -> int:
        """Clear the line, run each operation with its parameters, put the material in."""
        world, good, is_first = self.world, quantity, True
        routing, limits = self.look(lambda reader: _routing(reader, self.ids[number]))
        clearance = next(step.position for step in routing if step.kind.value == "line_clearance")
        for step in (s for s in routing if s.kind.value != "line_clearance"):
            who = "operator" if step.position % 2 else "operator2"
            station = f"wst_{step.workstation_id}"
            world.do(
                who,
                "production.clear_line",
                work_order_id=order_id,
                position=clearance,
                workstation_id=station,
                products_removed=True,
                materials_removed=True,
                labels_removed=True,
                documents_removed=True,
                is_clean=True,
            )
            machine = catalogue.EQUIPMENT_OF.get(step.code)
            run = world.do(
                who,
                "production.start_operation",
                work_order_id=order_id,
                position=step.position,
                workstation_id=station,
                quantity=str(good),
                unit="pcs",
                station=step.code,
                **({"equipment_id": self.ids[machine]} if machine else {}),
            )
            for limit in (p for p in limits if p.position == step.position):
                self._parameter(order_id, run.value("run_id"), limit, machine)
            if is_first:
                world.do(
                    who,
                    "production.consume_material",
                    work_order_id=order_id,
                    position=step.position,
                    lines=issued,
                    source=Source.SCAN,
                )
                is_first = False
            lost = 1 if world.chance.random() < 0.15 and good > 3 else 0
            world.do(
                who,
                "production.finish_operation",
                run_id=run.value("run_id"),
                good=str(good - lost),
                scrap=str(lost),
                unit="pcs",
            )
            good -= lost
        return good

    def _parameter(self, order_id: str, run_id: str, limit: Any, machine: str | None) -> None:
        world = self.world
        low, high = limit.low, limit.high
        part = 1.15 if world.chance.random() < 0.01 else world.chance.gauss(0.5, 0.12)
        world.do(
            "operator",
            "production.record_parameter",
            work_order_id=order_id,
            run_id=run_id,
            parameter_id=f"prm_{limit.id}",
            unit=limit.unit,
            source=Source.MACHINE,
            value=_decimal(int(low + (high - low) * part), limit.unit),
            **({"equipment_id": self.ids[machine]} if machine else {}),
        )

    def _finish(self, order_id: str, number: str, lot_id: str, good: int) -> None:
        """Into quarantine, sterilised where it has to be, inspected, released, closed."""
        world = self.world
        serials: list[str] = []
        if number == "DV-SCREW":
            first = world.numbers["SN"] = world.numbers.get("SN", 0) + 1
            receipt = world.do(
                "operator",
                "production.serialise_output",
                work_order_id=order_id,
                first_number=f"QS{first:06d}",
                count=good,
            )
            world.numbers["SN"] += good - 1
            serials = _serials(receipt)
        world.do(
            "operator",
            "production.receive_output",
            work_order_id=order_id,
            location_id=self.ids["Q-02"],
            quantity=str(good),
            unit="pcs",
            **({"serial_ids": serials} if serials else {}),
        )
        world.do("planner2", "production.close_work_order", work_order_id=order_id)
        if number == "DV-IVSET":
            self._sterilise(lot_id, good)
        if not self.inspect(lot_id, fails=world.chance.random() < 0.04):
            return
        world.do("quality", "warehouse.release_lot", lot_id=lot_id)
        world.do(
            "keeper",
            "warehouse.move_stock",
            lot_id=lot_id,
            quantity=str(good),
            unit="pcs",
            from_location_id=self.ids["Q-02"],
            to_location_id=self.ids["F-01"],
            serial_ids=serials,
        )
        self.keep(number, lot_id, self.ids["F-01"], Decimal(good), serials)

    def _sterilise(self, lot_id: str, quantity: int) -> None:
        """Out to the steriliser and back, under quarantine all the time."""
        world = self.world
        sent = world.do(
            "keeper",
            "warehouse.transfer_out",
            lot_id=lot_id,
            quantity=str(quantity),
            unit="pcs",
            from_location_id=self.ids["Q-02"],
            to_location_id=self.ids["EXT-EO"],
            purpose="sterilisation",
            partner_id=self.ids["X-EO"],
            agreement="QA-2026-EO-01",
            due_back_on=world.day(7),
        )
        world.pass_time(8 * 3600)
        world.do(
            "keeper",
            "warehouse.transfer_in",
            transfer_id=sent.value("transfer_id"),
            location_id=self.ids["Q-02"],
            unit="pcs",
            came_back=str(quantity),
        )

    # --- selling --------------------------------------------------------------------------------

    def sell(self, number: str, quantity: int) -> str | None:
        """Order, pick the earliest lots, ship, deliver; the shipment."""
        world = self.world
        customer = world.chance.choice(("C-HOSP1", "C-HOSP2", "C-DIST"))
        quantity = min(quantity, int(self._left(number)))
        if quantity < 1:
            return None
        order = world.do(
            "sales",
            "sales.draft_order",
            number=world.number("SO"),
            customer_id=self.ids[customer],
            lines=[
                {
                    "item_id": self.ids[number],
                    "quantity": str(quantity),
                    "unit": "pcs",
                    "unit_price": catalogue.PRICE[number],
                    "currency": "CNY",
                    "due_on": world.day(5),
                }
            ],
        )
        order_id = order.value("order_id")
        world.do("sales", "sales.confirm_order", order_id=order_id)
        shipment: str = world.do(
            "keeper",
            "sales.create_shipment",
            order_id=order_id,
            consignee_id=self.ids[customer],
            carrier_id=self.ids["T-COLD"],
        ).value("shipment_id")
        for lot in self.free[number]:
            take = int(min(lot[2], quantity))
            if take <= 0:
                continue
            picked, lot[3] = lot[3][:take], lot[3][take:]
            world.do(
                "keeper",
                "sales.pick_line",
                shipment_id=shipment,
                lot_id=lot[0],
                location_id=lot[1],
                quantity=str(take),
                unit="pcs",
                serial_ids=picked,
                source=Source.SCAN,
                reason="Customer's order 按订单拣货",
            )
            lot[2] -= take
            quantity -= take
            if quantity <= 0:
                break
        world.do("keeper", "sales.dispatch", shipment_id=shipment, waybill=world.number("SF"))
        world.do(
            "sales",
            "sales.record_delivery",
            shipment_id=shipment,
            delivered_on=world.today,
            received_by="Receiving desk 收货处",
        )
        return shipment

    # --- what there is ---------------------------------------------------------------------------

    def some(self, number: str) -> list[Any] | None:
        """The oldest released lot of an item with anything left."""
        return next((lot for lot in self.free.get(number, ()) if lot[2] > 0), None)

    def some_lot(self, number: str) -> str | None:
        lot = self.some(number)
        return None if lot is None else str(lot[0])

    def a_delivered_line(self, number: str) -> str | None:
        """A shipment line of a delivered shipment that was not yet returned."""
        item = _number(self.ids[number])
        return next(iter(self.look(lambda reader: _delivered(reader, item))), None)

    def purchase_lines(self, order_id: str) -> list[str]:
        found: list[str] = self.look(lambda reader: _lines(reader, order_id))
        return found

    def recall(self) -> None:
        """Take up the stock that an earlier history left."""
        for item in catalogue.ITEMS:
            number = item["number"]
            self.free[number] = self.look(
                lambda reader, n=number: _usable(reader, self.ids[n], self)
            )

    # --- small helpers --------------------------------------------------------------------------

    def _item(self, number: str) -> dict[str, Any]:
        return next(item for item in catalogue.ITEMS if item["number"] == number)

    def _left(self, number: str) -> Decimal:
        return sum((lot[2] for lot in self.free.get(number, ())), Decimal(0))

    def _needed(self, number: str, quantity: int) -> list[tuple[str, Decimal, str]]:
        base, lines = catalogue.BOMS[number]
        return [
            (part, Decimal(amount) * quantity / Decimal(base), unit) for part, amount, unit in lines
        ]


def _decimal(steps: int, unit: str) -> str:
    return amount_text(steps, unit)


def _number(id_text: str) -> int:
    return parse_any(id_text)[1]


def _serials(receipt: Receipt) -> list[str]:
    first, last = receipt.value("first_serial_id"), receipt.value("last_serial_id")
    return [f"ser_{number}" for number in range(_number(first), _number(last) + 1)]


def _lines(reader: Reader, order_id: str) -> list[str]:
    return [f"pol_{line.id}" for line in lines_of(reader, OrderId(_number(order_id)))]


def _open(reader: Reader, lot_id: str) -> tuple[str, int, list[Any]]:
    """The lot's open inspection, its sample size, and what is to be measured."""
    found = next(
        each
        for each in inspections_of_lot(reader, LotId(_number(lot_id)))
        if each.state is InspectionState.OPEN
    )
    plan = next(p for p in plans_of_item(reader, found.item_id) if p.id == found.plan_id)
    return f"ins_{found.id}", plan.sample_size, characteristics(reader, plan.id)


def _routing(reader: Reader, item_id: str) -> tuple[list[Any], list[Any]]:
    routing = effective_routing(reader, ItemId(_number(item_id)))
    assert routing is not None
    return operations(reader, routing.id), parameters(reader, routing.id)


def _delivered(reader: Reader, item: int) -> list[str]:
    lines = [line for line in reader.find(RECORDS["sales.shipment_line"].cls, item_id=item)]
    shipped = {s.id for s in reader.find(RECORDS["sales.shipment"].cls, state="delivered")}
    return [
        f"shl_{line.id}"
        for line in reversed(lines)
        if line.shipment_id in shipped and line.returned == 0 and line.quantity >= 2
    ]


def _usable(reader: Reader, item_id: str, life: Life) -> list[list[Any]]:
    """Released stock of an item in its storage location, earliest expiry first."""
    places = {_number(life.ids[code]) for code in ("A-01", "F-01")}
    found = []
    for stock in reader.find(RECORDS["warehouse.stock"].cls, item_id=_number(item_id)):
        lot = reader.get(RECORDS["warehouse.lot"].cls, stock.lot_id)
        free = stock.quantity - stock.packed
        if stock.location_id not in places or free <= 0 or lot.holds or lot.state != "released":
            continue
        serials = [
            f"ser_{s.id}"
            for s in reader.find(RECORDS["warehouse.serial"].cls, lot_id=lot.id)
            if s.location_id == stock.location_id
        ]
        found.append(
            [
                f"lot_{lot.id}",
                f"loc_{stock.location_id}",
                Decimal(amount_text(free, stock.unit)),
                serials,
                _rank(lot),
            ]
        )
    return sorted(found, key=lambda each: each[4])


def _expiry(reader: Reader, lot_id: str) -> tuple[date, int]:
    return _rank(reader.get(RECORDS["warehouse.lot"].cls, _number(lot_id)))


def _rank(lot: Any) -> tuple[date, int]:
    return lot.expires_on or date.max, lot.id


def _first_result(reader: Reader, inspection: str) -> str:
    return f"res_{results_of(reader, InspectionId(_number(inspection)))[0].id}"
