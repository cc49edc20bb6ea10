"""A small plant for random work: what it knows, what it has, and how it is asked."""

import shutil
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lotproof.adapters.databases import open_database
from lotproof.kernel.executor import Executor, Receipt, Submission
from lotproof.kernel.registry import COMMANDS
from tests.support.plant import Everybody, Plant, SetClock, Unasked

PLACES = {
    "Q-01": "quarantine",
    "S-01": "storage",
    "S-02": "storage",
    "P-01": "production",
    "D-01": "shipping",
    "R-01": "rejected",
    "X-01": "external",
}
ITEMS: tuple[dict[str, Any], ...] = (
    {"number": "RES", "kind": "material", "tracking": "lot", "unit": "kg"},
    {
        "number": "CAP",
        "kind": "component",
        "tracking": "lot",
        "unit": "pcs",
        "shelf_life_days": 365,
    },
    {"number": "PUMP", "kind": "component", "tracking": "serial", "unit": "pcs"},
    {"number": "KIT", "kind": "device", "tracking": "lot", "unit": "pcs", "shelf_life_days": 90},
    {"number": "DEV", "kind": "device", "tracking": "serial", "unit": "pcs"},
)
BOMS = {
    "KIT": (("CAP", "1", "pcs"), ("RES", "0.01", "kg")),
    "DEV": (("PUMP", "1", "pcs"), ("CAP", "2", "pcs")),
}
ROUTINGS = {
    "KIT": ("process", "packing"),
    "DEV": ("line_clearance", "process", "first_article", "packing"),
}
OPENING = (
    ("RES", "S-01", "2"),
    ("CAP", "S-01", "60"),
    ("CAP", "S-02", "40"),
    ("KIT", "S-01", "30"),
)
SERIALISED = (("PUMP", "S-01", 6), ("DEV", "D-01", 5))
CHECKER = "usr_2"


