"""Material: issued by lot and serial, returned, consumed within what was issued, scrapped."""

from datetime import date
from typing import Any

from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.production import commands
from lotproof.modules.production.queries import Consumption, Material, Scrap, materials
from lotproof.modules.production.records import IssuedSerial
from lotproof.modules.production.rules import AlreadyConsumed
from lotproof.modules.production.vocabulary import ScrapCause, WorkOrderId
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.gates import MAY_ISSUE, IssueAsked
from lotproof.modules.warehouse.queries import stock_of_lot
from lotproof.modules.warehouse.vocabulary import LotPurpose, LotState, SerialId, SerialState
from tests.modules.production.factory import MOULD, OPERATOR, PACK, Line


def balance(line: Line, order: WorkOrderId, lot: str) -> tuple[int, int, int, int]:
    with line.plant.reader() as reader:
        found = reader.get(Material, order, line.lots[lot])
    return found.issued, found.consumed, found.returned, found.scrapped


def in_stock(line: Line, lot: str, place: str = "storage") -> int:
    with line.plant.reader() as reader:
        return sum(
            stock.quantity
            for stock in stock_of_lot(reader, line.lots[lot])
            if stock.location_id == line.places[place]
        )


def boards(line: Line, count: int) -> list[SerialId]:
    return [each.id for each in line.serials(line.lots["BOARD-1"])[:count]]


def scrapping(line: Line, order: WorkOrderId, lot: str, quantity: str, **more: Any) -> Any:
    unit = more.pop("unit", "pcs")
    return commands.ScrapMaterial(
        work_order_id=order,
        lot_id=line.lots[lot],
        quantity=parse_amount(quantity, unit),
        unit=unit,
        **more,
    )


# --- issuing ------------------------------------------------------------------------------------


def test_issued_material_leaves_stock_and_is_at_the_order(line: Line) -> None:
    order = line.release()
    line.issue(order, "TUBE-1", "12")
    line.issue(order, "TUBE-1", "3")
    assert balance(line, order, "TUBE-1") == (15, 0, 0, 0)
    assert in_stock(line, "TUBE-1") == 985
    line.issue(order, "RESIN-1", "0.1", "kg")
    assert balance(line, order, "RESIN-1")[0] == parse_amount("100", "g")
    line.plant.check()


