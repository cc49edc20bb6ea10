"""Rework: counted, repeated operation by operation, in a lot of its own."""

from typing import Any

from lotproof.modules.genealogy.queries import trace
from lotproof.modules.production import commands
from lotproof.modules.production.queries import Output, Rework, device_history, reworks, steps
from lotproof.modules.production.vocabulary import OutputKind, ReworkId, ReworkState, WorkOrderId
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.production.factory import MOULD, OPERATOR, PACK, Line, pcs, units_of


def finishing(rework: ReworkId, good: int, scrap: int = 0, again: int = 0, **more: Any) -> Any:
    return commands.FinishRework(
        rework_id=rework, good=pcs(good), scrap=pcs(scrap), rework=pcs(again), unit="pcs", **more
    )


def set_aside(line: Line, count: int = 3) -> WorkOrderId:
    order = line.ready(quantity=10)
    line.finish(line.mould(order), 10 - count, rework=count)
    return order


def the_rework(line: Line, rework: ReworkId) -> Rework:
    with line.plant.reader() as reader:
        return reader.get(Rework, rework)


def test_rework_goes_round_into_a_lot_of_its_own(line: Line) -> None:
    plant, order = line.plant, set_aside(line)
    main = line.output(order)
    rework = line.send(order, 3)
    lot_id = the_rework(line, rework).lot_id
    lot = line.the_lot(lot_id)
    assert lot.number == f"{line.the_lot(main).number}-R1"
    assert (lot.made_on, lot.expires_on) == (
        line.the_lot(main).made_on,
        line.the_lot(main).expires_on,
    )
    run = line.start(order, MOULD, 3, rework_id=rework)
    line.issue(order, "TUBE-2", "1")
    line.consume(order, line.line("TUBE-2", "1"), rework_id=rework)
    line.finish(run, 2, scrap=1)
    plant.ok(finishing(rework, 2))
    plant.ok(line.clear(order, line.packing))
    line.finish(line.start(order, PACK, 9, workstation_id=line.packing), 9)
    plant.ok(line.receiving(order, 7))
    plant.refused("more_than_of_lot", line.receiving(order, 1))
    plant.ok(line.receiving(order, 2, lot_id=lot_id))
    plant.ok(commands.CloseWorkOrder(work_order_id=order))

    with plant.reader() as reader:
        found = {o.lot_id: (o.kind, o.received) for o in reader.find(Output, work_order_id=order)}
        (first, second) = steps(reader, order)
        backward = trace(reader, lot_id, "backward")
        main_backward = trace(reader, main, "backward")
        history = device_history(reader, order)
    assert found == {main: (OutputKind.MAIN, 7), lot_id: (OutputKind.REWORK, 2)}
    assert (first.good, first.scrapped, first.set_aside, first.in_rework) == (9, 1, 0, 0)
    assert second.arrived == 9
    # What was replaced in rework is traced to the reworked lot alone.
    assert units_of(backward) == {
        main: True,
        line.lots["TUBE-1"]: True,
        line.lots["TUBE-2"]: True,
    }
    assert units_of(main_backward) == {line.lots["TUBE-1"]: True}
    assert [each.code for each in history.exceptions] == ["rework", "scrap"]
    plant.check()


def test_each_rework_is_counted(line: Line) -> None:
    plant, order = line.plant, set_aside(line)
    first = line.send(order, 2)
    line.finish(line.start(order, MOULD, 2, rework_id=first), 2)
    plant.ok(finishing(first, 0, scrap=1, again=1))
    reworked = the_rework(line, first).lot_id
    second = line.send(order, 1, from_lot_id=reworked)
    third = line.send(order, 1, lot_number="AGAIN")
    assert line.order(order).reworks == 3
    with plant.reader() as reader:
        found = [(each.cycle, each.from_lot_id) for each in reworks(reader, order)]
        dues = {o.lot_id: o.due for o in reader.find(Output, work_order_id=order)}
    main = line.output(order)
    assert found == [(1, main), (2, reworked), (3, main)]
    names = [line.the_lot(the_rework(line, each).lot_id).number for each in (second, third)]
    assert names == [f"{line.the_lot(main).number}-R1-R2", "AGAIN"]
    assert dues[main] == 7
    assert dues[reworked] == 0
    plant.check()


