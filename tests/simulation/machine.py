"""Many people at work at random; after every step the plant is looked over."""

import re
from collections.abc import Iterable
from random import Random
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from lotproof.kernel.executor import Receipt
from lotproof.kernel.registry import CommandSpec
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.production.queries import Output
from lotproof.modules.sales.queries import ShipmentLine
from lotproof.modules.sales.vocabulary import ShipmentId
from lotproof.modules.warehouse.queries import Serial, Transfer
from tests.simulation.factory import Factory
from tests.simulation.invariants import broken, unfit, unfit_to_leave
from tests.simulation.making import PRODUCTION
from tests.simulation.nonsense import commands, resolved
from tests.simulation.selling import SALES
from tests.simulation.sense import WAREHOUSE, Asked, Proposal
from tests.support.plant import Plant

ACTORS = ("usr_1", "usr_2", "usr_3")
SEEDS = st.integers(0, 2**32 - 1)
_LOT_OF: dict[str, type[Any]] = {"ser": Serial, "trf": Transfer, "shl": ShipmentLine}
_ID = re.compile(r"\b([a-z]{3})_(\d+)")


class Simulation(RuleBasedStateMachine):
    """A furnished plant, from its first day to the last step."""

    def __init__(self, plant: Plant) -> None:
        super().__init__()
        self.plant = plant
        self.factory = Factory(plant)
        self.deviating: set[str] = set()

    def teardown(self) -> None:
        try:
            self.plant.check()
        finally:
            self.plant.close()

    # --- what people do -------------------------------------------------------------------------

    @rule(what=st.sampled_from(range(len(WAREHOUSE))), seed=SEEDS)
    def keep_stock(self, what: int, seed: int) -> None:
        self._sensibly(WAREHOUSE[what], Random(seed))

    @rule(what=st.sampled_from(range(len(PRODUCTION))), seed=SEEDS)
    def make(self, what: int, seed: int) -> None:
        self._sensibly(PRODUCTION[what], Random(seed))

    @rule(what=st.sampled_from(range(len(PRODUCTION))), seed=SEEDS)
    def make_more(self, what: int, seed: int) -> None:
        self._sensibly(PRODUCTION[what], Random(seed))

    @rule(what=st.sampled_from(range(len(SALES))), seed=SEEDS)
    def sell(self, what: int, seed: int) -> None:
        self._sensibly(SALES[what], Random(seed))

    @rule(
        given=commands(),
        actor=st.sampled_from(ACTORS),
        reason=st.sampled_from((None, "because")),
    )
    def do_anything(
        self, given: tuple[CommandSpec, dict[str, Any]], actor: str, reason: str | None
    ) -> None:
        spec, body = given
        with self.plant.reader() as reader:
            found = resolved(reader, body)
        self._ask(Asked(spec.kind.partition("/")[0], found, reason), actor)

    @rule(days=st.sampled_from((1, 5, 30)))
    def wait(self, days: int) -> None:
        self.plant.clock.advance(days=days)

    def _sensibly(self, proposal: Proposal, chance: Random) -> None:
        with self.plant.reader() as reader:
            asked = proposal(reader, chance)
        if asked is not None:
            self._ask(asked, chance.choice(ACTORS))

    # --- what comes of it -----------------------------------------------------------------------

    def _ask(self, asked: Asked, actor: str) -> None:
        receipt = self.factory.send(asked.kind, actor, asked.reason, **asked.body)
        note(self.factory.sent[-1])
        assert receipt.outcome != "failed", "a reaction crashed"
        assert receipt.code not in ("not_permitted", "command_id_reused")
        with self.plant.reader() as reader:
            if receipt.deviations:
                self.deviating |= _concerned(reader, asked.body, receipt)
            problems = broken(reader, self.deviating)
            if receipt.outcome == "done":
                problems += _wrongly_done(reader, asked)
        assert not problems, "; ".join(problems)


def _wrongly_done(reader: Reader, asked: Asked) -> Iterable[str]:
    """Use and sale of what should not have been."""
    body = asked.body
    if asked.kind == "sales.dispatch":
        return unfit_to_leave(reader, ShipmentId.parse(body["shipment_id"]))
    if asked.kind == "production.issue_material":
        lines = [body]
    elif asked.kind == "production.consume_material":
        lines = body["lines"]
    else:
        return []
    found = []
    for line in lines:
        serials = [SerialId.parse(each) for each in line.get("serial_ids", [])]
        found += unfit(reader, LotId.parse(line["lot_id"]), serials)
    return found


def _concerned(reader: Reader, body: dict[str, Any], receipt: Receipt) -> set[str]:
    """The lots and orders that a fact was about which cannot be as it was said."""
    found = {f"{prefix}_{number}" for prefix, number in _ID.findall(f"{body} {receipt.events}")}
    for name in tuple(found):
        prefix, number = name[:3], int(name[4:])
        if prefix in _LOT_OF and (record := reader.seek(_LOT_OF[prefix], number)) is not None:
            found.add(f"lot_{record.lot_id}")
        if prefix == "wor":
            outputs = reader.find(Output, work_order_id=number)
            found |= {f"lot_{each.lot_id}" for each in outputs}
    return found
