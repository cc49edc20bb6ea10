"""Work of today that nobody has done yet, so that whoever opens the plant finds some to do."""

from decimal import Decimal
from typing import Any

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.facts import routing_of
from lotproof.entrypoints.demo.life import Life
from lotproof.entrypoints.demo.run import look_into, remember
from lotproof.entrypoints.demo.signers import Signers
from lotproof.entrypoints.demo.world import World
from lotproof.modules.production.queries import OperationRun
from lotproof.modules.production.vocabulary import RunState

TO_RECEIVE, TO_INSPECT = "CP-CHAMB", "PK-POUCH"
TO_MAKE, TO_SHIP = ("DV-IVSET", 24), ("DV-IVSET", 12)
TO_DECIDE = ("DV-SCREW", 12)
_LOT = 150
"""What the line makes at once."""


def leave_work_open(plant: Plant, seed: int) -> int:
    """A delivery to receive, a lot to inspect, an order to make, a first article to decide and a
    shipment to pick.

    Goes on after the last entry, with the people and things of the plant's history; gives how many
    sealed operations the ledger now has.
    """
    now = plant.clock.now()
    look = look_into(plant)
    with plant.ledger() as view:
        before = view.size
    world = World(Signers(plant, catalogue.SECRET).submit, seed + before, now, now, catalogue.ZONE)
    world.base = before
    remember(world, look)
    today = Today(world, look)
    today.recall()
    today.buy(TO_RECEIVE)
    today.receive(TO_INSPECT)
    today.to_make(*TO_MAKE)
    today.to_decide(*TO_DECIDE)
    today.to_ship(*TO_SHIP)
    with plant.ledger() as view:
        return view.size


class Today(Life):
    """The story's last day, broken off in the middle."""

    def to_make(self, number: str, quantity: int) -> str | None:
        """A released work order with its material, if there is enough; nothing is started."""
        need = self._needed(number, quantity)
        if any(self.left(part) < amount for part, amount, _ in need):
            return None
        order: str = self.world.do(
            "planner",
            "production.plan_work_order",
            item_id=self.ids[number],
            quantity=str(quantity),
            unit="pcs",
            number=self.world.number("WO"),
            due_on=self.world.day(3),
        ).value("work_order_id")
        self.world.do("planner2", "production.release_work_order", work_order_id=order)
        for part, amount, unit in need:
            self._issue(order, part, amount, unit)
        return order

    def to_decide(self, number: str, quantity: int) -> None:
        """An operation that runs and waits for the decision on its first article, where nothing
        runs already."""
        if self.look(lambda reader: reader.find(OperationRun, state=RunState.RUNNING)):
            return
        order = self.to_make(number, quantity)
        if order is None:
            return
        self.world.do("operator", "production.open_output", work_order_id=order)
        routing, limits = self.look(lambda reader: routing_of(reader, self.ids[number]))
        check = next(at for at, step in enumerate(routing) if step.kind.value == "first_article")
        self.start(order, routing, limits, routing[check - 1], quantity)

    def to_ship(self, number: str, quantity: int) -> None:
        """A shipment of which nothing is picked; what is short of it is made before."""
        if self.left(number) < Decimal(quantity) and self.make(number, _LOT) is None:
            return
        customer = self.ids["C-HOSP1"]
        line: dict[str, Any] = {
            "item_id": self.ids[number],
            "quantity": str(quantity),
            "unit": "pcs",
            "unit_price": catalogue.PRICE[number],
            "currency": "CNY",
            "due_on": self.world.day(2),
        }
        order = self.world.do(
            "sales",
            "sales.draft_order",
            number=self.world.number("SO"),
            customer_id=customer,
            lines=[line],
        ).value("order_id")
        self.world.do("sales", "sales.confirm_order", order_id=order)
        self.world.do(
            "keeper",
            "sales.create_shipment",
            order_id=order,
            consignee_id=customer,
            carrier_id=self.ids["T-COLD"],
        )
