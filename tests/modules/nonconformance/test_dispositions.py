"""What becomes of affected product: in balance, with reasons, signed, done, taken back."""

import pytest

from lotproof.kernel.quantity import amount_text, parse_amount
from lotproof.modules.nonconformance.commands import (
    CloseReport,
    DecideDispositions,
    EvaluateReport,
    RecordExecution,
    WithdrawDispositions,
)
from lotproof.modules.nonconformance.vocabulary import (
    DispositionKind,
    DispositionState,
    ReportState,
)
from lotproof.modules.nonconformance.words import DispositionGiven, ExtentGiven
from lotproof.modules.warehouse.commands import RejectLot, ScrapStock
from tests.modules.nonconformance.desk import DECIDER, FINDER, OTHER, WHY, Desk
from tests.modules.production.factory import pcs

pytestmark = pytest.mark.clause("ISO 13485 §8.3.2")
SCRAP, AS_IS, REWORK, RETURN = (
    DispositionKind.SCRAP,
    DispositionKind.USE_AS_IS,
    DispositionKind.REWORK,
    DispositionKind.RETURN,
)


def test_every_affected_unit_gets_a_disposition_and_no_other(desk: Desk) -> None:
    beside = desk.line.lot("TUBE-9", "tube", "50")
    report_id = desk.opened(desk.tube, beside)
    desk.contain(report_id)
    desk.evaluate(report_id, {desk.tube: 40, beside: 5})
    scrap, rework = desk.given(SCRAP, 10), desk.given(REWORK, 30)
    of_beside = desk.given(SCRAP, 5, beside)
    for wrong in (
        [],
        [scrap, rework],
        [scrap, of_beside],
        [scrap, rework, desk.given(SCRAP, 4, beside)],
        [scrap, rework, desk.given(SCRAP, 6, beside)],
        [scrap, desk.given(REWORK, 29), of_beside],
        [scrap, desk.given(REWORK, 31), of_beside],
    ):
        deciding = desk.deciding(report_id, *wrong)
        desk.plant.refused("disposition_unbalanced", deciding, actor=DECIDER)
    receipt = desk.decide(report_id, scrap, rework, of_beside)
    assert [each["kind"].partition(".")[2] for each in receipt.events] == [
        "disposition_decided/1",
        "disposition_decided/1",
        "disposition_decided/1",
        "dispositions_approved/1",
    ]
    assert [(each.lot_id, each.kind, each.quantity) for each in desk.dispositions(report_id)] == [
        (desk.tube, SCRAP, 10),
        (desk.tube, REWORK, 30),
        (beside, SCRAP, 5),
    ]
    desk.plant.check()


