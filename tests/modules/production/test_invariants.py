"""What holds whatever people do in whatever order: units and material are never made or lost."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lotproof.kernel.executor import Receipt
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.genealogy.vocabulary import Certainty
from lotproof.modules.production import balance, commands
from lotproof.modules.production.queries import (
    Consumption,
    Material,
    OperationRun,
    Output,
    Rework,
    WorkOrder,
    steps,
)
from lotproof.modules.production.vocabulary import (
    DifferenceExplained,
    OutputKind,
    ReworkState,
    RunState,
    WorkOrderState,
)
from lotproof.modules.warehouse.queries import stock_of_lot
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.production.factory import (
    MOULD,
    OPERATOR,
    PACK,
    Line,
    pcs,
    set_up,
    units_of,
)
from tests.support.plant import Plant
from tests.support.sampling import LONG

ORDERED = 12
STOCK = 1000
LOTS = ("TUBE-1", "TUBE-2", "POUCH-1")

quantities = st.integers(1, ORDERED)
lots = st.sampled_from(LOTS)
splits = st.sampled_from([(0, 0), (2, 0), (3, 1), (ORDERED, 0), (0, 1)])
positions = st.sampled_from([MOULD, PACK])


def _up_to(there: int) -> st.SearchStrategy[int]:
    """All of it, part of it, or one too many."""
    return st.sampled_from([max(1, there), max(1, there // 2), there + 1])


class Production(RuleBasedStateMachine):
    """One order, and people who try anything; each try is done or refused."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.line: Line = set_up(Plant(f"sqlite:///{Path(self.folder.name) / 'plant.sqlite'}"))
        self.order = self.line.ready(quantity=ORDERED)
        self.do(self.line.clear(self.order, self.line.packing))
        first = self.line.start(self.order, MOULD, 6)
        self.line.approve(self.order)
        self.line.finish(first, 3, 1, 2)
        for lot in LOTS:
            self.line.issue(self.order, lot, "5")

    def do(self, command: Any, actor: str = OPERATOR) -> Receipt:
        reason = "test" if command.SPEC.needs_reason else None
        return self.line.plant.do(command, actor=actor, reason=reason)

    def found(self, kind: Any, **equal: Any) -> list[Any]:
        with self.line.plant.reader() as reader:
            found: list[Any] = reader.find(kind, work_order_id=self.order)
        return [x for x in found if all(getattr(x, name) == v for name, v in equal.items())]

    # --- what people try ------------------------------------------------------------------------

    @rule(lot=lots, quantity=quantities)
    def issue(self, lot: str, quantity: int) -> None:
        self.do(self.line.issuing(self.order, lot, str(quantity)))

    @rule(lot=lots, quantity=quantities)
    def give_back(self, lot: str, quantity: int) -> None:
        self.do(self.line.returning(self.order, lot, str(quantity)))

    @rule(lot=lots, quantity=quantities, position=positions, data=st.data())
    def consume(self, lot: str, quantity: int, position: int, data: st.DataObject) -> None:
        open_ = self.found(Rework, state=ReworkState.OPEN)
        rework = data.draw(st.sampled_from([None, *(each.id for each in open_)]))
        line = self.line.line(lot, str(quantity))
        self.do(self.line.consuming(self.order, line, position=position, rework_id=rework))

    @rule(position=positions, data=st.data())
    def start(self, position: int, data: st.DataObject) -> None:
        """Of what waits, or one too many."""
        step = next(step for step in self.steps() if step.position == position)
        quantity = data.draw(_up_to(balance.waiting(step)))
        self.do(self.starting(position, quantity))

    @rule(split=splits, data=st.data())
    @precondition(lambda self: any(step.in_rework for step in self.steps()))
    def repeat(self, split: tuple[int, int], data: st.DataObject) -> None:
        """Start the next operation of a rework, or another, or finish the one that runs."""
        rework = data.draw(st.sampled_from(self.found(Rework, state=ReworkState.OPEN)))
        for run in self.found(OperationRun, state=RunState.RUNNING, rework_id=rework.id):
            scrap = min(split[1], run.quantity)
            self.do(self.line.finishing(run.id, run.quantity - scrap, scrap))
            return
        position = data.draw(st.sampled_from([rework.next_position or MOULD, MOULD, PACK]))
        left = balance.remaining(rework)
        if left:
            self.do(self.starting(position, left, rework_id=rework.id))

    @rule()
    def make_all_good(self) -> None:
        """What waits goes through both operations."""
        for position in (MOULD, PACK):
            for step in self.steps():
                if step.position == position and balance.waiting(step):
                    self.do(self.starting(position, balance.waiting(step)))
            for run in self.found(OperationRun, state=RunState.RUNNING):
                if run.rework_id is None:
                    self.do(self.line.finishing(run.id, run.quantity))

    def starting(self, position: int, quantity: int, **more: Any) -> Any:
        place = self.line.moulding if position == MOULD else self.line.packing
        return self.line.starting(self.order, position, quantity, workstation_id=place, **more)

    @rule(split=splits, data=st.data())
    @precondition(lambda self: any(step.running for step in self.steps()))
    def finish(self, split: tuple[int, int], data: st.DataObject) -> None:
        runs = self.found(OperationRun, state=RunState.RUNNING, rework_id=None)
        run = data.draw(st.sampled_from(runs))
        rework = min(split[0], run.quantity)
        scrap = min(split[1], run.quantity - rework)
        self.do(self.line.finishing(run.id, run.quantity - scrap - rework, scrap, rework))

    @rule(quantity=quantities, position=positions, data=st.data())
    def scrap_units(self, quantity: int, position: int, data: st.DataObject) -> None:
        is_set_aside = data.draw(st.booleans())
        step = next(s for s in self.steps() if s.position == position)
        there = step.set_aside if is_set_aside else balance.waiting(step)
        if quantity <= there and (position == PACK or is_set_aside):
            self.do(
                commands.ScrapUnits(
                    work_order_id=self.order,
                    quantity=pcs(quantity),
                    unit="pcs",
                    position=position,
                    is_set_aside=is_set_aside,
                )
            )

    @rule(position=positions, data=st.data())
    @precondition(lambda self: any(step.set_aside for step in self.steps()))
    def send_to_rework(self, position: int, data: st.DataObject) -> None:
        step = next(step for step in self.steps() if step.position == position)
        quantity = data.draw(_up_to(step.set_aside))
        start = data.draw(st.sampled_from([MOULD, position]))
        source = data.draw(st.sampled_from([None, *(o.lot_id for o in self.found(Output))]))
        self.do(
            self.line.rework(self.order, quantity, position, repeat_from=start, from_lot_id=source)
        )

    @rule(split=splits)
    @precondition(lambda self: any(step.in_rework for step in self.steps()))
    def finish_rework(self, split: tuple[int, int]) -> None:
        for rework in self.found(Rework, state=ReworkState.OPEN)[:1]:
            left = balance.remaining(rework)
            again = min(split[0], left)
            scrap = min(split[1], left - again)
            self.do(
                commands.FinishRework(
                    rework_id=rework.id,
                    good=pcs(left - scrap - again),
                    scrap=pcs(scrap),
                    rework=pcs(again),
                    unit="pcs",
                )
            )

    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        order = self.the_order()
        quantity = data.draw(_up_to(order.finished - order.received))
        lot_id = data.draw(st.sampled_from([None, *(o.lot_id for o in self.found(Output))]))
        self.do(self.line.receiving(self.order, quantity, lot_id=lot_id))

    @rule()
    @precondition(lambda self: self.the_order().received > ORDERED // 2)
    def close(self) -> None:
        receipt = self.do(commands.CloseWorkOrder(work_order_id=self.order))
        found = balance.imbalances(self.the_order(), self.found(Material))
        if receipt.outcome == "done":
            assert found == []
        elif receipt.code == "not_balanced":
            self.do(
                commands.CloseWorkOrder(
                    work_order_id=self.order,
                    explanations=[
                        DifferenceExplained(lot_id=each.lot_id, explanation="lost")
                        for each in found
                    ],
                )
            )
            assert self.the_order().state is WorkOrderState.CLOSED

    # --- what holds -----------------------------------------------------------------------------

    def the_order(self) -> WorkOrder:
        return self.line.order(self.order)

    def steps(self) -> list[Any]:
        with self.line.plant.reader() as reader:
            return steps(reader, self.order)

    def in_stock(self, lot_id: LotId) -> int:
        with self.line.plant.reader() as reader:
            return sum(stock.quantity for stock in stock_of_lot(reader, lot_id))

    @invariant()
    def every_unit_is_somewhere(self) -> None:
        order, (mould, pack) = self.the_order(), self.steps()
        assert mould.arrived == ORDERED
        assert pack.arrived == mould.good
        assert order.finished == pack.good
        for step in (mould, pack):
            assert balance.waiting(step) >= 0
            assert step.set_aside >= 0
        assert order.started == ORDERED - balance.waiting(mould)
        held = sum(step.running + step.set_aside + step.in_rework for step in (mould, pack))
        assert balance.in_process(order) == held + balance.waiting(pack)
        assert order.scrapped == mould.scrapped + pack.scrapped

    @invariant()
    def nothing_is_received_that_was_not_finished(self) -> None:
        order, outputs = self.the_order(), self.found(Output)
        assert order.received <= order.finished
        assert order.received == sum(output.received for output in outputs)
        for output in outputs:
            assert output.received <= output.due
            assert self.in_stock(output.lot_id) == output.received
        assert sum(output.due for output in outputs) <= ORDERED
        assert [o.kind for o in outputs].count(OutputKind.MAIN) == 1

    @invariant()
    def nothing_is_consumed_that_was_not_issued(self) -> None:
        for material in self.found(Material):
            assert balance.at_order(material) >= 0
            assert self.in_stock(material.lot_id) == STOCK - material.issued + material.returned
            went_in = self.found(Consumption, lot_id=material.lot_id)
            assert material.consumed == sum(each.quantity for each in went_in)

    @invariant()
    def packing_follows_moulding(self) -> None:
        runs = self.found(OperationRun, rework_id=None)
        packed = [run for run in runs if run.position == PACK]
        for run in packed:
            before = [r for r in runs if r.position == MOULD and r.id < run.id and r.good]
            reworked = [r for r in self.found(Rework) if r.position == MOULD and r.good]
            assert before or reworked

    @invariant()
    def edges_are_consumptions(self) -> None:
        reworks = self.found(Rework)
        for output in self.found(Output):
            went_in = self.found(Consumption, output_lot_id=output.lot_id)
            lots_of: dict[int, set[int]] = {}
            for each in went_in:
                lots_of.setdefault(each.item_id, set()).add(each.lot_id)
            with self.line.plant.reader() as reader:
                found = trace(reader, output.lot_id, "backward", depth_max=1, with_links=True)
            sources = {r.from_lot_id for r in reworks if r.lot_id == output.lot_id}
            assert set(units_of(found)) == {each.lot_id for each in went_in} | sources
            mixed = {
                parent
                for link in found.links
                if link.certainty != Certainty.EXACT
                for parent in range(link.parent_first, link.parent_last + 1)
            }
            several = {lot for lots in lots_of.values() if len(lots) > 1 for lot in lots}
            assert mixed == several

    def teardown(self) -> None:
        self.line.plant.check()
        self.line.plant.close()
        self.folder.cleanup()


TestProduction = Production.TestCase
TestProduction.settings = settings(
    max_examples=200 if LONG else 25, stateful_step_count=40, deadline=None
)
