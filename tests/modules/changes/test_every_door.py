"""Nothing in force changes without its change order, by whatever command and through whatever
door: every command that writes such a record is found in the registry and tried."""

import itertools
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.control import CONTROLLED
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.registry import COMMANDS, REACTIONS, Command, Reaction
from lotproof.kernel.site import Source, Task, TaskState, Trust
from lotproof.modules.changes.commands import ObjectGiven, RejectChange, WithdrawChange
from lotproof.modules.changes.commands_execution import (
    ApprovePermit,
    ApproveTemporarily,
    CloseChange,
    RequestPermit,
    ReviewChange,
    RollBackChange,
)
from lotproof.modules.changes.vocabulary import ChangeOrderId, ChangeState, DeviationPermitId
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.commands import CountStock, PlaceHold
from lotproof.modules.warehouse.events import LotHeld, StockCounted
from tests.modules.changes.board import ENGINEER, QUALITY, TODAY, Board
from tests.modules.changes.drafting import DRAFTS, Drafting
from tests.modules.changes.things import CASES, Things
from tests.modules.changes.writing import controlled_classes, writers
from tests.modules.production.factory import set_up
from tests.support.plant import START, Plant

pytestmark = pytest.mark.clause("ISO 13485 §7.3.9")


class Controlled:
    """A plant with one of everything in force, under control."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.board = plant, Board(set_up(plant))
        self.things = Things(self.board)
        self.board.begin()
        self.commands = {kind: make(self.things) for kind, make in CASES.items()}

    def rows(self) -> dict[str, list[Any]]:
        """Everything under control, as it stands."""
        with self.plant.reader() as reader:
            return {
                cls.KIND.name: [cls.KIND.row(each) for each in reader.find(cls)]
                for cls in controlled_classes()
            }

    def submission(self, command: Command, **more: Any) -> Submission:
        given: dict[str, Any] = {"id": str(uuid.uuid4()), "actor": QUALITY, "reason": "try"}
        return Submission(kind=command.SPEC.kind, body=dump(command), **(given | more))

    def refuses(self, receipts: list[Receipt], *, but: str = "needs_change_order") -> None:
        """Each was refused for want of a change order, and the refusal is sealed."""
        assert {each.kind: each.code for each in receipts} == dict.fromkeys(CASES, but)
        with self.plant.database.snapshot() as connection:
            view = LedgerView(connection)
            for each in receipts:
                envelope = view.of_command(each.id).envelope
                assert (envelope.kind, envelope.outcome, envelope.code) == (
                    each.kind, "refused", but,
                )  # fmt: skip

    def tried(self, **more: Any) -> list[Receipt]:
        """Each command in a transaction of its own."""
        return [
            self.plant.submit(self.submission(command, **more))[0]
            for command in self.commands.values()
        ]


@pytest.fixture(scope="module")
def controlled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Controlled]:
    """Give one plant to all doors: whatever is refused leaves it as it was."""
    plant = Plant(f"sqlite:///{tmp_path_factory.mktemp('controlled') / 'plant.sqlite'}")
    found = Controlled(plant)
    before = found.rows()
    yield found
    assert found.rows() == before
    plant.check()
    plant.close()


@pytest.mark.clause("ISO 13485 §4.1.4")
def test_every_command_that_writes_what_is_under_control_is_tried() -> None:
    """A new one has to be tried here, or to be shown to change nothing in force."""
    assert set(writers()) == set(CASES) | set(DRAFTS)
    assert {name.partition(".")[0] for name in CONTROLLED} == {
        kind.partition(".")[0] for kind in CASES
    }


def test_the_others_change_nothing_in_force(sqlite_plant: Plant) -> None:
    fresh = Controlled(sqlite_plant)
    drafting = Drafting(fresh.board, fresh.things)
    drafting.everything()
    assert drafting.done == set(DRAFTS)
    sqlite_plant.check()


def test_no_fact_and_no_reaction_writes_what_is_under_control() -> None:
    """A fact is recorded whatever the rules say: no version in force may depend on one."""
    writing = {COMMANDS[kind].cls for kind in writers()}
    assert [cls.SPEC.kind for cls in writing if cls.SPEC.is_fact or cls.SPEC.late_as] == []
    issued = {each for reactions in REACTIONS.values() for r in reactions for each in r.issues}
    assert issued & writing == set()


# --- the doors ----------------------------------------------------------------------------------


def _alone(controlled: Controlled) -> list[Receipt]:
    return controlled.tried()


def _in_a_batch(controlled: Controlled) -> list[Receipt]:
    """All in one transaction, between commands that are done."""
    good = PlaceHold(lot_id=controlled.board.line.lots["TUBE-1"], cause="look")
    sent = [controlled.submission(each) for each in controlled.commands.values()]
    between = [controlled.submission(good) for _ in sent]
    receipts = controlled.plant.submit(*itertools.chain(*zip(between, sent, strict=True)))
    assert {each.outcome for each in receipts[::2]} == {"done"}
    return receipts[1::2]


def _on_behalf(controlled: Controlled) -> list[Receipt]:
    return controlled.tried(behalf=QUALITY, actor="usr_3")


def _by_the_clock(controlled: Controlled) -> list[Receipt]:
    return controlled.tried(actor="sys_clock", source=Source.SYSTEM)


def _from_the_console(controlled: Controlled) -> list[Receipt]:
    return controlled.tried(actor="sys_console", source=Source.IMPORT)


def _by_a_machine(controlled: Controlled) -> list[Receipt]:
    return controlled.tried(source=Source.MACHINE, trust=Trust.INSTRUMENT, station="wst_1")


def _late(controlled: Controlled) -> list[Receipt]:
    """As if it had been done before control began."""
    return controlled.tried(occurred="2026-03-01T08:00:00Z", entered="2026-03-01T08:05:00Z")


def _back_in_time(controlled: Controlled) -> list[Receipt]:
    """A demonstration may set the time."""
    return controlled.tried(at=int(START) - 86_400_000_000)


DOORS = [
    _alone, _in_a_batch, _on_behalf, _by_the_clock, _from_the_console, _by_a_machine, _late,
    _back_in_time,
]  # fmt: skip


@pytest.mark.clause("ISO 13485 §4.1.4")
@pytest.mark.clause("21 CFR 11.10(k)(2)")
@pytest.mark.clause("EU GMP Annex 11 §10")
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__.strip("_"))
def test_no_door_lets_it_through(
    door: Callable[[Controlled], list[Receipt]], controlled: Controlled
) -> None:
    controlled.refuses(door(controlled))


@pytest.mark.parametrize("kind", CASES)
def test_a_reaction_cannot_do_it(
    kind: str, controlled: Controlled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows from an intention fails with it; what follows from a fact is held."""
    command = controlled.commands[kind]
    following = Reaction(LotHeld, lambda event, on: on.issue(command), issues=(type(command),))
    counting = Reaction(StockCounted, following.run, issues=(type(command),))
    reactions: dict[Any, list[Reaction]] = REACTIONS
    monkeypatch.setitem(reactions, LotHeld, [following])
    monkeypatch.setitem(reactions, StockCounted, [counting])
    lot, place = controlled.board.line.lots["TUBE-1"], controlled.board.line.places["storage"]
    hold = PlaceHold(lot_id=lot, cause="look")
    controlled.plant.refused("needs_change_order", hold, actor=QUALITY)
    count = CountStock(
        lot_id=lot, location_id=place, counted=parse_amount("100", "pcs"), unit="pcs"
    )
    assert controlled.plant.do(count, actor=QUALITY).outcome == "failed"
    with controlled.plant.reader() as reader:
        newest = reader.find(Task)[-1]
    assert (newest.code, newest.state) == ("reaction_failed", TaskState.OPEN)
    assert "change control" in newest.detail