class Factory:
    """A plant with short words; every input goes in as it would come from outside."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.sent: list[str] = []

    def send(
        self, kind: str, actor: str = "usr_1", reason: str | None = None, /, **body: Any
    ) -> Receipt:
        """One command of the newest version; a defect of the program is raised."""
        self.sent.append(f"{kind} {body} by {actor}" + (f" because {reason}" if reason else ""))
        versions = [name for name in COMMANDS if name.startswith(f"{kind}/")]
        receipt = self.plant.submit(
            Submission(
                kind=versions[-1] if versions else kind,
                body=body,
                actor=actor,
                reason=reason,
                id=str(uuid.uuid4()),
            )
        )[0]
        self.sent[-1] += f" → {receipt.code or receipt.outcome}"
        return receipt

    def done(
        self, kind: str, actor: str = "usr_1", reason: str | None = None, /, **body: Any
    ) -> Receipt:
        receipt = self.send(kind, actor, reason, **body)
        assert receipt.outcome == "done", (self.sent[-1], receipt.message, receipt.problems)
        return receipt

    def today(self) -> date:
        with self.plant.reader() as reader:
            return reader.today

    def furnish(self) -> None:
        """Places, partners, items, how they are made and inspected, stock, and work to do."""
        self._premises()
        for item in ITEMS:
            item_id = self.done("items.register_item", name=item["number"], **item).value("item_id")
            self.done("items.activate_item", CHECKER, item_id=item_id)
        for number in BOMS:
            self._revisions(number)
        for number in ("RES", "CAP", "PUMP"):
            self._plan(number, "iqc")
        for number in ("KIT", "DEV"):
            self._plan(number, "fqc")
            self._plan(number, "oqc")
        self._stock()
        self._orders()

    def _premises(self) -> None:
        area = self.done("sites.open_area", code="A", name="Hall", kind="production")
        for code in ("W1", "W2"):
            self.done("sites.open_workstation", code=code, name=code, area_id=area.value("area_id"))
        for code, place in PLACES.items():
            self.done("warehouse.create_location", code=code, name=code, kind=place)
        for code, role in (("SUP", "supplier"), ("CUS", "customer"), ("SUB", "subcontractor")):
            party = self.done(
                "parties.register_party", code=code, name=code, country="CN", **{f"is_{role}": True}
            )
            self.done("parties.approve_party", CHECKER, "audited", party_id=party.value("party_id"))

    def _revisions(self, number: str) -> None:
        lines = [
            {"component_id": item_id(part), "quantity": quantity, "unit": unit}
            for part, quantity, unit in BOMS[number]
        ]
        bom = self.done(
            "items.draft_bom",
            item_id=item_id(number),
            revision="A",
            quantity="1",
            unit="pcs",
            lines=lines,
        )
        self.done("items.make_bom_effective", CHECKER, bom_id=bom.value("bom_id"))
        operations = [
            {"code": f"OP{i}", "name": f"Operation {i}", "kind": kind}
            for i, kind in enumerate(ROUTINGS[number])
        ]
        routing = self.done(
            "items.draft_routing", item_id=item_id(number), revision="A", operations=operations
        )
        self.done("items.make_routing_effective", CHECKER, routing_id=routing.value("routing_id"))

    def _plan(self, number: str, stage: str) -> None:
        plan = self.done(
            "inspection.define_plan",
            item_id=item_id(number),
            stage=stage,
            revision="A",
            sample_size=1,
            characteristics=[{"code": "VIS", "name": "Looks", "kind": "attribute"}],
        )
        self.done("inspection.make_plan_effective", CHECKER, plan_id=plan.value("plan_id"))

    def _stock(self) -> None:
        for number, place, quantity in OPENING:
            self._open(number, place, quantity, [])
        for number, place, count in SERIALISED:
            self._open(number, place, str(count), [f"{number}{i:03d}" for i in range(count)])

    def _open(self, number: str, place: str, quantity: str, serials: list[str]) -> None:
        item = next(each for each in ITEMS if each["number"] == number)
        self.done(
            "warehouse.enter_opening_balance",
            "usr_1",
            "start",
            item_id=item_id(number),
            location_id=location_id(place),
            quantity=quantity,
            unit=item["unit"],
            number=f"{number}-{place}",
            document="paper",
            state="released",
            serials=serials,
            expires_on=(self.today() + timedelta(days=60)).isoformat(),
        )

    def _orders(self) -> None:
        for number, quantity in (("KIT", "8"), ("DEV", "3")):
            order = self.done(
                "production.plan_work_order",
                item_id=item_id(number),
                quantity=quantity,
                unit="pcs",
            )
            self.done(
                "production.release_work_order",
                CHECKER,
                work_order_id=order.value("work_order_id"),
            )
        lines = [
            {
                "item_id": item_id(number),
                "quantity": quantity,
                "unit": "pcs",
                "unit_price": "1",
                "currency": "CNY",
                "due_on": "2026-06-01",
            }
            for number, quantity in (("KIT", "40"), ("DEV", "9"))
        ]
        order = self.done("sales.draft_order", number="SO-1", customer_id="pty_2", lines=lines)
        self.done("sales.confirm_order", CHECKER, order_id=order.value("order_id"))
        for _ in range(2):
            self.done(
                "sales.create_shipment", order_id=order.value("order_id"), consignee_id="pty_2"
            )


def item_id(number: str) -> str:
    return f"itm_{[item['number'] for item in ITEMS].index(number) + 1}"


def location_id(code: str) -> str:
    return f"loc_{list(PLACES).index(code) + 1}"


class CopiedPlant(Plant):
    """A plant that goes on from a copy of another's SQLite file."""

    def __init__(self, template: Path, copy: Path) -> None:
        shutil.copyfile(template, copy)
        self.clock = SetClock()
        self.clock.advance(seconds=60)
        self.database = open_database(f"sqlite:///{copy}")
        self.executor = Executor(self.database, Everybody(), self.clock, Unasked())
        self.connection = self.database.connect()


def furnish(url: str) -> None:
    """Build the plant in an empty database."""
    plant = Plant(url)
    try:
        Factory(plant).furnish()
        plant.check()
    finally:
        plant.close()
