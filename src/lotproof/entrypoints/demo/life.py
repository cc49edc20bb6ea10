"""Making and selling, from material in stock to a delivered shipment."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from lotproof.entrypoints.demo import catalogue, chamber, facts, labels
from lotproof.entrypoints.demo.supply import Look, Supply
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.site import Source

_CHECKS = ("line_clearance", "first_article")
_FIRST_ARTICLE_FAILS = 0.15
_OUTSIDE_EVERY = 4
"""Of so many loads one goes to a steriliser outside."""


class Made(NamedTuple):
    """A lot in quarantine: pieces, their serials, and the run of its labels."""

    lot_id: str
    good: int
    serials: list[str]
    run_id: str


def _operator_of(step: Any) -> str:
    return "operator" if step.position % 2 else "operator2"


class Life(Supply):
    """The story of the line: orders, operations, sterilisation, release, shipments."""

    def __init__(self, world: World, look: Look) -> None:
        super().__init__(world, look)
        self._loads = self._cycles = 0

    # --- making ---------------------------------------------------------------------------------

    def make(self, number: str, quantity: int) -> str | None:
        """One lot from plan to release; None when material is short."""
        made = self._make(number, quantity)
        if made is None:
            return None
        self._hand_over(number, [made])
        return made.lot_id

    def make_together(self, number: str, quantities: Sequence[int]) -> None:
        """Several lots that go through the steriliser in one load."""
        made = [self._make(number, each) for each in quantities]
        self._hand_over(number, [each for each in made if each is not None])

    def _make(self, number: str, quantity: int) -> Made | None:
        """One work order from plan to close; the lot in quarantine."""
        world = self.world
        need = self._needed(number, quantity)
        for part, amount, _ in need:
            while self.left(part) < amount:
                before = self.left(part)
                self.supply(part)
                if self.left(part) <= before:
                    return None
        order = world.do(
            "planner",
            "production.plan_work_order",
            item_id=self.ids[number],
            quantity=str(quantity),
            unit="pcs",
            number=world.number("WO"),
            due_on=world.day(world.chance.randrange(3, 12)),
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
        return self._close(order_id, number, lot_id, good)

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
        routing, limits = self.look(lambda reader: facts.routing_of(reader, self.ids[number]))
        checks = {step.position for step in routing if step.kind.value == "first_article"}
        for step in (s for s in routing if s.kind.value not in _CHECKS):
            who = _operator_of(step)
            run_id = self.start(order_id, routing, limits, step, good)
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
            if step.position + 1 in checks:
                self._first_article(order_id, step.position + 1)
            lost = 1 if world.chance.random() < 0.15 and good > 3 else 0
            world.do(
                who,
                "production.finish_operation",
                run_id=run_id,
                good=str(good - lost),
                scrap=str(lost),
                unit="pcs",
            )
            good -= lost
        return good

    def start(
        self, order_id: str, routing: list[Any], limits: list[Any], step: Any, quantity: int
    ) -> str:
        """Clear the line and begin an operation, its parameters read; the run."""
        world = self.world
        who, station = _operator_of(step), f"wst_{step.workstation_id}"
        world.do(
            who,
            "production.clear_line",
            work_order_id=order_id,
            position=next(s.position for s in routing if s.kind.value == "line_clearance"),
            workstation_id=station,
            products_removed=True,
            materials_removed=True,
            labels_removed=True,
            documents_removed=True,
            is_clean=True,
        )
        machine = catalogue.EQUIPMENT_OF.get(step.code)
        run_id: str = world.do(
            who,
            "production.start_operation",
            work_order_id=order_id,
            position=step.position,
            workstation_id=station,
            quantity=str(quantity),
            unit="pcs",
            station=step.code,
            **({"equipment_id": self.ids[machine]} if machine else {}),
        ).value("run_id")
        for limit in (p for p in limits if p.position == step.position):
            self._parameter(order_id, run_id, limit, machine)
        return run_id

    def _first_article(self, order_id: str, check: int) -> None:
        """The first piece is decided by somebody who did not make it; at times at the second go."""
        world = self.world
        decision: dict[str, Any] = {"work_order_id": order_id, "position": check}
        if world.chance.random() < _FIRST_ARTICLE_FAILS:
            world.do(
                "inspector",
                "production.reject_first_article",
                remark="Length 40.14 mm, tool offset to be corrected 长度 40.14 mm，需修正刀补",
                **decision,
            )
        world.do("inspector", "production.approve_first_article", **decision)

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
            value=amount_text(int(low + (high - low) * part), limit.unit),
            **({"equipment_id": self.ids[machine]} if machine else {}),
        )

    def _close(self, order_id: str, number: str, lot_id: str, good: int) -> Made:
        """Into quarantine, labelled, the order closed."""
        world = self.world
        serials: list[str] = []
        if number == "DV-SCREW":
            first = world.numbers["SN"] = world.numbers.get("SN", world.base) + 1
            receipt = world.do(
                "operator",
                "production.serialise_output",
                work_order_id=order_id,
                first_number=f"QS{first:06d}",
                count=good,
            )
            world.numbers["SN"] += good - 1
            serials = facts.serials_of(receipt)
        world.do(
            "operator",
            "production.receive_output",
            work_order_id=order_id,
            location_id=self.ids["Q-02"],
            quantity=str(good),
            unit="pcs",
            **({"serial_ids": serials} if serials else {}),
        )
        run_id = labels.label_lot(world, self.look, lot_id, good, serials)
        world.do("planner2", "production.close_work_order", work_order_id=order_id)
        return Made(lot_id, good, serials, run_id)

    def _hand_over(self, number: str, made: Sequence[Made]) -> None:
        """Sterilised where it has to be, inspected, released."""
        if number == "DV-IVSET" and made and not self._sterilise(made):
            return
        for each in made:
            self._release(number, each)

    def _release(self, number: str, made: Made) -> None:
        world, (lot_id, good, serials, run_id) = self.world, made
        if not self.inspect(lot_id, fails=world.chance.random() < 0.04):
            return
        world.do("quality", "warehouse.release_lot", lot_id=lot_id)
        self.printed[number] = run_id
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

    def _sterilise(self, made: Sequence[Made]) -> bool:
        """In the plant's own steriliser, or outside when it is taken; whether that succeeded."""
        self._loads += 1
        if self._loads % _OUTSIDE_EVERY == 0:
            for each in made:
                self._send_out(each.lot_id, each.good)
            return True
        load = [chamber.Loaded(each.lot_id, each.good) for each in made]
        self._cycles += 1
        return chamber.sterilise(self.world, self.look, load, self._cycles - 1)

    def _send_out(self, lot_id: str, quantity: int) -> None:
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
        quantity = min(quantity, int(self.left(number)))
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

    def _needed(self, number: str, quantity: int) -> list[tuple[str, Decimal, str]]:
        base, lines = catalogue.BOMS[number]
        return [
            (part, Decimal(amount) * quantity / Decimal(base), unit) for part, amount, unit in lines
        ]