# --- change orders that do not cover it ---------------------------------------------------------


def _drafted(controlled: Controlled, **more: Any) -> ChangeOrderId:
    return controlled.board.draft(*controlled.things.objects(), **more)


def test_an_order_that_is_not_carried_out_lets_nothing_through(sqlite_plant: Plant) -> None:
    """It lists everything, in every state before it is carried out."""
    found = Controlled(sqlite_plant)
    board, before = found.board, found.rows()
    order = _drafted(found)
    found.refuses(found.tried())
    for step in (board.submit, board.triage, board.assess, board.approve):
        step(order)
        found.refuses(found.tried())
    assert board.state(order) is ChangeState.APPROVED
    withdraw = WithdrawChange(change_order_id=order)
    board.plant.ok(withdraw, actor=ENGINEER, reason="not needed")
    found.refuses(found.tried())
    assert found.rows() == before


def test_an_order_that_was_rolled_back_lets_nothing_through(sqlite_plant: Plant) -> None:
    found = Controlled(sqlite_plant)
    order = found.board.until_implementing(*found.things.objects())
    found.plant.ok(RollBackChange(change_order_id=order), actor=QUALITY, reason="kinks")
    found.refuses(found.tried())


def test_a_closed_order_lets_nothing_through(sqlite_plant: Plant) -> None:
    """It amends what has no versions; once closed it is amended no more."""
    found = Controlled(sqlite_plant)
    board, things = found.board, found.things
    order = board.until_implementing(
        ObjectGiven(current=f"itm_{things.catheter}"), ObjectGiven(current="bom_1")
    )
    board.verify(order)
    board.release(order)
    board.plant.ok(ReviewChange(change_order_id=order, review="good"), actor=QUALITY)
    found.refuses(found.tried())
    board.plant.ok(CloseChange(change_order_id=order), actor=QUALITY)
    found.refuses(found.tried())


