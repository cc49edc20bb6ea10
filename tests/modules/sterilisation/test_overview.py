"""A lot at a glance says how it was sterilised, with what was read meanwhile, and with whom."""

import pytest

from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.sterilisation.commands import CancelCycle
from lotproof.modules.sterilisation.vocabulary import CycleId
from lotproof.modules.traceability.queries import unit_overview
from tests.modules.sterilisation.chamber import LAB, OPERATOR, QUALITY, Chamber, indicator
from tests.modules.sterilisation.test_monitored import send, watched


@pytest.mark.clause("ISO 13485 §7.5.5")
def test_a_lot_shows_its_cycles_and_their_parameters(chamber: Chamber) -> None:
    plant = chamber.plant
    watched(chamber)
    first, second = chamber.lot("L1"), chamber.lot("L2", 7)
    idle = chamber.plan(second, quantity=7)
    plant.ok(CancelCycle(cycle_id=idle), reason="pallet fell")
    plant.clock.advance(seconds=5)
    chamber.hall.start = plant.clock.now()
    send(chamber, (0, "179.0"))
    cycle_id = chamber.start(first, second, quantity=7)
    send(chamber, (1, "179.5"), (2, "181"), (3, "182"))
    chamber.finish(cycle_id)
    chamber.read(cycle_id, indicator("1A"), indicator("2B", is_passed=False))
    chamber.reject(cycle_id)
    send(chamber, (60, "178.0"))
    with plant.reader() as reader:
        found = unit_overview(reader, LotId.text(second))
    cancelled, done = found["cycles"]
    assert (cancelled["state"], cancelled["parameters"], "from" in cancelled) == (
        "cancelled",
        [],
        False,
    )
    assert (done["id"], done["state"], done["quantity"]) == (
        CycleId.text(cycle_id),
        "rejected",
        "7",
    )
    assert (done["indicators"], done["failed"]) == (2, 1)
    assert done["other_lots"] == [LotId.text(first)]
    (read,) = done["parameters"]
    assert (read["lowest"], read["highest"], read["readings"]) == ("179.5", "182", 3)
    assert read["mean"] == "180.833"  # (179.5 + 181 + 182) / 3
    assert EquipmentId.text(chamber.steriliser) in {each["id"] for each in found["machines"]}
    did = {each["id"]: each["did"] for each in found["people"]}
    assert "sterilised" in did[OPERATOR]
    assert "reviewed" in did[QUALITY]
    assert did[LAB] == ["held"]


def test_a_lot_that_was_never_loaded_has_no_cycles(sqlite_chamber: Chamber) -> None:
    lot_id = sqlite_chamber.lot("L1")
    with sqlite_chamber.plant.reader() as reader:
        found = unit_overview(reader, LotId.text(lot_id))
    assert found["cycles"] == []
    assert found["machines"] == []
