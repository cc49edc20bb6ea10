"""Output: its lot, its serials, its receipt into quarantine; scrapped units and by-products."""

from datetime import date
from typing import Any

from lotproof.kernel.quantity import parse_amount
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.production import commands
from lotproof.modules.production.queries import Output, Scrap, order_making, outputs, steps
from lotproof.modules.production.vocabulary import OutputKind, ScrapCause, WorkOrderId
from lotproof.modules.warehouse.queries import stock_of_lot
from lotproof.modules.warehouse.vocabulary import LotId, LotOrigin, LotState, SerialState
from tests.modules.production.factory import MOULD, OPERATOR, PACK, Line, pcs, units_of


def serialising(order: WorkOrderId, first: str, count: int) -> commands.SerialiseOutput:
    return commands.SerialiseOutput(work_order_id=order, first_number=first, count=count)


def scrapping(order: WorkOrderId, quantity: int, **more: Any) -> commands.ScrapUnits:
    return commands.ScrapUnits(work_order_id=order, quantity=pcs(quantity), unit="pcs", **more)


def finished(line: Line, quantity: int = 10) -> WorkOrderId:
    order = line.ready("pump", quantity)
    line.finish(line.start(order, 1, quantity), quantity)
    line.finish(line.start(order, 2, quantity), quantity)
    return order


def packed(line: Line) -> WorkOrderId:
    order = line.ready(quantity=10)
    line.finish(line.mould(order), 10)
    line.plant.ok(line.clear(order, line.packing))
    line.finish(line.start(order, PACK, 10, workstation_id=line.packing), 10)
    return order


# --- the lot ------------------------------------------------------------------------------------


def test_the_output_lot_is_opened_once_with_its_dates(line: Line) -> None:
    plant, order = line.plant, line.release()
    command = commands.OpenOutput(
        work_order_id=order, lot_number="260302-A", made_on=date(2026, 3, 1)
    )
    plant.ok(command)
    plant.refused("output_open", command)
    lot = line.the_lot(line.output(order))
    assert (lot.number, lot.origin, lot.state) == (
        "260302-A",
        LotOrigin.MADE,
        LotState.QUARANTINED,
    )
    assert (lot.made_on, lot.expires_on) == (date(2026, 3, 1), date(2027, 3, 1))
    with plant.reader() as reader:
        made_by = order_making(reader, lot.id)
        assert made_by is not None
        assert made_by.id == order
        assert order_making(reader, line.lots["TUBE-1"]) is None
    plant.check()