def test_an_order_for_something_else_lets_nothing_through(sqlite_plant: Plant) -> None:
    found = Controlled(sqlite_plant)
    line = found.board.line
    others = ("pouch", "tube", "resin")
    found.board.until_implementing(
        *(ObjectGiven(current=ItemId.text(line.items[name])) for name in others)
    )
    found.refuses(found.tried())


def test_an_emergency_lets_nothing_through_before_its_temporary_approval(
    sqlite_plant: Plant,
) -> None:
    found = Controlled(sqlite_plant)
    order = _drafted(found, is_emergency=True)
    found.refuses(found.tried())
    found.board.submit(order)
    found.refuses(found.tried())


def test_an_emergency_lets_nothing_through_after_its_time(sqlite_plant: Plant) -> None:
    found = Controlled(sqlite_plant)
    order = _drafted(found, is_emergency=True)
    found.board.submit(order)
    last = TODAY + timedelta(days=3)
    temporarily = ApproveTemporarily(
        change_order_id=order, until=last, full_approval_by=last, lots_max=1
    )
    found.plant.ok(temporarily, actor=QUALITY, reason="line stands still")
    found.plant.clock.advance(days=4)
    found.refuses(found.tried(), but="temporary_approval_over")
    found.plant.ok(RejectChange(change_order_id=order), actor=QUALITY, reason="no need")
    found.refuses(found.tried())


def test_a_deviation_permit_lets_nothing_through(sqlite_plant: Plant) -> None:
    """It lets a lot deviate, not a version change: neither while it holds nor afterwards."""
    found = Controlled(sqlite_plant)
    asked = RequestPermit(
        item_id=found.things.catheter,
        deviation="another bill",
        risk="none",
        until=TODAY + timedelta(days=1),
        quantity_max=parse_amount("5", "pcs"),
        unit="pcs",
    )
    made = found.plant.ok(asked, actor=ENGINEER)
    permit_id = DeviationPermitId.parse(made.value("permit_id"))
    found.plant.ok(ApprovePermit(permit_id=permit_id), actor=QUALITY)
    found.refuses(found.tried())
    found.plant.clock.advance(days=2)
    found.refuses(found.tried())


def test_a_change_for_a_later_day_lets_nothing_through_before(sqlite_plant: Plant) -> None:
    found = Controlled(sqlite_plant)
    later = TODAY + timedelta(days=5)
    order = found.board.until_implementing(*found.things.objects(), effective_on=later)
    found.refuses(found.tried(), but="change_not_yet_effective")
    found.board.verify(order)
    found.board.release(order)
    found.refuses(found.tried(), but="change_not_yet_effective")


@pytest.mark.parametrize("kind", CASES)
def test_its_own_order_lets_it_through(kind: str, sqlite_plant: Plant) -> None:
    found = Controlled(sqlite_plant)
    found.board.until_implementing(*found.things.objects())
    found.plant.ok(found.commands[kind], actor=QUALITY, reason="by change order")
    sqlite_plant.check()
