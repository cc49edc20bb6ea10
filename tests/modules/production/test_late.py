"""What was done while there was no line is sealed; what a gate would have refused deviates."""

import pytest

from lotproof.modules.production.commands_late import ReportConsumption, ReportFinish
from lotproof.modules.production.queries import Consumption, OperationRun, WorkOrder
from lotproof.modules.production.vocabulary import RunState
from lotproof.modules.warehouse.commands import PlaceHold
from tests.modules.production.factory import OPERATOR, Line


def test_a_finish_that_the_first_article_forbids_is_a_fact_that_deviates(line: Line) -> None:
    order = line.ready()
    run = line.start(order)
    refused = line.finishing(run, 9, scrap=1)
    line.plant.refused("first_article_open", refused, actor=OPERATOR)
    receipt = line.plant.ok(ReportFinish(**refused.given()), actor=OPERATOR)
    assert [each["code"] for each in receipt.deviations] == ["first_article_open"]
    with line.plant.reader() as reader:
        found = reader.get(OperationRun, run)
        assert (found.state, found.good, found.scrapped) == (RunState.FINISHED, 9, 1)
        assert reader.get(WorkOrder, order).deviations == 1
    line.plant.check()


def test_a_finish_that_nothing_forbids_is_the_same_late(line: Line) -> None:
    order = line.ready()
    run = line.start(order)
    line.approve(order)
    receipt = line.plant.ok(ReportFinish(**line.finishing(run, 10).given()), actor=OPERATOR)
    assert receipt.deviations == []
    line.plant.refused("wrong_state", ReportFinish(**line.finishing(run, 10).given()))
    line.plant.check()


@pytest.mark.clause("EU GMP Annex 11 §16")
def test_material_that_may_not_be_used_was_used_all_the_same(line: Line) -> None:
    order = line.ready()
    line.issue(order, "TUBE-1", "10")
    line.start(order)
    line.plant.ok(PlaceHold(cause="supplier recall", lot_id=line.lots["TUBE-1"]))
    refused = line.consuming(order, line.line("TUBE-1", "12"))
    line.plant.refused("more_than_at_order", refused, actor=OPERATOR)
    receipt = line.plant.ok(ReportConsumption(**refused.given()), actor=OPERATOR)
    assert [each["code"] for each in receipt.deviations] == ["more_than_at_order", "lot_on_hold"]
    with line.plant.reader() as reader:
        (used,) = reader.find(Consumption, work_order_id=order)
        assert int(used.quantity) == 12
        assert reader.get(WorkOrder, order).deviations == 2
    line.plant.check()
