"""A demonstration plant with an order at the heat sealer, and a rule of what follows there."""

from typing import Any, Final, NamedTuple

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.facts import routing_of
from lotproof.entrypoints.demo.run import look_into, remember
from lotproof.entrypoints.demo.signers import Signers
from lotproof.entrypoints.demo.today import Today
from lotproof.entrypoints.demo.world import World
from tests.api.door import LivingDoor
from tests.app.plant_work import done, one, signed_done

TRIGGER: Final = "monitoring.excursion_began/1"
CONDITION: Final = 'event.level == "action" && event.is_critical'
_PIECES = 24


class Order(NamedTuple):
    """What is made, and how the other half of it would be begun."""

    lot: str
    id: str
    position: int
    station: str
    pieces: str


class Sealing(Today):
    """The story's last day, broken off while pouches are sealed."""

    def seal(self) -> Order:
        """An order of which the first half is being sealed."""
        for part, amount, _ in self._needed("DV-IVSET", _PIECES):
            while self.left(part) < amount:
                self.supply(part)
        order = self.to_make("DV-IVSET", _PIECES)
        assert order is not None, "there is material now"
        lot: str = self.world.do("operator", "production.open_output", work_order_id=order).value(
            "lot_id"
        )
        routing, limits = self.look(lambda reader: routing_of(reader, self.ids["DV-IVSET"]))
        for step in (each for each in routing if each.kind.value in ("process", "packing")):
            is_sealed = step.code == "SEAL"
            pieces = _PIECES // 2 if is_sealed else _PIECES
            run = self.start(order, routing, limits, step, pieces)
            if is_sealed:
                return Order(lot, order, step.position, f"wst_{step.workstation_id}", str(pieces))
            self.world.do(
                "operator2" if step.position % 2 == 0 else "operator",
                "production.finish_operation",
                run_id=run, good=str(_PIECES), scrap="0", unit="pcs",
            )  # fmt: skip
        raise AssertionError("the routing seals")


def sealing(door: LivingDoor) -> Order:
    """Begin to seal pouches at SEAL-01."""
    plant, now = door.plant, door.plant.clock.now()
    with plant.ledger() as view:
        before = view.size
    world = World(Signers(plant, catalogue.SECRET).submit, 5, now, now, catalogue.ZONE)
    world.base = before
    look = look_into(plant)
    remember(world, look)
    today = Sealing(world, look)
    today.recall()
    return today.seal()


def rule(door: LivingDoor) -> str:
    """What follows when a critical point leaves its action limits: written by an engineer, tried
    on the last quarter, signed by quality; the rule's id."""
    role = one(door, "people.role", code="engineer")["id"]
    owned: dict[str, Any] = {"owner_role_id": role, "due_days": 3, "severity": "major"}
    say = "Check heater and thermocouple 检查加热器与热电偶"
    rule_id: str = done(
        door, "engineer", "rules.register_rule",
        code="SEAL-HOT", title="Sealing temperature", title_zh="热封温度",
    )["rule_id"]  # fmt: skip
    version = done(
        door, "engineer", "rules.draft_version",
        rule_id=rule_id, trigger=TRIGGER, condition=CONDITION,
        actions=[
            {"kind": "open_review", "text": say, **owned},
            {"kind": "propose_improvement", "text": say, "expected": "None in a month", **owned},
            {"kind": "raise_alert", "text": say, **owned},
            {"kind": "notify", "text": say, **owned},
        ],
    )["version_id"]  # fmt: skip
    tried = door.ask("POST", f"/api/rules/versions/{version}/trial", "engineer")
    assert tried.status == 200, tried.json
    signed_done(door, "quality", "rules.approve_version/1", version_id=version)
    return rule_id
