"""A nonconformance from its finding to its close, and what it keeps its lots from."""

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.work import answers
from lotproof.modules.nonconformance.commands import (
    CancelReport,
    OpenReport,
    RecordContainment,
    RecordInvestigation,
)
from lotproof.modules.nonconformance.commands_work import AddSubject
from lotproof.modules.nonconformance.queries import affected_lots, subjects_of
from lotproof.modules.nonconformance.vocabulary import (
    DispositionKind,
    Origin,
    ReportState,
    Severity,
)
from lotproof.modules.nonconformance.words import AffectedGiven, SubjectGiven
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.production.commands import RecordParameter
from lotproof.modules.warehouse.commands import LiftHold, ReleaseLot, SplitLot
from lotproof.modules.warehouse.gates import MAY_DISTRIBUTE, DistributeAsked
from lotproof.modules.warehouse.vocabulary import LotId, LotState
from tests.modules.nonconformance.desk import (
    DECIDER,
    EVALUATOR,
    FINDER,
    OTHER,
    SOON,
    WHY,
    Desk,
)
from tests.modules.production.factory import pcs

pytestmark = pytest.mark.clause("ISO 13485 §8.3.1")


def test_from_the_finding_to_the_close(desk: Desk) -> None:
    report_id = desk.opened(severity=Severity.CRITICAL)
    opened = desk.report(report_id)
    assert (opened.number, opened.state, opened.opened_by, opened.due_on) == (
        "NCR-2026-0001",
        ReportState.OPEN,
        FINDER,
        SOON,
    )
    assert [each["kind"] for each in desk.contain(report_id).events] == [
        "nonconformance.nonconformance_contained/1",
        "warehouse.lot_held/1",
    ]
    desk.evaluate(report_id, {desk.tube: 40}, investigate=True)
    assert desk.report(report_id).severity is Severity.MAJOR
    scrap = desk.given(DispositionKind.SCRAP, 40)
    desk.decide(report_id, scrap)
    desk.plant.refused("dispositions_not_executed", desk.closing(report_id), actor=DECIDER)
    desk.execute_all(report_id)
    desk.plant.refused("investigation_missing", desk.closing(report_id), actor=DECIDER)
    cause = RecordInvestigation(report_id=report_id, root_cause="Saw was set by 2 mm (5 why)")
    desk.plant.ok(cause, actor=EVALUATOR)
    desk.plant.refused("own_report", desk.closing(report_id), actor=FINDER)
    desk.closed(report_id)
    closed = desk.report(report_id)
    assert (closed.state, closed.closed_by, closed.needs_action) == (
        ReportState.CLOSED,
        DECIDER,
        False,
    )
    assert (closed.contained_by, closed.evaluated_by, closed.investigated_by) == (
        FINDER,
        EVALUATOR,
        EVALUATOR,
    )
    desk.plant.check()


