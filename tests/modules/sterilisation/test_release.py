"""No lot leaves before its cycle was accepted; a cycle that failed holds exactly its lots."""

import pytest

from lotproof.kernel.work import answers
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.inspection.commands import (
    DecideInspection,
    DefinePlan,
    MakePlanEffective,
    OpenInspection,
    RecordResult,
)
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicId,
    CharacteristicKind,
    Decision,
    InspectionId,
    PlanId,
    ResultGiven,
    Stage,
)
from lotproof.modules.items.commands import OperationGiven
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.sterilisation.commands import CancelCycle, StartCycle
from lotproof.modules.warehouse.commands import LiftHold, ReleaseLot, SplitLot
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import active_holds
from lotproof.modules.warehouse.vocabulary import LotState
from tests.modules.production.factory import pcs
from tests.modules.sterilisation.chamber import (
    ENGINEER,
    OPERATOR,
    QUALITY,
    Chamber,
    indicator,
)

pytestmark = pytest.mark.clause("ISO 13485 §7.5.5")
OURS = {"cycle_not_reviewed", "cycle_failed", "not_sterilised"}


def refusals(chamber: Chamber, lot_id: LotId) -> set[str]:
    """What sterilisation says to the release of a lot."""
    with chamber.plant.reader() as reader:
        found = answers(reader, MAY_RELEASE, ReleaseAsked(lot_id=lot_id))
        return {each.code for each in found} & OURS


def inspect(chamber: Chamber, *lots: LotId) -> None:
    """An accepted final inspection of each lot, so that only its cycle is in the way."""
    plant = chamber.plant
    look = CharacteristicGiven(code="LOOK", name="Look", kind=CharacteristicKind.ATTRIBUTE)
    planned = plant.ok(
        DefinePlan(
            item_id=chamber.line.items["catheter"],
            stage=Stage.FQC,
            revision="A",
            sample_size=1,
            characteristics=[look],
        ),
        actor=ENGINEER,
    )
    plan_id = PlanId.parse(planned.value("plan_id"))
    plant.ok(MakePlanEffective(plan_id=plan_id), actor=QUALITY)
    for lot_id in lots:
        opened = plant.ok(OpenInspection(lot_id=lot_id, stage=Stage.FQC))
        inspection_id = InspectionId.parse(opened.value("inspection_id"))
        result = ResultGiven(characteristic_id=CharacteristicId(1), sample=1, passed=True)
        plant.ok(RecordResult(inspection_id=inspection_id, results=[result]))
        plant.ok(DecideInspection(inspection_id=inspection_id, decision=Decision.ACCEPT))


def split(chamber: Chamber, lot_id: LotId, count: int = 4) -> LotId:
    receipt = chamber.plant.ok(
        SplitLot(
            lot_id=lot_id,
            location_id=chamber.line.places["quarantine"],
            quantity=pcs(count),
            unit="pcs",
        )
    )
    return LotId.parse(receipt.value("lot_id"))


def test_a_lot_waits_for_its_cycle_from_loading_to_review(chamber: Chamber) -> None:
    plant, lot_id, free = chamber.plant, chamber.lot("L1"), chamber.lot("L2")
    inspect(chamber, lot_id, free)
    releasing = ReleaseLot(lot_id=lot_id)
    cycle_id = chamber.plan(lot_id)
    plant.refused("cycle_not_reviewed", releasing, actor=QUALITY)
    plant.ok(StartCycle(cycle_id=cycle_id), actor=OPERATOR)
    plant.refused("cycle_not_reviewed", releasing, actor=QUALITY)
    chamber.finish(cycle_id)
    chamber.read(cycle_id)
    plant.refused("cycle_not_reviewed", releasing, actor=QUALITY)
    plant.ok(ReleaseLot(lot_id=free), actor=QUALITY)
    chamber.accept(cycle_id)
    plant.ok(releasing, actor=QUALITY)
    assert chamber.lot_now(lot_id).state is LotState.RELEASED
    plant.check()


def test_a_cancelled_load_holds_nothing_up(sqlite_chamber: Chamber) -> None:
    chamber, lot_id = sqlite_chamber, sqlite_chamber.lot("L1")
    cycle_id = chamber.plan(lot_id)
    assert refusals(chamber, lot_id) == {"cycle_not_reviewed"}
    chamber.plant.ok(CancelCycle(cycle_id=cycle_id), reason="wrong pallet")
    assert refusals(chamber, lot_id) == set()


def test_a_rejected_cycle_holds_exactly_its_lots(chamber: Chamber) -> None:
    first, second, other = (chamber.lot(name) for name in ("L1", "L2", "L3"))
    good = chamber.run(other)
    cycle_id = chamber.run(first, second)
    chamber.reject(cycle_id)
    number = chamber.cycle(cycle_id).number
    for lot_id in (first, second):
        (cause,) = chamber.holds(lot_id)
        assert number in cause
        assert refusals(chamber, lot_id) == {"cycle_failed"}
    assert chamber.holds(other) == []
    chamber.read(good)
    chamber.accept(good)
    assert refusals(chamber, other) == set()
    chamber.plant.check()


