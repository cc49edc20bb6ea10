"""The device history record: everything of an order, exceptions first, what is missing named."""

from typing import Any

import pytest

from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.refusals import NotFound
from lotproof.modules.items.commands import OperationGiven
from lotproof.modules.items.vocabulary import ItemKind, OperationKind, Tracking
from lotproof.modules.production import commands
from lotproof.modules.production.queries import DeviceHistory, device_history
from lotproof.modules.production.vocabulary import (
    DifferenceExplained,
    ScrapCause,
    Verdict,
    WorkOrderId,
)
from lotproof.modules.warehouse.commands import PlaceHold
from tests.modules.production.factory import (
    INSPECTOR,
    MOULD,
    OPERATOR,
    PACK,
    Line,
    pcs,
    temperature,
)


def history(line: Line, order: WorkOrderId) -> DeviceHistory:
    with line.plant.reader() as reader:
        return device_history(reader, order)


def missing(line: Line, order: WorkOrderId) -> list[str]:
    return [each.code for each in history(line, order).missing]


def read(line: Line, order: WorkOrderId, value: str, **more: Any) -> None:
    line.plant.ok(
        commands.RecordParameter(
            work_order_id=order,
            parameter_id=line.parameters["TEMP"],
            value=parse_amount(value, "Cel"),
            unit="Cel",
            **more,
        ),
        actor=OPERATOR,
    )


def test_what_is_missing_is_named_until_nothing_is(line: Line) -> None:
    plant, order = line.plant, line.release(quantity=10)
    assert missing(line, order) == [
        "no_output_lot",
        "component_not_consumed",
        "component_not_consumed",
        "component_not_consumed",
        "no_line_clearance",
        "operation_not_run",
        "parameter_not_recorded",
        "no_first_article",
        "operation_not_run",
        "order_not_closed",
    ]
    plant.ok(commands.OpenOutput(work_order_id=order))
    plant.ok(line.clear(order))
    run = line.start(order)
    found = missing(line, order)
    assert "no_output_lot" not in found
    assert "no_line_clearance" not in found
    assert found.count("operation_not_run") == 1
    assert {"no_output_received", "run_not_finished"} <= set(found)
    for lot, quantity, unit in (("TUBE-1", "10", "pcs"), ("RESIN-1", "5", "g")):
        line.issue(order, lot, quantity, unit)
        line.consume(order, line.line(lot, quantity, unit))
    read(line, order, "190")
    line.approve(order)
    line.finish(run, 10)
    plant.ok(line.clear(order, line.packing))
    line.finish(line.start(order, PACK, 10, workstation_id=line.packing), 10)
    assert missing(line, order) == [
        "no_output_received",
        "component_not_consumed",
        "order_not_closed",
    ]
    line.issue(order, "POUCH-1", "10")
    line.consume(order, line.line("POUCH-1", "10"), position=PACK)
    plant.ok(line.receiving(order, 10))
    assert missing(line, order) == ["order_not_closed"]
    assert not history(line, order).is_complete
    plant.ok(commands.CloseWorkOrder(work_order_id=order))
    found_history = history(line, order)
    assert found_history.is_complete
    assert found_history.exceptions == ()


def test_an_order_that_is_not_there_has_no_history(sqlite_line: Line) -> None:
    with pytest.raises(NotFound):
        history(sqlite_line, WorkOrderId(99))


def test_a_device_has_an_identifier_and_serials(sqlite_line: Line) -> None:
    line = sqlite_line
    line.item("probe", ItemKind.DEVICE, Tracking.SERIAL, "pcs")
    line.bom("probe", {"tube": ("1", "pcs")})
    line.routing("probe", OperationGiven(code="A", name="A", kind=OperationKind.PROCESS))
    order = line.ready("probe", 1)
    assert {"no_device_identifier", "no_serials"} <= set(missing(line, order))


def eventful(line: Line) -> WorkOrderId:
    """An order in which whatever can go wrong went wrong."""
    plant, order = line.plant, line.ready(quantity=10)
    plant.ok(line.clear(order, is_clean=False))
    plant.ok(line.clear(order))
    run = line.start(order, equipment_id=line.press)
    for value in ("190", "201.5"):
        read(line, order, value, run_id=run)
    plant.ok(
        commands.RejectFirstArticle(work_order_id=order, position=3, remark="flash"),
        actor=INSPECTOR,
    )
    line.approve(order)
    line.issue(order, "TUBE-1", "12")
    line.consume(order, line.line("TUBE-1", "10"))
    plant.ok(
        commands.ScrapMaterial(
            work_order_id=order,
            lot_id=line.lots["TUBE-1"],
            quantity=pcs(1),
            unit="pcs",
            cause=ScrapCause.DAMAGE,
        ),
        reason="cut",
    )
    line.finish(run, 7, 1, 2, scrap_cause=ScrapCause.SETUP)
    rework = line.send(order, 2)
    line.finish(line.start(order, MOULD, 2, rework_id=rework), 2)
    plant.ok(commands.FinishRework(rework_id=rework, good=pcs(1), scrap=pcs(1), unit="pcs"))
    plant.ok(line.clear(order, line.packing))
    line.finish(line.start(order, PACK, 8, workstation_id=line.packing), 8)
    plant.ok(line.receiving(order, 7))
    plant.ok(
        commands.CloseWorkOrder(
            work_order_id=order,
            explanations=[
                DifferenceExplained(lot_id=lot_id, explanation=why)
                for lot_id, why in (
                    (line.lots["TUBE-1"], "one tube not found"),
                    (line.output(order), "one unit not found"),
                )
            ],
        )
    )
    plant.ok(PlaceHold(cause="supplier recall", lot_id=line.lots["TUBE-1"]))
    return order