def test_rework_starts_from_what_was_set_aside(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, set_aside(sqlite_line)
    plant.refused("more_than_set_aside", line.rework(order, 4))
    plant.refused("more_than_set_aside", line.rework(order, 1, position=PACK))
    plant.refused("rework_goes_forward", line.rework(order, 1, repeat_from=PACK))
    plant.refused("operation_of_other_kind", line.rework(order, 1, repeat_from=1))
    plant.refused("lot_not_of_order", line.rework(order, 1, from_lot_id=line.lots["TUBE-1"]))
    plant.refused("serials_do_not_match", line.rework(order, 1, serial_ids=[LotId(1)]))
    plant.refused(
        "duplicate", line.rework(order, 1, lot_number=line.the_lot(line.output(order)).number)
    )
    plant.refused("wrong_state", line.rework(line.release(), 1))
    assert line.order(order).reworks == 0


def test_a_rework_lot_takes_no_more_than_its_source_has(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, set_aside(sqlite_line, 3)
    first = line.send(order, 1)
    lot_id = the_rework(line, first).lot_id
    plant.refused("more_than_of_lot", line.rework(order, 2, from_lot_id=lot_id))


def test_a_rework_repeats_its_operations_in_order_and_as_a_whole(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.ready("pump", 5)
    line.finish(line.start(order, 1, 5), 5)
    line.finish(line.start(order, 2, 5), 3, rework=2)
    rework = line.send(order, 2, position=2, repeat_from=1)

    def starting(position: int, quantity: int = 2) -> commands.StartOperation:
        return line.starting(order, position, quantity, rework_id=rework)

    for wrong in (starting(2), starting(1, 1)):
        plant.refused("not_next_of_rework", wrong, actor=OPERATOR)
    plant.refused("rework_not_repeated", finishing(rework, 2))
    run = line.start(order, 1, 2, rework_id=rework)
    plant.refused("not_next_of_rework", starting(1), actor=OPERATOR)
    plant.refused("rework_not_repeated", finishing(rework, 2))
    plant.refused("rework_within_rework", line.finishing(run, 1, 0, 1), actor=OPERATOR)
    line.finish(run, 1, scrap=1)
    plant.refused("not_next_of_rework", starting(2, 2), actor=OPERATOR)
    plant.refused("rework_not_repeated", finishing(rework, 1))
    line.finish(line.start(order, 2, 1, rework_id=rework), 1)
    plant.refused("not_next_of_rework", starting(2, 1), actor=OPERATOR)
    plant.refused("run_unbalanced", finishing(rework, 2))
    plant.ok(finishing(rework, 1))
    plant.refused("wrong_state", finishing(rework, 1))
    plant.refused("wrong_state", starting(2, 1), actor=OPERATOR)
    found = line.order(order)
    assert (found.started, found.finished, found.scrapped) == (5, 4, 1)
    assert the_rework(line, rework).state is ReworkState.FINISHED


def test_a_rework_of_which_nothing_is_left_is_finished_with_nothing(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.ready("pump", 2)
    line.finish(line.start(order, 1, 2), 2)
    line.finish(line.start(order, 2, 2), 1, rework=1)
    rework = line.send(order, 1, position=2, repeat_from=1)
    line.finish(line.start(order, 1, 1, rework_id=rework), 0, scrap=1)
    plant.ok(finishing(rework, 0))
    assert line.order(order).scrapped == 1


def test_another_orders_rework_is_not_run_here(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    rework = line.send(set_aside(line), 1)
    other = line.ready()
    command = line.starting(other, MOULD, 1, rework_id=rework)
    plant.refused("not_of_order", command, actor=OPERATOR)


def test_units_with_serials_keep_their_identity(line: Line) -> None:
    plant, order = line.plant, line.ready("pump", 3)
    plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="P-1", count=3))
    units = line.units(order)
    line.finish(line.start(order, 1, 3), 1, rework=2)
    plant.refused("serials_do_not_match", line.rework(order, 2, position=1))
    board = line.serials(line.lots["BOARD-1"])[0].id
    plant.refused("serial_not_of_output", line.rework(order, 1, position=1, serial_ids=[board]))
    rework = line.send(order, 2, position=1, serial_ids=units[:2])
    found = the_rework(line, rework)
    assert (found.lot_id, found.from_lot_id) == (line.output(order), line.output(order))
    assert found.serial_ids == units[:2]
    line.finish(line.start(order, 1, 2, rework_id=rework), 2)
    plant.ok(finishing(rework, 1, scrap=1, scrap_serial_ids=units[:1]))
    line.finish(line.start(order, 2, 2), 2)
    plant.ok(line.receiving(order, 2, serial_ids=units[1:]))
    plant.ok(commands.CloseWorkOrder(work_order_id=order))
    assert [each.state.value for each in line.serials(line.output(order))] == [
        "scrapped",
        "in_stock",
        "in_stock",
    ]
    plant.check()