def test_each_step_waits_for_the_one_before(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.opened()
    scrap = desk.deciding(report_id, desk.given(DispositionKind.SCRAP, 40))
    cause = RecordInvestigation(report_id=report_id, root_cause="saw")
    plant.refused("wrong_state", desk.evaluating(report_id, {desk.tube: 40}))
    plant.refused("wrong_state", scrap)
    plant.refused("wrong_state", desk.closing(report_id), actor=DECIDER)
    plant.refused("wrong_state", cause)
    desk.contain(report_id)
    plant.refused("wrong_state", RecordContainment(report_id=report_id, containment="again"))
    plant.refused("wrong_state", scrap)
    desk.evaluate(report_id, {desk.tube: 40})
    plant.refused("wrong_state", desk.closing(report_id), actor=DECIDER)


@pytest.mark.parametrize("state", [LotState.QUARANTINED, LotState.RELEASED])
def test_a_lot_is_not_released_used_or_split_while_its_report_is_open(
    sqlite_desk: Desk, state: LotState
) -> None:
    desk, line, plant = sqlite_desk, sqlite_desk.line, sqlite_desk.plant
    place = line.places["storage" if state is LotState.RELEASED else "quarantine"]
    lot = line.lot("TUBE-9", "tube", "50", state=state, location_id=place)
    report_id = desk.opened(lot)
    if state is LotState.QUARANTINED:
        desk.inspected(lot)
        plant.refused("nonconformance_open", ReleaseLot(lot_id=lot))
    else:
        order = line.ready()
        issue = line.issuing(order, "TUBE-9", "5")
        plant.refused("nonconformance_open", issue, reason=WHY)
    split = SplitLot(lot_id=lot, location_id=place, quantity=pcs(5), unit="pcs")
    plant.refused("nonconformance_open", split)
    desk.contain(report_id)
    desk.evaluate(report_id, {lot: 10})
    desk.decide(report_id, desk.given(DispositionKind.SCRAP, 10, lot))
    desk.execute_all(report_id)
    desk.closed(report_id)
    [hold] = desk.holds(lot)
    plant.ok(LiftHold(hold_id=hold.id), actor=DECIDER, reason=WHY)
    if state is LotState.QUARANTINED:
        plant.ok(ReleaseLot(lot_id=lot))
    plant.ok(split)
    plant.check()


def test_release_waits_for_every_report_and_not_for_a_lot_that_is_not_affected(
    sqlite_desk: Desk,
) -> None:
    desk, line, plant = sqlite_desk, sqlite_desk.line, sqlite_desk.plant
    waiting = {"state": LotState.QUARANTINED, "location_id": line.places["quarantine"]}
    lot, beside = (line.lot(name, "tube", "50", **waiting) for name in ("TUBE-8", "TUBE-9"))
    desk.inspected(lot, beside)
    report_id = desk.opened(lot, beside)
    plant.refused("nonconformance_open", ReleaseLot(lot_id=beside))
    desk.contain(report_id)
    desk.evaluate(report_id, {lot: 1, beside: 0})
    for each in desk.holds(beside):
        plant.ok(LiftHold(hold_id=each.id), actor=DECIDER, reason=WHY)
    plant.ok(ReleaseLot(lot_id=beside))
    plant.refused("lot_not_affected", desk.deciding(report_id,
        desk.given(DispositionKind.SCRAP, 1, beside)))  # fmt: skip


def test_only_what_is_in_house_is_held_and_only_once(sqlite_desk: Desk) -> None:
    desk, line = sqlite_desk, sqlite_desk.line
    gone = line.lot("TUBE-7", "tube", "5")
    order = line.ready()
    line.issue(order, "TUBE-7", "5")
    report_id = desk.opened(desk.tube, gone)
    desk.contain(report_id)
    assert [len(desk.holds(each)) for each in (desk.tube, gone)] == [1, 0]
    found = line.lot("TUBE-6", "tube", "5")
    desk.evaluate(report_id, {desk.tube: 3, gone: 5, found: 5})
    assert [len(desk.holds(each)) for each in (desk.tube, gone, found)] == [1, 0, 1]
    assert "NCR-2026-0001" in desk.holds(found)[0].cause
    desk.plant.check()


def test_extent_is_said_of_every_lot_and_can_be_said_anew(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    beside = desk.line.lot("TUBE-9", "tube", "50")
    report_id = desk.opened(desk.tube, beside)
    desk.contain(report_id)
    plant.refused("extent_missing", desk.evaluating(report_id, {desk.tube: 40}))
    desk.evaluate(report_id, {desk.tube: 40, beside: 0})
    desk.evaluate(report_id, {desk.tube: 41})
    with plant.reader() as reader:
        told = {each.lot_id: each.quantity for each in affected_lots(reader, report_id)}
    assert told == {desk.tube: 41, beside: 0}


def test_known_quantities_are_told_with_their_unit_and_once(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    bare = AffectedGiven(lot_id=desk.tube, unit="pcs")
    whole = AffectedGiven(lot_id=desk.tube, quantity=Amount(4), unit="pcs")
    heavy = AffectedGiven(lot_id=desk.tube, quantity=Amount(4), unit="kg")

    def telling(*lots: AffectedGiven) -> OpenReport:
        return OpenReport(**(desk.opening().given() | {"lots": list(lots)}))

    plant.refused("quantity_without_unit", telling(bare))
    plant.refused("affected_lot_twice", telling(whole, whole))
    plant.refused("inexact_quantity", telling(heavy))
    plant.ok(telling(whole))


def test_a_report_is_about_something_and_somebodys(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    plant.refused("case_about_nothing", desk.opening())
    plant.refused("one_owner", desk.opening(desk.tube, owner_id=None))
    role = desk.board.roles["quality"]
    plant.ok(desk.opening(desk.tube, owner_role_id=role))
    plant.refused("one_owner", desk.opening(desk.tube, owner_role_id=role, owner_id=1))
    plant.refused("not_found", desk.opening(desk.tube, owner_id=99))
    plant.refused("not_found", desk.opening(LotId(999)))
    nothing = SubjectGiven(subject="rdg_99")
    plant.refused("not_found", desk.opening(others=[nothing]))


def test_what_it_is_about_brings_item_and_machine_with_it(desk: Desk) -> None:
    """A reading of a run leads to the machine and the item made."""
    line = desk.line
    order = line.ready()
    run = line.start(order, equipment_id=line.press)
    reading = desk.plant.ok(
        RecordParameter(
            work_order_id=order,
            parameter_id=line.parameters["TEMP"],
            value=Amount(250_000),
            unit="Cel",
            run_id=run,
            equipment_id=line.press,
        )
    ).value("reading_id")
    receipt = desk.plant.ok(
        desk.opening(
            origin=Origin.READING,
            parameter="TEMP",
            work_order_id=order,
            run_id=run,
            others=[SubjectGiven(subject=reading)],
        ),
        actor=FINDER,
    )
    with desk.plant.reader() as reader:
        found = subjects_of(reader, receipt.value("report_id"))
    catheter, press = line.items["catheter"], line.press
    assert set(found) == {f"wor_{order}", f"opr_{run}", reading, f"itm_{catheter}", f"eqp_{press}"}
    desk.plant.check()


def test_a_report_without_product_is_closed_without_dispositions(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.parsed(plant.ok(desk.opening(equipment_id=desk.line.press), actor=FINDER))
    desk.contain(report_id)
    desk.evaluate(report_id, {})
    desk.decide(report_id)
    desk.closed(report_id)
    assert desk.report(report_id).state is ReportState.CLOSED
    plant.check()


@pytest.mark.clause("ISO 13485 §8.5.1")
def test_needed_action_is_there_before_the_close(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.evaluated()
    desk.decide(report_id, desk.given(DispositionKind.SCRAP, 40))
    desk.execute_all(report_id)
    closing = desk.closing(report_id, needs_action=True)
    plant.refused("action_missing", closing, actor=DECIDER)
    desk.proposed(report_id=report_id)
    plant.ok(closing, actor=DECIDER)


def test_it_is_cancelled_by_somebody_else_with_a_reason(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.opened()
    cancel = CancelReport(report_id=report_id)
    plant.refused("reason_missing", cancel, actor=DECIDER)
    plant.refused("own_report", cancel, actor=FINDER, reason=WHY)
    plant.ok(cancel, actor=DECIDER, reason=WHY)
    ended = desk.report(report_id)
    assert (ended.state, ended.ended_because) == (ReportState.CANCELLED, WHY)
    plant.refused("wrong_state", RecordContainment(report_id=report_id, containment="late"))
    desk.line.issue(desk.line.ready(), "TUBE-1", "1")
    plant.check()


def test_what_was_done_with_product_keeps_it_from_being_cancelled(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.evaluated()
    desk.decide(report_id, desk.given(DispositionKind.SCRAP, 40))
    cancel = CancelReport(report_id=report_id)
    plant.refused("wrong_state", cancel, actor=DECIDER, reason=WHY)
    desk.execute_all(report_id)
    desk.withdraw(report_id)
    plant.refused("dispositions_executed", cancel, actor=DECIDER, reason=WHY)


def test_nothing_of_it_is_delivered_before_the_close(sqlite_desk: Desk) -> None:
    """Asked at the gate that picking asks, before anything is held."""
    desk = sqlite_desk
    asked = DistributeAsked(lot_id=desk.tube, consignee_id=PartyId(1))

    def said() -> list[str]:
        with desk.plant.reader() as reader:
            return [no.code for no in answers(reader, MAY_DISTRIBUTE, asked)]

    assert said() == []
    report_id = desk.opened()
    assert said() == ["nonconformance_open"]
    desk.plant.ok(CancelReport(report_id=report_id), actor=DECIDER, reason=WHY)
    assert said() == []


# --- serials and things added -------------------------------------------------------------------


def test_a_report_about_one_serial_holds_that_serial_alone(desk: Desk) -> None:
    line, plant = desk.line, desk.plant
    lot = line.lot("BOARD-9", "board", "3")
    first, second = (each.id for each in line.serials(lot)[:2])
    opened = plant.ok(desk.opening(serial_id=first), actor=FINDER)
    report_id = desk.parsed(opened)
    order = line.ready("pump", 2)
    use_first = line.issuing(order, "BOARD-9", "1", serial_ids=[first])
    use_second = line.issuing(order, "BOARD-9", "1", serial_ids=[second])
    plant.refused("nonconformance_open", use_first)
    plant.ok(use_second)
    desk.contain(report_id)
    assert [each.serial_id for each in desk.holds(lot)] == [first]
    split = SplitLot(
        lot_id=lot, location_id=line.places["storage"], quantity=pcs(1), unit="pcs",
        serial_ids=[first],
    )  # fmt: skip
    assert plant.do(split).outcome == "refused"
    desk.evaluate(report_id, {lot: 1})
    plant.check()


def test_a_thing_is_added_while_it_is_contained_and_held_like_the_rest(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.opened()
    beside = desk.line.lot("TUBE-9", "tube", "50")
    adding = AddSubject(report_id=report_id, subject=LotId.text(beside))
    desk.contain(report_id)
    plant.ok(adding, actor=OTHER)
    assert len(desk.holds(beside)) == 1
    assert len(desk.holds(desk.tube)) == 1
    plant.refused("subject_there", adding)
    plant.refused("not_found", AddSubject(report_id=report_id, subject="lot_999"))
    desk.evaluate(report_id, {desk.tube: 1, beside: 1})
    plant.refused("wrong_state", AddSubject(report_id=report_id, subject="eqp_1"))
    plant.check()
