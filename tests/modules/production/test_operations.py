"""Operations: in order, on a clear line, by the right person on available equipment, in balance."""

from typing import Any

import pytest

from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.equipment.commands import RegisterEquipment, TakeOutOfService
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.items.commands import OperationGiven
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.production import commands
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.queries import (
    LineClearance,
    OperationRun,
    Reading,
    readings,
    runs,
    steps,
)
from lotproof.modules.production.rules import AlreadyConsumed
from lotproof.modules.production.vocabulary import (
    RunState,
    Verdict,
    WorkOrderId,
    WorkOrderState,
)
from lotproof.modules.sites.commands import CloseWorkstation
from tests.modules.production.factory import (
    ARTICLE,
    CLEARANCE,
    INSPECTOR,
    MOULD,
    OPERATOR,
    PACK,
    Line,
)


def approving(order: WorkOrderId, position: int = ARTICLE) -> commands.ApproveFirstArticle:
    return commands.ApproveFirstArticle(work_order_id=order, position=position)


def rejecting(order: WorkOrderId) -> commands.RejectFirstArticle:
    return commands.RejectFirstArticle(work_order_id=order, position=ARTICLE, remark="flash")


def reading(line: Line, order: WorkOrderId, value: str, unit: str = "Cel", **more: Any) -> Any:
    return commands.RecordParameter(
        work_order_id=order,
        parameter_id=line.parameters["TEMP"],
        value=parse_amount(value, unit),
        unit=unit,
        **more,
    )


# --- the line is clear --------------------------------------------------------------------------


def test_an_operation_starts_on_a_cleared_line_only(line: Line) -> None:
    plant, order = line.plant, line.release()
    plant.refused("line_not_cleared", line.starting(order), actor=OPERATOR)
    found = plant.ok(line.clear(order, labels_removed=False))
    assert found.deviations == []
    assert found.value("is_cleared") is False
    plant.refused("line_not_cleared", line.starting(order), actor=OPERATOR)
    plant.ok(line.clear(order, line.packing))
    plant.refused("line_not_cleared", line.starting(order), actor=OPERATOR)
    plant.ok(line.clear(order))
    plant.ok(line.starting(order), actor=OPERATOR)
    plant.check()