def test_wrong_material_is_refused_on_the_spot(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.release()
    line.lot("GLUE-1", "glue", "10", unit="g")
    plant.refused("not_in_bom", line.issuing(order, "GLUE-1", "1", "g"))
    plant.refused("more_than_there_is", line.issuing(order, "TUBE-1", "1001"))
    plant.refused("inexact_quantity", line.issuing(order, "TUBE-1", "1", "g"))


def test_unusable_lots_are_refused_on_the_spot(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.release()
    line.lot(
        "T-QUARANTINE",
        "tube",
        "5",
        state=LotState.QUARANTINED,
        location_id=line.places["quarantine"],
    )
    line.lot("T-OLD", "tube", "5", expires_on=date(2026, 3, 3))
    line.lot("T-TRIAL", "tube", "5", purpose=LotPurpose.TRIAL)
    line.lot("T-HELD", "tube", "5")
    plant.ok(PlaceHold(cause="under investigation", lot_id=line.lots["T-HELD"]))
    plant.clock.advance(days=2)
    for lot, code in (
        ("T-QUARANTINE", "lot_not_released"),
        ("T-OLD", "lot_expired"),
        ("T-TRIAL", "wrong_purpose"),
        ("T-HELD", "lot_on_hold"),
    ):
        plant.refused(code, line.issuing(order, lot, "1"))
    trial = line.release(purpose=LotPurpose.TRIAL)
    line.issue(trial, "T-TRIAL", "5")


def test_first_expired_is_issued_first_unless_a_reason_is_given(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.release()
    line.lot("T-SOON", "tube", "5", expires_on=date(2026, 6, 1))
    plant.refused("not_fefo", line.issuing(order, "TUBE-1", "1"))
    plant.ok(line.issuing(order, "TUBE-1", "1"), reason="the other box is blocked")
    line.issue(order, "T-SOON", "5")


def test_nothing_is_issued_to_orders_that_are_not_open(sqlite_line: Line) -> None:
    line = sqlite_line
    line.plant.refused("wrong_state", line.issuing(line.plan(), "TUBE-1", "1"))


def test_whoever_joined_the_gate_may_refuse_an_issue(sqlite_line: Line, monkeypatch: Any) -> None:
    line, order = sqlite_line, sqlite_line.release()
    asked: list[IssueAsked] = []

    def no(question: IssueAsked, reader: object) -> Refused | None:
        asked.append(question)
        return AlreadyConsumed(order="test")

    monkeypatch.setattr(MAY_ISSUE, "joiners", [no])
    line.plant.refused("already_consumed", line.issuing(order, "TUBE-1", "1"))
    assert asked == [IssueAsked(lot_id=line.lots["TUBE-1"], order_id=f"wor_{order}")]


def test_components_with_numbers_are_issued_one_by_one(line: Line) -> None:
    plant, order = line.plant, line.release("pump", 3)
    first, second, third = boards(line, 3)
    plant.refused("serials_do_not_match", line.issuing(order, "BOARD-1", "2", serial_ids=[first]))
    plant.refused("serials_do_not_match", line.issuing(order, "TUBE-1", "1", serial_ids=[first]))
    plant.ok(line.issuing(order, "BOARD-1", "2", serial_ids=[first, second]))
    found = {each.id: (each.state, each.location_id) for each in line.serials(line.lots["BOARD-1"])}
    assert found[first] == found[second] == (SerialState.ISSUED, None)
    assert found[third] == (SerialState.IN_STOCK, line.places["storage"])
    plant.refused("serial_not_here", line.issuing(order, "BOARD-1", "1", serial_ids=[first]))
    plant.check()


# --- returning ----------------------------------------------------------------------------------


def test_unused_material_goes_back(line: Line) -> None:
    order = line.release()
    line.issue(order, "TUBE-1", "12")
    line.plant.ok(line.returning(order, "TUBE-1", "5"))
    assert balance(line, order, "TUBE-1") == (12, 0, 5, 0)
    assert in_stock(line, "TUBE-1") == 993
    line.plant.refused("more_than_at_order", line.returning(order, "TUBE-1", "8"))
    line.plant.refused("more_than_at_order", line.returning(order, "TUBE-2", "1"))
    line.plant.refused(
        "wrong_location_kind",
        line.returning(order, "TUBE-1", "1", location_id=line.places["rejected"]),
    )


def test_serials_go_back_one_by_one_and_may_come_again(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.release("pump", 3)
    first, second = boards(line, 2)
    plant.ok(line.issuing(order, "BOARD-1", "1", serial_ids=[first]))
    plant.refused("serial_not_at_order", line.returning(order, "BOARD-1", "1", serial_ids=[second]))
    plant.refused("serials_do_not_match", line.returning(order, "BOARD-1", "1"))
    plant.ok(line.returning(order, "BOARD-1", "1", serial_ids=[first]))
    assert line.serials(line.lots["BOARD-1"])[0].location_id == line.places["storage"]
    plant.ok(line.issuing(order, "BOARD-1", "1", serial_ids=[first]))
    with plant.reader() as reader:
        assert [each.is_at_order for each in reader.find(IssuedSerial, work_order_id=order)] == [
            True
        ]
    plant.check()


# --- consuming ----------------------------------------------------------------------------------


def test_material_is_consumed_within_what_was_issued(line: Line) -> None:
    order = line.ready()
    line.issue(order, "TUBE-1", "10")
    line.start(order)
    line.consume(order, line.line("TUBE-1", "6"))
    line.plant.refused("more_than_at_order", line.consuming(order, line.line("TUBE-1", "5")))
    line.plant.refused(
        "more_than_at_order",
        line.consuming(order, line.line("TUBE-1", "2"), line.line("TUBE-1", "3")),
    )
    line.plant.refused("more_than_at_order", line.consuming(order, line.line("TUBE-2", "1")))
    assert balance(line, order, "TUBE-1") == (10, 6, 0, 0)
    with line.plant.reader() as reader:
        (found,) = reader.find(Consumption, work_order_id=order)
    assert (found.position, found.lot_id, found.output_lot_id, found.quantity) == (
        MOULD,
        line.lots["TUBE-1"],
        line.output(order),
        6,
    )
    assert found.consumed_by == OPERATOR


def test_material_goes_into_an_open_lot_at_an_operation_that_runs(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.release()
    consuming = line.consuming(order, line.line("TUBE-1", "1"))
    plant.refused("output_not_open", consuming)
    plant.ok(commands.OpenOutput(work_order_id=order))
    plant.refused("nothing_made_yet", consuming)
    plant.refused(
        "operation_of_other_kind", line.consuming(order, line.line("TUBE-1", "1"), position=1)
    )
    plant.refused(
        "operation_not_in_routing", line.consuming(order, line.line("TUBE-1", "1"), position=9)
    )


def test_a_lot_held_after_its_issue_is_not_consumed(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    line.issue(order, "TUBE-1", "10")
    line.start(order)
    plant.ok(PlaceHold(cause="supplier recall", lot_id=line.lots["TUBE-1"]))
    plant.refused("lot_on_hold", line.consuming(order, line.line("TUBE-1", "1")))


def test_a_serial_held_after_its_issue_is_not_consumed(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 2)
    (board,) = boards(line, 1)
    plant.ok(line.issuing(order, "BOARD-1", "1", serial_ids=[board]))
    line.start(order, 1, 2)
    plant.ok(PlaceHold(cause="dropped", serial_id=board))
    plant.refused(
        "component_on_hold",
        line.consuming(order, line.line("BOARD-1", "1", serial_ids=[board]), position=1),
    )


def test_a_serial_is_consumed_once_and_from_its_own_lot(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 2)
    line.lot("BOARD-2", "board", "1")
    first, second = boards(line, 2)
    other = line.serials(line.lots["BOARD-2"])[0].id
    plant.ok(line.issuing(order, "BOARD-1", "2", serial_ids=[first, second]))
    plant.ok(line.issuing(order, "BOARD-2", "1", serial_ids=[other]))
    line.start(order, 1, 2)
    line.consume(order, line.line("BOARD-1", "1", serial_ids=[first]), position=1)
    for wrong in (first, other):
        plant.refused(
            "serial_not_at_order",
            line.consuming(order, line.line("BOARD-1", "1", serial_ids=[wrong]), position=1),
        )
    assert line.serials(line.lots["BOARD-1"])[0].state is SerialState.CONSUMED


def test_a_rework_of_another_order_gets_nothing(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    first = line.ready()
    line.finish(line.mould(first), 9, rework=1)
    rework = line.send(first, 1)
    second = line.ready()
    line.start(second)
    line.issue(second, "TUBE-1", "1")
    plant.refused(
        "not_of_order", line.consuming(second, line.line("TUBE-1", "1"), rework_id=rework)
    )


# --- scrapping ----------------------------------------------------------------------------------


def test_scrapped_material_is_a_fact_with_a_reason(line: Line) -> None:
    order = line.release()
    line.issue(order, "TUBE-1", "5")
    command = scrapping(line, order, "TUBE-1", "2", cause=ScrapCause.DAMAGE)
    line.plant.refused("reason_missing", command)
    receipt = line.plant.ok(command, reason="dropped")
    assert receipt.deviations == []
    assert balance(line, order, "TUBE-1") == (5, 0, 0, 2)
    with line.plant.reader() as reader:
        (scrap,) = reader.find(Scrap, work_order_id=order)
    assert (scrap.lot_id, scrap.quantity, scrap.cause, scrap.remark) == (
        line.lots["TUBE-1"],
        2,
        ScrapCause.DAMAGE,
        "dropped",
    )
    line.plant.check()


def test_more_scrap_than_was_issued_stands_and_deviates(line: Line) -> None:
    order = line.release()
    line.issue(order, "TUBE-1", "5")
    receipt = line.plant.ok(scrapping(line, order, "TUBE-1", "7"), reason="crushed")
    assert [each["code"] for each in receipt.deviations] == ["more_than_at_order"]
    assert balance(line, order, "TUBE-1") == (5, 0, 0, 7)
    never = line.plant.ok(scrapping(line, order, "TUBE-2", "1"), reason="found torn")
    assert [each["code"] for each in never.deviations] == ["more_than_at_order"]
    with line.plant.reader() as reader:
        assert len(materials(reader, order)) == 2
    # The kernel holds the order until somebody has looked at it.
    line.plant.ok(line.clear(order))
    line.plant.refused("on_fallback_hold", line.starting(order), actor=OPERATOR)
    line.plant.check()


def test_scrapped_serials_are_named(line: Line) -> None:
    order = line.release("pump", 3)
    first, second, third = boards(line, 3)
    line.plant.ok(line.issuing(order, "BOARD-1", "2", serial_ids=[first, second]))
    done = line.plant.ok(scrapping(line, order, "BOARD-1", "1", serial_ids=[first]), reason="burnt")
    assert done.deviations == []
    strange = line.plant.ok(
        scrapping(line, order, "BOARD-1", "1", serial_ids=[third]), reason="burnt"
    )
    assert [each["code"] for each in strange.deviations] == ["serial_not_at_order"]
    nameless = line.plant.ok(scrapping(line, order, "BOARD-1", "1"), reason="burnt")
    assert "serials_do_not_match" in [each["code"] for each in nameless.deviations]
    found = [each.state for each in line.serials(line.lots["BOARD-1"])[:3]]
    assert found == [SerialState.SCRAPPED, SerialState.ISSUED, SerialState.IN_STOCK]
    line.plant.check()


def test_scrap_at_an_order_that_is_over_stands_and_deviates(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.plan()
    receipt = line.plant.ok(scrapping(line, order, "TUBE-1", "1"), reason="found torn")
    assert [each["code"] for each in receipt.deviations] == ["wrong_state", "more_than_at_order"]


def test_packaging_is_handled_like_any_material(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.ready()
    line.finish(line.mould(order), 10)
    line.plant.ok(line.clear(order, line.packing))
    line.start(order, PACK, 10, workstation_id=line.packing)
    line.issue(order, "POUCH-1", "11")
    line.consume(order, line.line("POUCH-1", "10"), position=PACK)
    line.plant.ok(scrapping(line, order, "POUCH-1", "1"), reason="bad seal")
    assert balance(line, order, "POUCH-1") == (11, 10, 0, 1)
