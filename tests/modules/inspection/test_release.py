"""Inspection stands between a lot and its release, and opens by itself where there is a plan."""

import pytest

from lotproof.kernel.executor import Issuing
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.modules.inspection.commands import OpenInspection
from lotproof.modules.inspection.queries import open_inspections
from lotproof.modules.inspection.reactions import open_final
from lotproof.modules.inspection.vocabulary import Decision, InspectionState, Stage
from lotproof.modules.items.vocabulary import ItemId, ItemKind
from lotproof.modules.production.events import OutputMade
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.warehouse.commands import RejectLot, ReleaseLot
from lotproof.modules.warehouse.vocabulary import LotId, LotState
from tests.modules.inspection.bench import LOOKS, WHY, Bench


def test_delivery_opens_its_inspection(bench: Bench) -> None:
    plan_id = bench.plan()
    receipt = bench.plant.ok(bench.receiving())
    assert [each["kind"] for each in receipt.events] == [
        "warehouse.lot_received/1",
        "inspection.inspection_opened/1",
    ]
    lot_id = LotId.parse(receipt.value("lot_id"))
    [inspection] = bench.inspections(lot_id)
    assert (inspection.stage, inspection.plan_id, inspection.state) == (
        Stage.IQC,
        plan_id,
        InspectionState.OPEN,
    )
    with bench.plant.reader() as reader:
        assert open_inspections(reader) == [inspection]
    bench.plant.refused("inspection_open", ReleaseLot(lot_id=lot_id))
    bench.plant.check()


@pytest.mark.clause("EU GMP Annex 11 §15")
def test_item_without_a_plan_is_not_released(bench: Bench) -> None:
    lot_id = bench.received()
    assert bench.inspections(lot_id) == []
    bench.plant.refused("no_inspection_plan", ReleaseLot(lot_id=lot_id))
    asked = OpenInspection(lot_id=lot_id, stage=Stage.IQC)
    bench.plant.refused("no_inspection_plan", asked)
    bench.plan()
    bench.plant.refused("inspection_missing", ReleaseLot(lot_id=lot_id))
    inspection_id = bench.opened(lot_id)
    bench.plant.refused("inspection_open", asked)
    bench.record_all(inspection_id, "10", "10")
    bench.decide(inspection_id, Decision.ACCEPT)
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
    bench.plant.check()


def test_inspection_of_another_stage_does_not_release(bench: Bench) -> None:
    bench.plan(LOOKS, stage=Stage.OQC, sample_size=1)
    bench.plan(LOOKS, sample_size=1)
    lot_id = bench.opening(bench.tube)
    outgoing = bench.opened(lot_id, Stage.OQC)
    bench.record(outgoing, bench.looks(outgoing, 1, True))
    bench.decide(outgoing, Decision.ACCEPT)
    bench.plant.refused("inspection_missing", ReleaseLot(lot_id=lot_id))
    incoming = bench.opened(lot_id)
    bench.plant.refused("inspection_open", ReleaseLot(lot_id=lot_id))
    bench.record(incoming, bench.looks(incoming, 1, True))
    bench.decide(incoming, Decision.ACCEPT)
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
    bench.plant.check()


def test_rejected_inspection_rejects_the_lot(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    bench.record_all(inspection_id, "11", "10")
    receipt = bench.decide(inspection_id, Decision.REJECT)
    assert [each["kind"] for each in receipt.events] == [
        "inspection.inspection_decided/1",
        "warehouse.lot_rejected/1",
    ]
    assert bench.lot(lot_id).state is LotState.REJECTED
    # Not inspected again until it passes.
    bench.plant.refused("wrong_state", OpenInspection(lot_id=lot_id, stage=Stage.IQC))
    bench.plant.refused("wrong_state", ReleaseLot(lot_id=lot_id))
    bench.plant.check()


def test_lot_rejected_meanwhile_is_not_rejected_twice(bench: Bench) -> None:
    lot_id, inspection_id = bench.inspected()
    bench.plant.ok(RejectLot(lot_id=lot_id), reason=WHY)
    bench.record_all(inspection_id, "11", "10")
    receipt = bench.decide(inspection_id, Decision.REJECT)
    assert [each["kind"] for each in receipt.events] == ["inspection.inspection_decided/1"]


def test_released_lot_that_fails_later_is_rejected(bench: Bench) -> None:
    bench.plan(LOOKS, stage=Stage.OQC, sample_size=1)
    lot_id, incoming = bench.inspected()
    bench.record_all(incoming, "10", "10")
    bench.decide(incoming, Decision.ACCEPT)
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
    outgoing = bench.opened(lot_id, Stage.OQC)
    bench.record(outgoing, bench.looks(outgoing, 1, False))
    bench.decide(outgoing, Decision.REJECT)
    assert bench.lot(lot_id).state is LotState.REJECTED


def issued_for(bench: Bench, lot_id: LotId, item_id: ItemId) -> list[Command]:
    """What is ordered when the lot comes out of production."""
    made = OutputMade(
        lot_id=lot_id,
        item_id=item_id,
        work_order_id=WorkOrderId(1),
        location_id=bench.dock,
        quantity=Amount(10),
        unit="pcs",
    )
    issued: list[Command] = []
    with bench.plant.reader() as reader:
        open_final(made, Issuing(reader, issued.append))
    return issued


def test_output_opens_its_final_inspection_once_at_a_time(bench: Bench) -> None:
    pump = bench.item("PUMP", ItemKind.DEVICE)
    lot_id = bench.opening(pump)
    assert issued_for(bench, lot_id, pump) == []
    bench.plan(LOOKS, item_id=pump, stage=Stage.FQC, sample_size=1)
    wanted = OpenInspection(lot_id=lot_id, stage=Stage.FQC)
    assert issued_for(bench, lot_id, pump) == [wanted]
    inspection_id = bench.opened(lot_id, Stage.FQC)
    assert issued_for(bench, lot_id, pump) == []
    bench.record(inspection_id, bench.looks(inspection_id, 1, True))
    bench.decide(inspection_id, Decision.ACCEPT)
    # More output of the lot is more to inspect.
    assert issued_for(bench, lot_id, pump) == [wanted]
    bench.plant.ok(ReleaseLot(lot_id=lot_id))