def test_an_output_lot_needs_a_released_order_and_a_free_number(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    plant.refused("wrong_state", commands.OpenOutput(work_order_id=line.plan()))
    plant.ok(commands.OpenOutput(work_order_id=line.release(), lot_number="L-1"))
    plant.refused("duplicate", commands.OpenOutput(work_order_id=line.release(), lot_number="L-1"))
    order = line.release()
    plant.ok(commands.OpenOutput(work_order_id=order))
    assert line.the_lot(line.output(order)).made_on == date(2026, 3, 2)


# --- serials ------------------------------------------------------------------------------------


def test_serials_are_consecutive_units_of_the_lot(line: Line) -> None:
    plant, order = line.plant, line.ready("pump", 5)
    plant.ok(serialising(order, "P-008", 3))
    plant.ok(serialising(order, "X-1", 2))
    units = line.units(order)
    assert units == list(range(units[0], units[0] + 5))
    found = line.serials(line.output(order))
    assert [each.number for each in found] == ["P-008", "P-009", "P-010", "X-1", "X-2"]
    assert {(each.state, each.location_id) for each in found} == {(SerialState.ISSUED, None)}
    with plant.reader() as reader:
        forward = trace(reader, line.output(order), "forward")
    assert units_of(forward) == dict.fromkeys(units, True)
    plant.check()


def test_serials_fit_order_item_and_digits(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.release("pump", 5)
    plant.refused("output_not_open", serialising(order, "P-1", 1))
    plant.ok(commands.OpenOutput(work_order_id=order))
    plant.refused("too_many_serials", serialising(order, "P-1", 6))
    plant.refused("serial_number_uncountable", serialising(order, "P", 1))
    plant.refused("serial_numbers_exhausted", serialising(order, "P-8", 3))
    plant.ok(serialising(order, "P-1", 3))
    plant.refused("serial_used_twice", serialising(order, "P-3", 1))
    plant.refused("too_many_serials", serialising(order, "P-4", 3))
    plant.refused("not_serial_tracked", serialising(line.ready(), "P-1", 1))


# --- receipt ------------------------------------------------------------------------------------


def test_finished_units_are_received_into_quarantine(line: Line) -> None:
    plant, order = line.plant, packed(line)
    for place in ("storage", "shipping"):
        command = line.receiving(order, 1, location_id=line.places[place])
        plant.refused("wrong_location_kind", command)
    plant.ok(line.receiving(order, 4))
    plant.ok(line.receiving(order, 6))
    plant.refused("more_than_finished", line.receiving(order, 1))
    with plant.reader() as reader:
        (stock,) = stock_of_lot(reader, line.output(order))
        (output,) = outputs(reader, order)
    assert (stock.location_id, stock.quantity) == (line.places["quarantine"], 10)
    assert (output.kind, output.due, output.received) == (OutputKind.MAIN, 10, 10)
    assert line.order(order).received == 10
    plant.check()


def test_units_are_received_when_they_are_finished(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    plant.refused("wrong_state", line.receiving(order, 1))
    line.finish(line.mould(order), 10)
    plant.refused("more_than_finished", line.receiving(order, 1))
    plant.refused("lot_not_of_order", line.receiving(order, 1, lot_id=line.lots["TUBE-1"]))
    plant.refused("wrong_state", line.receiving(line.release(), 1))


def test_serial_tracked_units_are_received_one_by_one(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, finished(sqlite_line, 3)
    plant.refused("serials_do_not_match", line.receiving(order, 1))
    plant.ok(serialising(order, "P-1", 3))
    first, _, third = line.units(order)
    plant.refused("serials_do_not_match", line.receiving(order, 2, serial_ids=[first]))
    plant.refused("serials_do_not_match", line.receiving(order, 2, serial_ids=[first, first]))
    board = line.serials(line.lots["BOARD-1"])[0].id
    plant.refused("serial_not_of_output", line.receiving(order, 1, serial_ids=[board]))
    plant.ok(line.receiving(order, 2, serial_ids=[first, third]))
    plant.refused("unit_not_in_production", line.receiving(order, 1, serial_ids=[first]))
    assert [each.state for each in line.serials(line.output(order))] == [
        SerialState.IN_STOCK,
        SerialState.ISSUED,
        SerialState.IN_STOCK,
    ]


# --- scrapped units -----------------------------------------------------------------------------


def test_units_are_scrapped_before_an_operation_or_after_the_last(line: Line) -> None:
    plant, order = line.plant, line.ready("pump", 10)
    line.finish(line.start(order, 1, 10), 9, rework=1)
    command = scrapping(order, 2, position=2, cause=ScrapCause.SAMPLE)
    plant.refused("reason_missing", command)
    assert plant.ok(command, reason="burst test").deviations == []
    plant.ok(scrapping(order, 1, position=1, is_set_aside=True), reason="beyond repair")
    line.finish(line.start(order, 2, 7), 7)
    plant.ok(scrapping(order, 3), reason="dropped")
    found = line.order(order)
    assert (found.started, found.finished, found.scrapped) == (10, 4, 6)
    with plant.reader() as reader:
        causes = [each.cause for each in reader.find(Scrap, work_order_id=order)]
        first, second = steps(reader, order)
    assert causes == [ScrapCause.SAMPLE, ScrapCause.DEFECT, ScrapCause.DEFECT]
    assert (first.scrapped, first.set_aside, second.scrapped) == (1, 0, 2)
    plant.check()


def test_more_scrap_than_there_was_stands_and_deviates(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 10)
    line.finish(line.start(order, 1, 5), 5)
    for command, code in (
        (scrapping(order, 6, position=2), "more_than_arrived"),
        (scrapping(order, 1, position=1, is_set_aside=True), "more_than_set_aside"),
        (scrapping(order, 1), "more_than_finished"),
    ):
        receipt = plant.ok(command, reason="counted")
        assert [each["code"] for each in receipt.deviations] == [code]
    assert line.order(order).scrapped == 8
    assert line.order(order).deviations == 3
    plant.check()


def test_scrapped_units_may_be_named(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 3)
    plant.ok(serialising(order, "P-1", 3))
    line.finish(line.start(order, 1, 3), 3)
    first, second, _ = line.units(order)
    named = plant.ok(scrapping(order, 1, position=2, serial_ids=[first]), reason="dropped")
    assert named.deviations == []
    short = plant.ok(scrapping(order, 2, position=2, serial_ids=[second]), reason="dropped")
    assert [each["code"] for each in short.deviations] == ["serials_do_not_match"]
    board = line.serials(line.lots["BOARD-1"])[0].id
    strange = plant.ok(scrapping(order, 1, position=2, serial_ids=[board]), reason="dropped")
    assert "serial_not_of_output" in [each["code"] for each in strange.deviations]
    assert [each.state for each in line.serials(line.output(order))] == [
        SerialState.SCRAPPED,
        SerialState.SCRAPPED,
        SerialState.ISSUED,
    ]
    assert line.serials(line.lots["BOARD-1"])[0].state is SerialState.IN_STOCK


# --- by-products --------------------------------------------------------------------------------


def by_product(line: Line, order: WorkOrderId, item: str = "offcut", **more: Any) -> Any:
    given: dict[str, Any] = {"location_id": line.places["quarantine"]}
    return commands.RecordByProduct(
        work_order_id=order,
        item_id=line.items[item],
        lot_number="OFF-1",
        quantity=parse_amount("0.02", "kg"),
        unit="kg",
        **(given | more),
    )


def test_a_by_product_is_a_lot_that_may_hold_the_materials(line: Line) -> None:
    plant, order = line.plant, packed(line)
    lot_id = LotId.parse(plant.ok(by_product(line, order)).value("lot_id"))
    with plant.reader() as reader:
        backward = trace(reader, lot_id, "backward")
        output = reader.get(Output, order, lot_id)
        (stock,) = stock_of_lot(reader, lot_id)
        assert order_making(reader, lot_id) is not None
    assert units_of(backward) == {line.output(order): False, line.lots["TUBE-1"]: False}
    assert (output.kind, stock.quantity) == (OutputKind.BY_PRODUCT, parse_amount("20", "g"))
    plant.refused("more_than_of_lot", line.receiving(order, 1, lot_id=lot_id))
    plant.check()


def test_a_by_product_is_something_else_in_quarantine(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    plant.refused("wrong_state", by_product(line, order))
    line.start(order, MOULD)
    plant.refused("by_product_is_product", by_product(line, order, "catheter"))
    plant.refused(
        "wrong_location_kind", by_product(line, order, location_id=line.places["storage"])
    )
    plant.ok(by_product(line, order), actor=OPERATOR)
    plant.refused("duplicate", by_product(line, order))