def test_a_failed_indicator_holds_at_once_and_once(chamber: Chamber) -> None:
    lot_id = chamber.lot("L1")
    cycle_id = chamber.run(lot_id)
    assert chamber.holds(lot_id) == []
    chamber.read(cycle_id, indicator("1A", is_passed=False))
    assert len(chamber.holds(lot_id)) == 1
    chamber.read(cycle_id, indicator("2B", is_passed=False))
    chamber.reject(cycle_id)
    assert len(chamber.holds(lot_id)) == 1
    chamber.plant.check()


def test_growth_that_shows_after_the_release_stops_the_lot(sqlite_chamber: Chamber) -> None:
    chamber, lot_id = sqlite_chamber, sqlite_chamber.lot("L1")
    inspect(chamber, lot_id)
    cycle_id = chamber.run(lot_id)
    chamber.read(cycle_id)
    chamber.accept(cycle_id)
    chamber.plant.ok(ReleaseLot(lot_id=lot_id), actor=QUALITY)
    chamber.read(cycle_id, indicator("3C", is_passed=False))
    assert len(chamber.holds(lot_id)) == 1


def test_a_program_that_was_broken_off_holds_its_lots(sqlite_chamber: Chamber) -> None:
    chamber, lot_id = sqlite_chamber, sqlite_chamber.lot("L1")
    cycle_id = chamber.start(lot_id)
    chamber.finish(cycle_id, is_complete=False)
    assert len(chamber.holds(lot_id)) == 1


def test_a_lot_sterilised_again_stands_by_its_last_cycle(chamber: Chamber) -> None:
    plant, lot_id = chamber.plant, chamber.lot("L1")
    inspect(chamber, lot_id)
    chamber.reject(chamber.run(lot_id))
    with plant.reader() as reader:
        (hold,) = active_holds(reader, lot_id)
    plant.ok(LiftHold(hold_id=hold.id), actor=ENGINEER, reason="sterilised again by NC-7")
    plant.refused("cycle_failed", ReleaseLot(lot_id=lot_id), actor=QUALITY)
    again = chamber.run(lot_id)
    plant.refused("cycle_not_reviewed", ReleaseLot(lot_id=lot_id), actor=QUALITY)
    chamber.read(again)
    chamber.accept(again)
    plant.ok(ReleaseLot(lot_id=lot_id), actor=QUALITY)
    plant.check()


def test_what_was_taken_off_a_load_stands_by_its_cycle(chamber: Chamber) -> None:
    plant, lot_id = chamber.plant, chamber.lot("L1", 20)
    cycle_id = chamber.start(lot_id, quantity=10)
    plant.clock.advance(seconds=1)
    during = split(chamber, lot_id)
    chamber.finish(cycle_id)
    assert refusals(chamber, during) == {"cycle_not_reviewed"}
    chamber.reject(cycle_id)
    assert refusals(chamber, during) == {"cycle_failed"}
    plant.check()


def test_a_routing_with_a_sterilisation_asks_for_an_accepted_cycle(sqlite_chamber: Chamber) -> None:
    chamber, line = sqlite_chamber, sqlite_chamber.line
    plant = chamber.plant
    line.routing(
        "pump",
        OperationGiven(code="A", name="Assemble", kind=OperationKind.PROCESS),
        OperationGiven(code="S", name="Sterilise", kind=OperationKind.STERILISATION),
        revision="S",
    )
    order = line.ready("pump", 1)
    lot_id = line.output(order)
    assert refusals(chamber, lot_id) == {"not_sterilised"}
    cycle_id = chamber.run(lot_id, quantity=1)
    chamber.read(cycle_id)
    chamber.accept(cycle_id)
    assert refusals(chamber, lot_id) == set()
    plant.check()


def test_what_was_taken_off_before_the_cycle_is_not_sterile(sqlite_chamber: Chamber) -> None:
    """A lot in quarantine was split, then only the rest went through a cycle."""
    chamber = sqlite_chamber
    lot_id = chamber.lot("L1", 20)
    cycle_id = chamber.start(lot_id, quantity=10)
    chamber.finish(cycle_id)
    chamber.reject(cycle_id)
    chamber.plant.clock.advance(seconds=1)
    before = split(chamber, lot_id)
    chamber.plant.clock.advance(seconds=1)
    again = chamber.run(lot_id, quantity=10)
    chamber.read(again)
    chamber.accept(again)
    assert refusals(chamber, lot_id) == set()
    assert refusals(chamber, before) == {"cycle_failed"}