def test_another_order_on_the_line_ends_its_clearance(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    first, second = line.release(), line.release()
    plant.ok(line.clear(first))
    line.start(first, quantity=4)
    plant.ok(line.clear(second))
    line.start(second)
    line.approve(first)
    plant.refused("line_not_cleared", line.starting(first, quantity=6), actor=OPERATOR)
    plant.ok(line.clear(first))
    line.start(first, quantity=6)


@pytest.mark.parametrize(
    "wrong",
    ["products_removed", "materials_removed", "labels_removed", "documents_removed", "is_clean"],
)
def test_every_check_of_a_clearance_counts(sqlite_line: Line, wrong: str) -> None:
    order = sqlite_line.release()
    receipt = sqlite_line.plant.ok(sqlite_line.clear(order, None, **{wrong: False}))
    assert receipt.value("is_cleared") is False


def test_a_clearance_elsewhere_in_the_routing_stands_and_deviates(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.release()
    given = line.clear(order)
    odd = commands.ClearLine(
        work_order_id=order,
        position=MOULD,
        workstation_id=line.moulding,
        **{name: getattr(given, name) for name in given.__struct_fields__[3:]},
    )
    receipt = line.plant.ok(odd)
    assert [each["code"] for each in receipt.deviations] == ["operation_of_other_kind"]
    with line.plant.reader() as reader:
        assert len(reader.find(LineClearance, work_order_id=order)) == 1
    assert line.order(order).deviations == 1


# --- starting -----------------------------------------------------------------------------------


def test_who_started_what_where_on_what_is_kept(line: Line) -> None:
    order = line.ready()
    run_id = line.start(order, quantity=6, equipment_id=line.press)
    with line.plant.reader() as reader:
        run = reader.get(OperationRun, run_id)
        step = steps(reader, order)[0]
    assert (run.operator, run.workstation_id, run.equipment_id, run.quantity, run.state) == (
        OPERATOR,
        line.moulding,
        line.press,
        6,
        RunState.RUNNING,
    )
    assert (step.arrived, step.running) == (10, 6)
    assert line.order(order).state is WorkOrderState.IN_PROGRESS
    assert line.order(order).started == 6
    line.plant.check()


@pytest.mark.clause("21 CFR 11.10(f)")
def test_operations_follow_each_other(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 5)
    refused = plant.refused("out_of_order", line.starting(order, 2, 1), actor=OPERATOR)
    assert refused.message is not None
    assert "operation 1" in refused.message["en"]
    plant.refused("more_than_arrived", line.starting(order, 1, 6), actor=OPERATOR)
    line.finish(line.start(order, 1, 3), 2, scrap=1)
    plant.refused("more_than_arrived", line.starting(order, 2, 3), actor=OPERATOR)
    line.start(order, 2, 2)
    plant.refused("out_of_order", line.starting(order, 2, 1), actor=OPERATOR)
    line.start(order, 1, 2)


def test_checks_are_not_run_and_unknown_operations_are_named(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    plant.refused("operation_of_other_kind", line.starting(order, CLEARANCE), actor=OPERATOR)
    plant.refused("operation_of_other_kind", line.starting(order, ARTICLE), actor=OPERATOR)
    plant.refused("operation_not_in_routing", line.starting(order, 9), actor=OPERATOR)
    plant.refused("wrong_state", line.starting(line.plan()), actor=OPERATOR)
    plant.refused(
        "inexact_quantity",
        commands.StartOperation(
            work_order_id=order,
            position=MOULD,
            workstation_id=line.moulding,
            quantity=parse_amount("1", "kg"),
            unit="kg",
        ),
        actor=OPERATOR,
    )


@pytest.mark.clause("21 CFR 11.10(h)")
def test_equipment_must_be_available(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    plant.ok(TakeOutOfService(equipment_id=line.press), reason="out of tolerance")
    command = line.starting(order, equipment_id=line.press)
    plant.refused("equipment_not_available", command, actor=OPERATOR)
    plant.refused("not_found", line.starting(order, equipment_id=EquipmentId(99)), actor=OPERATOR)


@pytest.mark.clause("21 CFR 11.10(h)")
def test_the_workstation_is_the_one_of_the_routing_and_in_use(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    line.routing(
        "pump",
        OperationGiven(code="A", name="A", kind=OperationKind.PROCESS, workstation_id=line.packing),
        revision="B",
    )
    order = line.ready("pump", 1)
    plant.refused("wrong_workstation", line.starting(order, 1, 1), actor=OPERATOR)
    plant.ok(CloseWorkstation(workstation_id=line.packing), reason="rebuilt")
    command = line.starting(order, 1, 1, workstation_id=line.packing)
    plant.refused("workstation_closed", command, actor=OPERATOR)


def test_a_sterilisation_names_its_steriliser(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    line.routing(
        "pump", OperationGiven(code="S", name="S", kind=OperationKind.STERILISATION), revision="B"
    )
    order = line.ready("pump", 1)
    plant.refused("equipment_missing", line.starting(order, 1, 1), actor=OPERATOR)
    steriliser = plant.ok(
        RegisterEquipment(code="EO-1", name="Steriliser", kind=EquipmentKind.PRODUCTION)
    )
    line.start(order, 1, 1, equipment_id=EquipmentId.parse(steriliser.value("equipment_id")))


def test_whoever_joined_the_gate_may_refuse_a_start(sqlite_line: Line, monkeypatch: Any) -> None:
    line, order = sqlite_line, sqlite_line.ready()
    asked: list[StartAsked] = []

    def untrained(question: StartAsked, reader: object) -> Refused | None:
        asked.append(question)
        return AlreadyConsumed(order="test")

    monkeypatch.setattr(MAY_START, "joiners", [untrained])
    line.plant.refused(
        "already_consumed", line.starting(order, equipment_id=line.press), actor=OPERATOR
    )
    line.plant.refused("already_consumed", line.starting(order), actor="system")
    assert asked == [
        StartAsked(work_order_id=order, position=MOULD, equipment_id=line.press, user_id=UserId(3)),
        StartAsked(work_order_id=order, position=MOULD),
    ]


# --- first article ------------------------------------------------------------------------------


def test_nothing_good_comes_out_before_the_first_article_is_accepted(line: Line) -> None:
    plant, order = line.plant, line.ready()
    plant.refused("nothing_made_yet", approving(order), actor=INSPECTOR)
    run = line.start(order)
    plant.refused("first_article_open", line.finishing(run, 10), actor=OPERATOR)
    plant.ok(rejecting(order), actor=INSPECTOR)
    plant.refused("first_article_open", line.finishing(run, 10), actor=OPERATOR)
    plant.ok(approving(order), actor=INSPECTOR)
    line.finish(run, 10)
    plant.check()


def test_no_second_machine_starts_before_the_first_article_is_accepted(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    run = line.start(order, quantity=1)
    plant.refused("first_article_open", line.starting(order, quantity=9), actor=OPERATOR)
    # The rejected article is scrapped; a new one is made.
    plant.ok(rejecting(order), actor=INSPECTOR)
    line.finish(run, 0, scrap=1)
    line.start(order, quantity=1)
    line.approve(order)
    line.start(order, quantity=8)


def test_the_operator_does_not_decide_on_the_own_first_article(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    line.start(order)
    for command in (approving(order), rejecting(order)):
        plant.refused("own_first_article", command, actor=OPERATOR)
    plant.refused("operation_of_other_kind", approving(order, MOULD), actor=INSPECTOR)
    plant.ok(approving(order), actor=INSPECTOR)


def test_a_first_article_before_all_operations_covers_the_one_after(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    line.routing(
        "pump",
        OperationGiven(code="F", name="F", kind=OperationKind.FIRST_ARTICLE),
        OperationGiven(code="A", name="A", kind=OperationKind.PROCESS),
        revision="B",
    )
    order = line.ready("pump", 1)
    plant.refused("first_article_open", line.starting(order, 2, 1), actor=OPERATOR)
    plant.ok(approving(order, 1), actor=INSPECTOR)
    plant.refused("own_first_article", line.starting(order, 2, 1), actor=INSPECTOR)
    line.start(order, 2, 1)


def test_a_first_article_may_be_named_by_its_serial(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    line.routing(
        "pump",
        OperationGiven(code="A", name="A", kind=OperationKind.PROCESS),
        OperationGiven(code="F", name="F", kind=OperationKind.FIRST_ARTICLE),
        revision="B",
    )
    order = line.ready("pump", 2)
    plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="P-1", count=2))
    line.start(order, 1, 2)
    board = line.serials(line.lots["BOARD-1"])[0].id
    article = commands.ApproveFirstArticle(work_order_id=order, position=2, serial_id=board)
    plant.refused("serial_not_of_output", article, actor=INSPECTOR)
    unit = line.units(order)[0]
    plant.ok(
        commands.ApproveFirstArticle(work_order_id=order, position=2, serial_id=unit),
        actor=INSPECTOR,
    )


# --- readings -----------------------------------------------------------------------------------


@pytest.mark.clause("EU GMP Annex 11 §6")
@pytest.mark.parametrize(
    ("value", "unit", "verdict"),
    [
        ("180", "Cel", Verdict.WITHIN),
        ("200", "Cel", Verdict.WITHIN),
        ("179.999", "Cel", Verdict.OUTSIDE),
        ("200.001", "Cel", Verdict.OUTSIDE),
    ],
)
def test_a_value_is_judged_by_the_frozen_limits(
    sqlite_line: Line, value: str, unit: str, verdict: Verdict
) -> None:
    line, order = sqlite_line, sqlite_line.ready()
    receipt = line.plant.ok(reading(line, order, value, unit), actor=OPERATOR)
    assert receipt.deviations == []
    assert receipt.value("within") is (verdict is Verdict.WITHIN)
    assert receipt.value("is_critical") is True
    assert receipt.value("lot_id") == f"lot_{line.output(order)}"
    with line.plant.reader() as reader:
        (found,) = readings(reader, order)
    assert (found.verdict, found.position, found.read_by) == (verdict, MOULD, OPERATOR)


def test_a_reading_is_never_refused(line: Line) -> None:
    plant, order = line.plant, line.ready()
    run = line.start(order)
    assert plant.ok(reading(line, order, "190", run_id=run)).deviations == []
    odd = plant.ok(reading(line, order, "190", "kPa"))
    assert [each["code"] for each in odd.deviations] == ["reading_unit_wrong"]
    assert odd.value("within") is False
    early = plant.ok(reading(line, line.plan(), "190"))
    assert [each["code"] for each in early.deviations] == ["wrong_state"]
    pump = line.ready("pump", 1)
    foreign_run = line.start(pump, 1, 1)
    other = plant.ok(reading(line, pump, "190"))
    assert [each["code"] for each in other.deviations] == ["not_of_order"]
    strange = plant.ok(reading(line, order, "190", run_id=foreign_run))
    assert [each["code"] for each in strange.deviations] == ["not_of_order"]
    with plant.reader() as reader:
        assert len(reader.find(Reading, work_order_id=order)) == 3
    assert line.order(order).deviations == 2
    plant.check()


# --- finishing ----------------------------------------------------------------------------------


def test_what_comes_out_is_what_went_in(line: Line) -> None:
    plant, order = line.plant, line.ready()
    run = line.mould(order)
    refused = plant.refused("run_unbalanced", line.finishing(run, 8, 1, 2), actor=OPERATOR)
    assert refused.message is not None
    assert "make 11 pcs, but 10 pcs went in" in refused.message["en"]
    plant.refused("run_unbalanced", line.finishing(run, 8, 1), actor=OPERATOR)
    line.finish(run, 7, 2, 1)
    plant.refused("wrong_state", line.finishing(run, 7, 2, 1), actor=OPERATOR)
    with plant.reader() as reader:
        first, second = steps(reader, order)
        (found,) = runs(reader, order)
    assert (first.running, first.good, first.scrapped, first.set_aside) == (0, 7, 2, 1)
    assert second.arrived == 7
    assert (found.state, found.finished_by) == (RunState.FINISHED, OPERATOR)
    assert line.order(order).scrapped == 2
    plant.check()


def test_the_last_operation_finishes_units(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.ready("pump", 3)
    line.finish(line.start(order, 1, 3), 3)
    line.finish(line.start(order, 2, 2), 1, scrap=1)
    found = line.order(order)
    assert (found.started, found.finished, found.scrapped) == (3, 1, 1)


def test_scrapped_units_of_a_run_may_be_named(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready("pump", 2)
    plant.ok(commands.SerialiseOutput(work_order_id=order, first_number="P-1", count=2))
    first, second = line.units(order)
    run = line.start(order, 1, 2)
    bad = line.finishing(run, 1, 1, scrap_serial_ids=[first, second])
    plant.refused("serials_do_not_match", bad, actor=OPERATOR)
    line.finish(run, 1, 1, scrap_serial_ids=[first])
    assert [each.state.value for each in line.serials(line.output(order))] == [
        "scrapped",
        "issued",
    ]
    line.finish(line.start(order, 2, 1), 1)
    plant.refused("unit_not_in_production", line.receiving(order, 1, serial_ids=[first]))
    plant.ok(line.receiving(order, 1, serial_ids=[second]))
    plant.refused("more_than_finished", line.receiving(order, 1, serial_ids=[second]))


def test_a_run_of_nothing_known_is_not_finished(sqlite_line: Line) -> None:
    command = sqlite_line.finishing(99, 1)  # type: ignore[arg-type]
    sqlite_line.plant.refused("not_found", command, actor=OPERATOR)


def test_packing_waits_for_its_own_clearance_of_its_line(sqlite_line: Line) -> None:
    line, plant, order = sqlite_line, sqlite_line.plant, sqlite_line.ready()
    line.finish(line.mould(order), 10)
    packing = line.starting(order, PACK, 10, workstation_id=line.packing)
    plant.refused("line_not_cleared", packing, actor=OPERATOR)
