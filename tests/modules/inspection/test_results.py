"""Every result is kept and judged by the frozen plan; nothing is tested into compliance."""

import pytest

from lotproof.kernel.quantity import parse_amount
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.inspection.commands import (
    CorrectResult,
    DecideInspection,
    RecordResult,
)
from lotproof.modules.inspection.vocabulary import (
    CharacteristicId,
    Decision,
    InspectionId,
    InspectionState,
    ResultGiven,
    ResultId,
    ResultState,
)
from lotproof.modules.warehouse.commands import ReleaseLot
from lotproof.modules.warehouse.queries import active_holds
from lotproof.modules.warehouse.vocabulary import LotId, LotState
from tests.modules.inspection.bench import INSPECTOR, LENGTH, WHY, Bench, codes


def recording(inspection_id: InspectionId, *results: ResultGiven) -> RecordResult:
    return RecordResult(inspection_id=inspection_id, results=list(results))


def deciding(inspection_id: InspectionId, decision: Decision) -> DecideInspection:
    return DecideInspection(inspection_id=inspection_id, decision=decision)


def test_a_bench_of_results_is_one_command(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    receipt = bench.record_all(inspection_id, "9.9", "10.1")
    assert codes(receipt) == []
    assert [each["within"] for each in receipt.events] == [True] * 4
    assert {each["lot_id"] for each in receipt.events} == {LotId.text(lot_id)}
    found = bench.results(inspection_id)
    assert [(each.sample, each.value, each.passed, each.measured_by) for each in found] == [
        (1, parse_amount("9.9", "mm"), None, INSPECTOR),
        (2, parse_amount("10.1", "mm"), None, INSPECTOR),
        (1, None, True, INSPECTOR),
        (2, None, True, INSPECTOR),
    ]
    bench.decide(inspection_id, Decision.ACCEPT)
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
    assert bench.lot(lot_id).state is LotState.RELEASED
    bench.plant.check()


@pytest.mark.clause("EU GMP Annex 11 §6")
def test_limits_are_those_of_the_plan_at_opening(bench: Bench) -> None:
    _, inspection_id = bench.inspected()
    wider = LENGTH.__class__(
        code="LEN", name="Length", kind=LENGTH.kind, unit="mm", high=parse_amount("20", "mm")
    )
    bench.plan(wider, revision="B")
    receipt = bench.record(inspection_id, bench.length(inspection_id, 1, "10.2"))
    assert [each["within"] for each in receipt.events] == [False]


def test_other_units_are_judged_exactly(bench: Bench) -> None:
    _, inspection_id = bench.inspected()
    receipt = bench.record(
        inspection_id,
        bench.length(inspection_id, 1, "0.0101", "m"),
        bench.length(inspection_id, 2, "0.010101", "m"),
    )
    assert [each["within"] for each in receipt.events] == [True, False]


def test_second_result_does_not_replace_the_first(bench: Bench) -> None:
    _, inspection_id = bench.inspected()
    bench.record_all(inspection_id, "10.3", "10")
    again = bench.record(inspection_id, bench.length(inspection_id, 1, "10"))
    assert codes(again) == ["measured_before"]
    bench.plant.refused("results_outside", deciding(inspection_id, Decision.ACCEPT))
    assert [each.state for each in bench.results(inspection_id)] == [ResultState.STANDING] * 5
    bench.plant.check()


@pytest.mark.clause("EU GMP Annex 11 §8.2")
def test_correction_stands_beside_what_it_corrects(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    bench.record_all(inspection_id, "1.00", "10")
    wrong = bench.results(inspection_id)[0]
    correction = bench.correcting(wrong.id, "10.0")
    bench.plant.refused("reason_missing", correction)
    bench.plant.ok(correction, reason=WHY)
    *_, first = [each for each in bench.results(inspection_id) if each.id == wrong.id]
    assert (first.state, first.within) == (ResultState.SUPERSEDED, False)
    new = bench.results(inspection_id)[-1]
    assert (new.corrects_id, new.sample, new.within) == (wrong.id, 1, True)
    bench.plant.refused("wrong_state", correction, reason=WHY)
    bench.plant.refused("result_form", CorrectResult(result_id=new.id, passed=True), reason=WHY)
    bench.plant.refused("not_found", CorrectResult(result_id=ResultId(99)), reason=WHY)
    bench.decide(inspection_id, Decision.ACCEPT)
    late = bench.correcting(new.id, "10.1")
    bench.plant.refused("wrong_state", late, reason=WHY)
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
    bench.plant.check()


def test_decision_needs_the_whole_sample_unless_one_fails(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    bench.record(inspection_id, bench.length(inspection_id, 1, "10"))
    for decision in Decision:
        receipt = bench.plant.refused("results_missing", deciding(inspection_id, decision))
        assert receipt.message is not None
        assert "3 of 4" in receipt.message["en"]
        assert "LOOK of sample 1" in receipt.message["en"]
    bench.record(inspection_id, bench.looks(inspection_id, 1, False))
    bench.plant.refused("results_outside", deciding(inspection_id, Decision.ACCEPT))
    bench.decide(inspection_id, Decision.REJECT)
    [inspection] = bench.inspections(lot_id)
    assert (inspection.state, inspection.decided_by) == (InspectionState.REJECTED, INSPECTOR)
    bench.plant.refused("wrong_state", deciding(inspection_id, Decision.ACCEPT))
    bench.plant.refused("not_found", deciding(InspectionId(99), Decision.ACCEPT))


def test_good_sample_may_be_rejected(bench: Bench) -> None:
    """An inspector who saw what the plan did not ask for can say no."""
    lot_id, inspection_id = bench.inspected()
    bench.record_all(inspection_id, "10", "10")
    bench.decide(inspection_id, Decision.REJECT)
    assert bench.lot(lot_id).state is LotState.REJECTED


def test_late_result_is_kept_and_a_bad_one_holds_the_lot_once(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    bench.record_all(inspection_id, "10", "10")
    bench.decide(inspection_id, Decision.ACCEPT)
    good = bench.record(inspection_id, bench.length(inspection_id, 3, "10"))
    assert codes(good) == ["inspection_closed"]
    assert bench.lot(lot_id).holds == 0
    bad = [bench.length(inspection_id, sample, "12") for sample in (4, 5)]
    assert codes(bench.record(inspection_id, *bad)) == ["inspection_closed"]
    assert len(bench.results(inspection_id)) == 7
    with bench.plant.reader() as reader:
        [hold] = active_holds(reader, lot_id)
    assert InspectionId.text(inspection_id) in hold.cause
    bench.plant.refused("lot_on_hold", ReleaseLot(lot_id=lot_id))
    bench.plant.check()


def test_result_says_what_the_characteristic_asks(sqlite_bench: Bench) -> None:
    bench = sqlite_bench
    _, inspection_id = bench.inspected()
    length = bench.characteristic(inspection_id, "LEN")
    looks = bench.characteristic(inspection_id, "LOOK")
    mm = {"value": parse_amount("10", "mm"), "unit": "mm"}
    for characteristic_id, found in (
        (length, {}),
        (length, {"passed": True}),
        (length, {"passed": True, **mm}),
        (looks, {}),
        (looks, mm),
        (looks, {"passed": True, **mm}),
    ):
        given = ResultGiven(characteristic_id=characteristic_id, sample=1, **found)
        bench.plant.refused("result_form", recording(inspection_id, given))
    heavy = bench.length(inspection_id, 1, "10", "kg")
    bench.plant.refused("inexact_quantity", recording(inspection_id, heavy))
    bench.plant.refused("no_results", recording(inspection_id))
    strange = ResultGiven(characteristic_id=CharacteristicId(99), sample=1, passed=True)
    bench.plant.refused("characteristic_not_of_plan", recording(inspection_id, strange))
    bench.plant.refused("not_found", recording(InspectionId(99), heavy))
    assert bench.results(inspection_id) == []


@pytest.mark.clause("21 CFR 11.10(h)")
def test_instrument_is_one_that_exists(sqlite_bench: Bench) -> None:
    bench = sqlite_bench
    _, inspection_id = bench.inspected()
    gauge = RegisterEquipment(code="CAL-1", name="Caliper", kind=EquipmentKind.MEASURING)
    gauge_id = EquipmentId.parse(bench.plant.ok(gauge).value("equipment_id"))
    unknown = bench.length(inspection_id, 1, "10", equipment_id=EquipmentId(99))
    bench.plant.refused("not_found", recording(inspection_id, unknown))
    bench.record(inspection_id, bench.length(inspection_id, 1, "10", equipment_id=gauge_id))
    [result] = bench.results(inspection_id)
    assert result.equipment_id == gauge_id
