"""One catheter order and one pump order from plan to close, as they should go."""

from typing import Any

import pytest

from lotproof.kernel.quantity import parse_amount
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.production import commands
from lotproof.modules.production.queries import device_history
from lotproof.modules.production.reactions import order_is_closed
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.warehouse.commands import ReleaseLot
from lotproof.modules.warehouse.gates import MAY_RELEASE
from lotproof.modules.warehouse.vocabulary import LotState, SerialState
from tests.modules.production.factory import OPERATOR, PACK, Line, units_of


def test_a_catheter_lot_from_plan_to_close(line: Line) -> None:
    plant, order = line.plant, line.ready(quantity=10)
    run = line.start(order, quantity=10, equipment_id=line.press)
    for lot, quantity, unit in (("TUBE-1", "12", "pcs"), ("RESIN-1", "5", "g")):
        line.issue(order, lot, quantity, unit)
    line.consume(order, line.line("TUBE-1", "10"), line.line("RESIN-1", "5", "g"))
    plant.ok(
        commands.RecordParameter(
            work_order_id=order,
            parameter_id=line.parameters["TEMP"],
            value=parse_amount("190", "Cel"),
            unit="Cel",
            run_id=run,
        ),
        actor=OPERATOR,
    )
    line.approve(order)
    line.finish(run, 9, scrap=1)
    plant.ok(line.clear(order, line.packing))
    packing = line.start(order, PACK, 9, workstation_id=line.packing)
    line.issue(order, "POUCH-1", "9")
    line.consume(order, line.line("POUCH-1", "9"), position=PACK)
    line.finish(packing, 9)
    plant.ok(line.returning(order, "TUBE-1", "2"))
    made = plant.ok(line.receiving(order, 9))
    assert made.value("lot_id") == f"lot_{line.output(order)}"
    plant.ok(commands.CloseWorkOrder(work_order_id=order))

    assert line.order(order).state is WorkOrderState.CLOSED
    with plant.reader() as reader:
        history = device_history(reader, order)
        made_from = trace(reader, line.output(order), "backward")
    assert history.missing == ()
    assert history.is_complete
    assert [each.code for each in history.exceptions] == ["scrap"]
    assert units_of(made_from) == {
        line.lots["TUBE-1"]: True,
        line.lots["RESIN-1"]: True,
        line.lots["POUCH-1"]: True,
    }
    plant.check()


def test_a_pump_lot_from_plan_to_close(line: Line) -> None:
    plant, order = line.plant, line.ready("pump", 3)
    plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="P-0099", count=3))
    units = line.units(order)
    boards = [each.id for each in line.serials(line.lots["BOARD-1"])][:3]
    run = line.start(order, 1, 3)
    plant.ok(line.issuing(order, "BOARD-1", "3", serial_ids=boards))
    line.issue(order, "TUBE-1", "6")
    line.consume(
        order,
        *(
            line.line("BOARD-1", "1", serial_ids=[board], into_serial_ids=[unit])
            for board, unit in zip(boards, units, strict=True)
        ),
        line.line("TUBE-1", "6", into_serial_ids=units),
        position=1,
    )
    line.finish(run, 3)
    line.finish(line.start(order, 2, 3), 3)
    plant.ok(line.receiving(order, 3, serial_ids=units))
    plant.ok(commands.CloseWorkOrder(work_order_id=order))

    stored = line.serials(line.output(order))
    assert [each.number for each in stored] == ["P-0099", "P-0100", "P-0101"]
    assert {each.state for each in stored} == {SerialState.IN_STOCK}
    assert {each.location_id for each in stored} == {line.places["quarantine"]}
    assert {each.state for each in line.serials(line.lots["BOARD-1"])[:3]} == {SerialState.CONSUMED}
    with plant.reader() as reader:
        first = trace(reader, units[0], "backward")
        history = device_history(reader, order)
    # The unit got the first board, not its neighbours; the tubes; and is one of its lot.
    assert units_of(first, level=1) == {
        boards[0]: True,
        line.lots["TUBE-1"]: True,
        line.output(order): True,
    }
    assert history.is_complete
    assert [(s.first_number, s.last_number, s.count) for s in history.record.serials] == [
        ("P-0099", "P-0101", 3)
    ]
    plant.check()


@pytest.mark.clause("21 CFR 11.10(f)")
def test_a_lot_is_not_released_before_its_order_is_closed(
    sqlite_line: Line, monkeypatch: Any
) -> None:
    # What quality asks besides is not this module's to test.
    monkeypatch.setattr(MAY_RELEASE, "joiners", [order_is_closed])
    line, plant = sqlite_line, sqlite_line.plant
    order = line.ready("pump", 1)
    plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="P-1", count=1))
    for position in (1, 2):
        line.finish(line.start(order, position, 1), 1)
    plant.ok(line.receiving(order, 1, serial_ids=line.units(order)))
    release = ReleaseLot(lot_id=line.output(order))
    plant.refused("work_order_open", release)
    plant.ok(commands.CloseWorkOrder(work_order_id=order))
    plant.ok(release)
    assert line.the_lot(line.output(order)).state is LotState.RELEASED