@pytest.mark.clause("EU GMP Annex 11 §8.2")
def test_exceptions_come_first_and_the_critical_ones_before_them(line: Line) -> None:
    order = eventful(line)
    found = history(line, order)
    assert [(each.code, each.is_critical) for each in found.exceptions] == [
        ("material_not_usable", True),
        ("parameter_outside", True),
        ("line_not_clear", False),
        ("first_article_rejected", False),
        ("scrap", False),
        ("scrap", False),
        ("rework", False),
        ("scrap", False),
        ("difference", False),
        ("difference", False),
    ]
    texts = [each.text for each in found.exceptions]
    assert texts[1].en == "Temperature at operation 2: 201.5 Cel, limits 180 to 200 Cel"
    assert texts[1].zh == "工序 2 的Temperature：201.5 Cel，限值 180 至 200 Cel"
    assert texts[6].en == "Rework 1: 2 pcs from operation 2 to 2"
    assert texts[8].en == "Closed with a difference of 1 pcs, explained"
    line.plant.check()


@pytest.mark.clause("China MD GMP 2025 Art. 45")
def test_everything_that_was_recorded_is_in_the_record(line: Line) -> None:
    order = eventful(line)
    record = history(line, order).record
    assert record.item.di == "06901234567892"
    assert (record.bom.revision, record.routing.revision) == ("A", "A")
    main, reworked = record.outputs
    assert main.lot.id == line.output(order)
    assert reworked.lot.number == f"{main.lot.number}-R1"
    tube, resin, _ = record.components
    assert (tube.required, tube.unit) == (10, "pcs")
    assert resin.required == parse_amount("5", "g")
    (use,) = tube.lots
    assert (use.lot.number, use.difference, use.explanation) == ("TUBE-1", 1, "one tube not found")
    assert [each.position for each in use.consumptions] == [MOULD]
    _, mould, article, pack = record.operations
    first, repeated = mould.runs
    assert first.equipment is not None
    assert (first.run.operator, first.workstation.code, first.equipment.code) == (
        OPERATOR,
        "M1",
        "PRESS-1",
    )
    assert first.run.started_at < (first.run.finished_at or 0)
    assert repeated.run.rework_id == record.reworks[0].id
    (watched,) = mould.parameters
    assert [each.verdict for each in watched.readings] == [Verdict.WITHIN, Verdict.OUTSIDE]
    assert [each.is_accepted for each in article.first_articles] == [False, True]
    assert pack.step is not None
    assert pack.step.good == 8
    assert [each.is_cleared for each in record.operations[0].clearances] == [
        True,
        False,
        True,
        True,
    ]


def test_the_order_balance_adds_up(sqlite_line: Line) -> None:
    found = history(sqlite_line, eventful(sqlite_line)).record.balance
    assert found.scrapped == {ScrapCause.DEFECT: 1, ScrapCause.SETUP: 1}
    assert (found.started, found.received, found.in_process, found.not_received) == (10, 7, 0, 1)
    assert found.difference == 1
    assert found.explanation == "one unit not found"
    parts = found.received + sum(found.scrapped.values()) + found.in_process + found.not_received
    assert found.started == parts


def test_a_fact_against_the_rules_is_an_exception_until_it_is_dealt_with(
    sqlite_line: Line,
) -> None:
    line, order = sqlite_line, sqlite_line.release()
    line.plant.ok(
        commands.ScrapMaterial(
            work_order_id=order, lot_id=line.lots["TUBE-1"], quantity=pcs(1), unit="pcs"
        ),
        reason="found torn",
    )
    (deviation, *_) = history(line, order).exceptions
    assert (deviation.code, deviation.is_critical) == ("deviation", True)
    assert "more_than_at_order" in deviation.text.en


def test_material_of_a_deviating_fact_stands_after_the_bill(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.release()
    line.lot("GLUE-1", "glue", "10", unit="g")
    line.plant.ok(
        commands.ScrapMaterial(
            work_order_id=order,
            lot_id=line.lots["GLUE-1"],
            quantity=parse_amount("1", "g"),
            unit="g",
        ),
        reason="wrong glue opened",
    )
    *_, glue = history(line, order).record.components
    assert (glue.item.number, glue.required, len(glue.lots)) == ("glue", None, 1)


def test_limits_that_are_open_on_one_side_are_said_so(sqlite_line: Line) -> None:
    line = sqlite_line
    line.routing(
        "pump",
        OperationGiven(
            code="A",
            name="A",
            kind=OperationKind.PROCESS,
            parameters=[temperature(low=None, is_critical=False)],
        ),
        revision="B",
    )
    order = line.ready("pump", 1)
    read(line, order, "300")
    (outside,) = history(line, order).exceptions
    assert outside.text.en == "Temperature at operation 1: 300 Cel, limits - to 200 Cel"
    assert not outside.is_critical
