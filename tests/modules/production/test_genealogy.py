"""What a consumption says in the genealogy: exact into serials, mixed where lots were mixed."""

from lotproof.modules.genealogy.queries import trace
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.production import commands
from lotproof.modules.production.vocabulary import WorkOrderId
from tests.modules.production.factory import Line, units_of


def forward(line: Line, start: int) -> dict[int, bool]:
    with line.plant.reader() as reader:
        return units_of(trace(reader, start, "forward"))


def pumps(line: Line, quantity: int = 4, tubes: int = 8) -> tuple[WorkOrderId, list[SerialId]]:
    """Running pumps with serials, with tubes of two lots and boards issued."""
    order = line.ready("pump", quantity)
    line.plant.ok(
        commands.SerialiseOutput(work_order_id=order, first_number="P-01", count=quantity)
    )
    line.start(order, 1, quantity)
    for lot in ("TUBE-1", "TUBE-2"):
        line.issue(order, lot, str(tubes))
    return order, line.units(order)


def issue_boards(line: Line, order: WorkOrderId, count: int) -> list[SerialId]:
    boards = [each.id for each in line.serials(line.lots["BOARD-1"])][:count]
    line.plant.ok(line.issuing(order, "BOARD-1", str(count), serial_ids=boards))
    return boards


def test_one_lot_went_into_every_unit(line: Line) -> None:
    order, units = pumps(line)
    line.consume(order, line.line("TUBE-1", "4"), position=1)
    line.consume(order, line.line("TUBE-1", "4"), position=1)
    found = forward(line, line.lots["TUBE-1"])
    assert found == dict.fromkeys([line.output(order), *units], True)
    line.plant.check()


def test_of_two_lots_it_is_not_known_which_unit_got_which(line: Line) -> None:
    order, units = pumps(line)
    output = line.output(order)
    line.consume(order, line.line("TUBE-1", "4"), position=1)
    line.consume(order, line.line("TUBE-2", "4"), position=1)
    line.consume(order, line.line("TUBE-1", "1"), position=1)
    for lot in ("TUBE-1", "TUBE-2"):
        assert forward(line, line.lots[lot]) == {output: True} | dict.fromkeys(units, False)
    line.plant.check()


def test_lots_given_together_are_mixed_as_well(sqlite_line: Line) -> None:
    line = sqlite_line
    order, units = pumps(line)
    line.consume(order, line.line("TUBE-1", "4"), line.line("TUBE-2", "4"), position=1)
    for lot in ("TUBE-1", "TUBE-2"):
        assert forward(line, line.lots[lot])[units[0]] is False


def test_other_materials_do_not_mix(sqlite_line: Line) -> None:
    line = sqlite_line
    order, units = pumps(line)
    boards = issue_boards(line, order, 2)
    line.consume(
        order, line.line("TUBE-1", "8"), line.line("BOARD-1", "2", serial_ids=boards), position=1
    )
    assert forward(line, line.lots["TUBE-1"])[units[0]] is True
    # A board is in one of the units; which one was not recorded.
    assert forward(line, boards[0]) == {line.output(order): True} | dict.fromkeys(units, False)


def test_exactly_those_units_got_the_lot(line: Line) -> None:
    order, units = pumps(line)
    line.consume(
        order,
        line.line("TUBE-1", "6", into_serial_ids=[units[3], units[0], units[1]]),
        line.line("TUBE-2", "2", into_serial_ids=[units[2]]),
        position=1,
    )
    assert forward(line, line.lots["TUBE-1"]) == dict.fromkeys([units[0], units[1], units[3]], True)
    assert forward(line, line.lots["TUBE-2"]) == {units[2]: True}
    line.plant.check()


def test_a_lot_beside_an_exact_one_is_mixed(line: Line) -> None:
    order, units = pumps(line)
    output = line.output(order)
    line.consume(order, line.line("TUBE-1", "2"), position=1)
    assert forward(line, line.lots["TUBE-1"])[units[0]] is True
    line.consume(order, line.line("TUBE-2", "2", into_serial_ids=[units[2]]), position=1)
    assert forward(line, line.lots["TUBE-1"]) == {output: True} | dict.fromkeys(units, False)
    assert forward(line, line.lots["TUBE-2"]) == {units[2]: True}
    line.consume(order, line.line("TUBE-2", "2"), position=1)
    assert forward(line, line.lots["TUBE-2"]) == {output: True} | dict.fromkeys(units, False) | {
        units[2]: True
    }


def test_a_component_with_a_number_is_in_one_unit(line: Line) -> None:
    order, units = pumps(line)
    boards = issue_boards(line, order, 4)
    line.plant.refused(
        "assign_serials_singly",
        line.consuming(
            order,
            line.line("BOARD-1", "2", serial_ids=boards[:2], into_serial_ids=units[:2]),
            position=1,
        ),
    )
    line.consume(
        order,
        line.line("BOARD-1", "2", serial_ids=boards[:2], into_serial_ids=[units[0]]),
        line.line("BOARD-1", "1", serial_ids=[boards[3]], into_serial_ids=[units[2]]),
        position=1,
    )
    for board, unit in ((boards[0], units[0]), (boards[1], units[0]), (boards[3], units[2])):
        assert forward(line, board) == {unit: True}
    # The sibling that was not used leads nowhere, and neither unit leads to the other.
    assert forward(line, boards[2]) == {}
    with line.plant.reader() as reader:
        backward = units_of(trace(reader, units[2], "backward"))
    assert backward == dict.fromkeys([boards[3], line.lots["BOARD-1"], line.output(order)], True)
    line.plant.check()


def test_in_a_lot_of_one_unit_there_is_no_doubt(sqlite_line: Line) -> None:
    line = sqlite_line
    order, units = pumps(line, 1, 2)
    boards = issue_boards(line, order, 1)
    line.consume(order, line.line("BOARD-1", "1", serial_ids=boards), position=1)
    assert forward(line, boards[0]) == dict.fromkeys([line.output(order), *units], True)


def test_material_goes_into_units_of_the_same_order(sqlite_line: Line) -> None:
    line = sqlite_line
    _, others = pumps(line, 1, 2)
    order = line.ready("pump", 2)
    line.plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="Q-1", count=2))
    line.start(order, 1, 2)
    line.issue(order, "TUBE-1", "2")
    line.plant.refused(
        "serial_not_of_output",
        line.consuming(order, line.line("TUBE-1", "2", into_serial_ids=others), position=1),
    )


def test_lots_of_other_orders_do_not_mix(sqlite_line: Line) -> None:
    line = sqlite_line
    outputs: list[LotId] = []
    for lot in ("TUBE-1", "TUBE-2"):
        order = line.ready("pump", 2)
        line.start(order, 1, 2)
        line.issue(order, lot, "4")
        line.consume(order, line.line(lot, "4"), position=1)
        outputs.append(line.output(order))
    assert forward(line, line.lots["TUBE-1"]) == {outputs[0]: True}
    assert forward(line, line.lots["TUBE-2"]) == {outputs[1]: True}