def test_a_concession_is_signed_by_another_than_who_found_it(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    assert DecideDispositions.SPEC.signs is not None
    assert CloseReport.SPEC.signs is not None
    report_id = desk.evaluated(40)
    as_is = desk.deciding(report_id, desk.given(SCRAP, 1), desk.given(AS_IS, 39))
    plant.refused("own_concession", as_is, actor=FINDER)
    plant.ok(as_is, actor=DECIDER)
    [_, granted] = desk.dispositions(report_id)
    assert (granted.decided_by, granted.kind) == (DECIDER, AS_IS)
    assert granted.justification
    assert granted.regulatory_basis


def test_who_found_it_may_decide_what_is_no_concession(sqlite_desk: Desk) -> None:
    report_id = sqlite_desk.evaluated(40)
    sqlite_desk.decide(report_id, sqlite_desk.given(SCRAP, 40), by=FINDER)


def test_a_rejected_lot_is_not_used_as_it_is(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.evaluated(40)
    plant.ok(RejectLot(lot_id=desk.tube), actor=DECIDER, reason=WHY)
    as_is = desk.deciding(report_id, desk.given(AS_IS, 40))
    plant.refused("rejected_stays", as_is, actor=DECIDER)
    desk.decide(report_id, desk.given(SCRAP, 40))


def test_reasons_are_asked_by_kind(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.evaluated(40)
    for code, given in (
        ("concession_incomplete", desk.given(AS_IS, 40, regulatory_basis=None)),
        ("concession_incomplete", desk.given(AS_IS, 40, justification=None)),
        ("rework_effect_missing", desk.given(REWORK, 40, adverse_effect=None)),
        ("invalid_input", desk.given(AS_IS, 40, justification="  ")),
    ):
        plant.refused(code, desk.deciding(report_id, given), actor=DECIDER)


def test_only_what_a_supplier_delivered_goes_back_to_one(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    supplied = desk.supplied("TUBE-9")
    report_id = desk.opened(desk.tube, supplied)
    desk.contain(report_id)
    desk.evaluate(report_id, {desk.tube: 0, supplied: 100})
    ours = desk.given(RETURN, 1)
    plant.refused("lot_not_affected", desk.deciding(report_id, ours), actor=DECIDER)
    desk.evaluate(report_id, {desk.tube: 1})
    theirs = desk.given(RETURN, 100, supplied)
    plant.refused("not_from_supplier", desk.deciding(report_id, theirs, ours), actor=DECIDER)
    desk.decide(report_id, theirs, desk.given(SCRAP, 1))


def test_what_was_carried_out_stands_and_the_rest_is_decided_anew(desk: Desk) -> None:
    """Ten were scrapped, thirty could not be reworked after all."""
    plant, place = desk.plant, desk.line.places["storage"]
    report_id = desk.evaluated(40)
    desk.decide(report_id, desk.given(SCRAP, 10), desk.given(REWORK, 30))
    scrap, _ = desk.dispositions(report_id)
    moved = ScrapStock(lot_id=desk.tube, location_id=place, quantity=pcs(10), unit="pcs")
    plant.ok(moved, reason=WHY)
    done = RecordExecution(disposition_id=scrap.id, evidence="Note 12", executed_record="mov_1")
    plant.ok(done, actor=FINDER)
    plant.refused("wrong_state", done, actor=FINDER)
    withdrawing = WithdrawDispositions(report_id=report_id)
    plant.refused("reason_missing", withdrawing, actor=DECIDER)
    desk.withdraw(report_id)
    assert desk.report(report_id).state is ReportState.EVALUATED
    assert [each.state for each in desk.dispositions(report_id)] == [
        DispositionState.EXECUTED,
        DispositionState.WITHDRAWN,
    ]
    plant.refused("wrong_state", withdrawing, actor=DECIDER, reason=WHY)
    too_much = desk.deciding(report_id, desk.given(SCRAP, 40))
    plant.refused("disposition_unbalanced", too_much, actor=DECIDER)
    # Less than what is done already cannot be all that is affected.
    plant.refused("disposition_unbalanced", desk.evaluating(report_id, {desk.tube: 9}))
    desk.decide(report_id, desk.given(SCRAP, 30))
    desk.execute_all(report_id)
    desk.closed(report_id)
    plant.check()


def test_the_record_of_what_was_done_is_there(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.evaluated(40)
    desk.decide(report_id, desk.given(SCRAP, 40))
    [scrap] = desk.dispositions(report_id)
    nothing = RecordExecution(disposition_id=scrap.id, evidence="x", executed_record="rwk_99")
    plant.refused("not_found", nothing, actor=OTHER)


def test_quantities_are_told_in_any_unit_of_the_lot(sqlite_desk: Desk) -> None:
    """Of resin, kept in grams, the extent is told in kilograms."""
    desk, plant = sqlite_desk, sqlite_desk.plant
    resin = desk.line.lots["RESIN-1"]
    report_id = desk.opened(resin)
    desk.contain(report_id)
    extent = ExtentGiven(lot_id=resin, quantity=parse_amount("0.4", "kg"), unit="kg")
    evaluating = desk.evaluating(report_id, {}).given() | {"lots": [extent]}
    plant.ok(EvaluateReport(**evaluating))
    scrap = DispositionGiven(lot_id=resin, kind=SCRAP, quantity=parse_amount("400", "g"), unit="g")
    desk.decide(report_id, scrap)
    [decided] = desk.dispositions(report_id)
    assert (amount_text(decided.quantity, decided.unit), decided.unit) == ("400", "g")
