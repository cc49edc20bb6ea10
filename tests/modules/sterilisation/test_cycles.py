"""Processes and cycles: what is frozen, what is refused, who reviews."""

from typing import Any

import pytest

from lotproof.kernel.quantity import parse_amount
from lotproof.modules.equipment.commands import TakeOutOfService, WithdrawSetting
from lotproof.modules.equipment.vocabulary import SettingId
from lotproof.modules.sterilisation.commands import (
    AcceptCycle,
    CancelCycle,
    CorrectIndicator,
    FinishCycle,
    MakeProcessEffective,
    PlanCycle,
    RecordIndicators,
    RejectCycle,
    StartCycle,
    WithdrawProcess,
)
from lotproof.modules.sterilisation.queries import indicators, loads, standing_indicators
from lotproof.modules.sterilisation.vocabulary import (
    Basis,
    CycleState,
    IndicatorId,
    IndicatorKind,
    LoadGiven,
    Method,
    ProcessId,
)
from lotproof.modules.warehouse.commands import RejectLot
from tests.modules.production.factory import pcs
from tests.modules.sterilisation.chamber import (
    ENGINEER,
    LAB,
    OPERATOR,
    PROGRAM,
    QUALITY,
    Chamber,
    indicator,
    process,
)

pytestmark = pytest.mark.clause("ISO 13485 §7.5.5")


@pytest.mark.clause("ISO 13485 §7.5.7")
def test_a_process_is_approved_by_another_and_replaces_the_one_before(chamber: Chamber) -> None:
    plant = chamber.plant
    drafted = plant.ok(process(chamber.steriliser, revision="B"), actor=ENGINEER)
    process_id = ProcessId.parse(drafted.value("process_id"))
    approving = MakeProcessEffective(process_id=process_id)
    plant.refused("own_sterilisation_process", approving, actor=ENGINEER)
    plant.ok(approving, actor=QUALITY)
    cycle_id = chamber.start(chamber.lot("L1"))
    assert chamber.cycle(cycle_id).process_id == process_id
    plant.check()


def test_a_process_needs_what_shows_that_it_worked(sqlite_chamber: Chamber) -> None:
    plant, machine = sqlite_chamber.plant, sqlite_chamber.steriliser
    by_dose = process(machine, revision="B", basis=Basis.DOSIMETRIC, dosimeters=1)
    plant.refused("basis_does_not_fit", by_dose, actor=ENGINEER)
    bare = process(machine, revision="B", biological=0)
    plant.refused("basis_without_indicators", bare, actor=ENGINEER)


def test_a_program_without_process_or_setting_does_not_run(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    lot_id = chamber.lot("L1")
    plant.refused("no_effective_process", chamber.planning(lot_id, program="EO-60"))
    first, second = chamber.plan(lot_id, quantity=5), chamber.plan(lot_id, quantity=5)
    plant.ok(WithdrawSetting(setting_id=SettingId(1)), reason="wrong sensor")
    plant.refused("no_effective_setting", StartCycle(cycle_id=first))
    chamber_setting = chamber.cycle(first).setting_id
    assert chamber_setting is None
    plant.ok(WithdrawProcess(process_id=ProcessId(1)), reason="pallets changed")
    plant.refused("no_effective_process", StartCycle(cycle_id=second))
    plant.check()


def test_process_and_setting_are_frozen_at_the_start(chamber: Chamber) -> None:
    cycle_id = chamber.start(chamber.lot("L1"))
    before = chamber.cycle(cycle_id)
    assert (before.process_id, before.setting_id) == (1, 1)
    chamber.approve(process(chamber.steriliser, revision="B", biological=3))
    chamber.finish(cycle_id)
    chamber.read(cycle_id)
    chamber.accept(cycle_id)
    after = chamber.cycle(cycle_id)
    assert (after.process_id, after.state) == (1, CycleState.ACCEPTED)
    chamber.plant.check()


def test_what_cannot_be_a_load_is_refused(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    lot_id, released = chamber.lot("L1"), chamber.line.lots["TUBE-1"]
    plant.refused("empty_load", chamber.planning())
    plant.refused("lot_loaded_twice", chamber.planning(lot_id, lot_id, quantity=1))
    plant.refused("lot_not_loadable", chamber.planning(released))
    plant.refused("load_too_large", chamber.planning(lot_id, quantity=11))
    wrong = LoadGiven(lot_id=lot_id, quantity=parse_amount("1", "kg"), unit="kg")
    assert plant.do(chamber.planning(loads=[wrong])).outcome == "refused"
    chamber.plan(lot_id, quantity=10)
    plant.check()


def test_a_lot_under_way_is_loaded_as_far_as_it_is_due(sqlite_chamber: Chamber) -> None:
    """Its order hands over ten; nothing is in stock yet."""
    chamber, line = sqlite_chamber, sqlite_chamber.line
    order = line.ready()
    lot_id = line.output(order)
    line.finish(line.mould(order), 10)
    chamber.plant.refused("load_too_large", chamber.planning(lot_id, quantity=11))
    chamber.plan(lot_id, quantity=10)


def test_a_chamber_holds_one_load_at_a_time(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    running = chamber.start(chamber.lot("L1"))
    waiting = chamber.plan(chamber.lot("L2"))
    plant.refused("steriliser_busy", StartCycle(cycle_id=waiting))
    chamber.finish(running)
    plant.ok(StartCycle(cycle_id=waiting), actor=OPERATOR)
    plant.refused("wrong_state", CancelCycle(cycle_id=waiting), reason="changed my mind")


def test_a_lot_rejected_meanwhile_is_not_started(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    lot_id = chamber.lot("L1")
    cycle_id = chamber.plan(lot_id)
    plant.ok(RejectLot(lot_id=lot_id), reason="wrong pouch")
    plant.refused("lot_not_loadable", StartCycle(cycle_id=cycle_id))
    plant.ok(CancelCycle(cycle_id=cycle_id), reason="lot rejected")
    assert chamber.cycle(cycle_id).state is CycleState.CANCELLED


def test_a_steriliser_out_of_service_is_not_started(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    cycle_id = chamber.plan(chamber.lot("L1"))
    plant.ok(TakeOutOfService(equipment_id=chamber.steriliser), reason="leak")
    plant.refused("steriliser_not_available", StartCycle(cycle_id=cycle_id))


# --- indicators ---------------------------------------------------------------------------------


def test_every_indicator_is_kept_and_a_second_of_its_place_deviates(chamber: Chamber) -> None:
    cycle_id = chamber.run(chamber.lot("L1"))
    chamber.read(cycle_id, indicator("1A"))
    again = chamber.read(cycle_id, indicator("1A"), indicator("2B"))
    assert [each["code"] for each in again.deviations] == ["place_read_before"]
    with chamber.plant.reader() as reader:
        assert [each.place for each in indicators(reader, cycle_id)] == ["1A", "1A", "2B"]
    chamber.plant.check()


def test_the_same_place_does_not_count_twice(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    cycle_id = chamber.run(chamber.lot("L1"))
    chamber.read(cycle_id, indicator("1A"))
    chamber.read(cycle_id, indicator("1A"))
    chamber.plant.refused("indicators_missing", chamber.accepting(cycle_id), actor=QUALITY)


def test_a_dose_belongs_to_dosimeters(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    cycle_id = chamber.run(chamber.lot("L1"))
    dose: dict[str, Any] = {"dose": parse_amount("27.5", "kGy"), "unit": "kGy"}
    for wrong in (
        indicator("1A", **dose),
        indicator("1A", kind=IndicatorKind.DOSIMETER),
    ):
        command = RecordIndicators(cycle_id=cycle_id, indicators=[wrong])
        plant.refused("dose_form", command, actor=LAB)
    chamber.read(cycle_id, indicator("1A", kind=IndicatorKind.DOSIMETER, **dose))


def test_a_cycle_that_was_not_started_has_no_indicators(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    cycle_id = chamber.plan(chamber.lot("L1"))
    plant.refused(
        "cycle_not_started", RecordIndicators(cycle_id=cycle_id, indicators=[indicator("1A")])
    )
    plant.refused("empty_indicators", RecordIndicators(cycle_id=cycle_id, indicators=[]))


def test_a_wrong_entry_is_put_right_beside_the_old_one(chamber: Chamber) -> None:
    plant, cycle_id = chamber.plant, chamber.run(chamber.lot("L1"))
    chamber.read(cycle_id, indicator("1A", is_passed=False), indicator("2B"))
    plant.refused("indicators_failed", chamber.accepting(cycle_id), actor=QUALITY)
    correcting = CorrectIndicator(indicator_id=IndicatorId(1), is_passed=True)
    plant.ok(correcting, actor=LAB, reason="read the wrong vial")
    with plant.reader() as reader:
        standing = standing_indicators(reader, cycle_id)
        assert len(indicators(reader, cycle_id)) == 3
    assert [(each.place, each.is_passed, each.corrects_id) for each in standing] == [
        ("2B", True, None),
        ("1A", True, 1),
    ]
    chamber.accept(cycle_id)
    plant.refused(
        "wrong_state",
        CorrectIndicator(indicator_id=IndicatorId(3), is_passed=False),
        reason="after the verdict",
    )
    plant.check()


# --- review -------------------------------------------------------------------------------------


def test_who_ran_the_cycle_does_not_review_it(chamber: Chamber) -> None:
    plant = chamber.plant
    cycle_id = chamber.start(chamber.lot("L1"))
    plant.ok(FinishCycle(cycle_id=cycle_id, is_complete=True), actor=LAB)
    chamber.read(cycle_id)
    for actor in (OPERATOR, LAB):
        plant.refused("own_cycle", chamber.accepting(cycle_id), actor=actor)
        rejecting = RejectCycle(cycle_id=cycle_id, conclusion="no")
        plant.refused("own_cycle", rejecting, actor=actor)
    chamber.accept(cycle_id)
    found = chamber.cycle(cycle_id)
    assert (found.reviewed_by, found.state) == (QUALITY, CycleState.ACCEPTED)
    plant.check()


def test_one_missing_indicator_is_one_too_few(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    cycle_id = chamber.run(chamber.lot("L1"))
    chamber.read(cycle_id, indicator("1A"))
    refused = plant.refused("indicators_missing", chamber.accepting(cycle_id), actor=QUALITY)
    assert "1 of 2" in str(refused.message)
    chamber.read(cycle_id, indicator("2B"))
    chamber.accept(cycle_id)


def test_a_cycle_that_was_broken_off_is_not_accepted(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    cycle_id = chamber.start(chamber.lot("L1"))
    plant.refused("wrong_state", chamber.accepting(cycle_id), actor=QUALITY)
    chamber.finish(cycle_id, is_complete=False)
    chamber.read(cycle_id)
    plant.refused("cycle_broken_off", chamber.accepting(cycle_id), actor=QUALITY)
    chamber.reject(cycle_id)
    plant.refused("wrong_state", chamber.accepting(cycle_id), actor=QUALITY)


def test_a_load_of_many_lots_is_kept_by_lot(chamber: Chamber) -> None:
    """Traceable both ways: from the cycle to its lots, with what of each (7.5.5)."""
    first, second, third = (chamber.lot(name) for name in ("L1", "L2", "L3"))
    given = [
        LoadGiven(lot_id=lot, quantity=pcs(count), unit="pcs")
        for lot, count in ((third, 3), (first, 1), (second, 2))
    ]
    planned = chamber.plant.ok(
        PlanCycle(number="EO1-77", equipment_id=chamber.steriliser, program=PROGRAM, loads=given)
    )
    with chamber.plant.reader() as reader:
        found = loads(reader, int(planned.value("cycle_id")[4:]))  # type: ignore[arg-type]
    assert [(each.lot_id, each.quantity) for each in found] == [(first, 1), (second, 2), (third, 3)]
    same = chamber.planning(first, number="EO1-77", quantity=1)
    assert chamber.plant.do(same).outcome == "refused"


def test_an_irradiation_is_accepted_by_its_doses(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    chamber.approve(
        process(
            chamber.steriliser,
            revision="R",
            method=Method.RADIATION,
            basis=Basis.DOSIMETRIC,
            biological=0,
            dosimeters=1,
        )
    )
    cycle_id = chamber.run(chamber.lot("L1"))
    accepting = AcceptCycle(cycle_id=cycle_id, conclusion="25 kGy at least")
    chamber.plant.refused("indicators_missing", accepting, actor=QUALITY)
    dose: dict[str, Any] = {"dose": parse_amount("27.5", "kGy"), "unit": "kGy"}
    chamber.read(cycle_id, indicator("min", kind=IndicatorKind.DOSIMETER, **dose))
    chamber.plant.ok(accepting, actor=QUALITY)
