"""Nothing under control changes without a change order, whatever command tries."""

import pytest

from lotproof import modules
from lotproof.kernel.control import CONTROLLED
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.changes import commands
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import RollBackChange
from lotproof.modules.changes.vocabulary import ChangeState
from lotproof.modules.items.commands import MakeBomEffective, MakeRoutingEffective
from lotproof.modules.items.vocabulary import BomId
from lotproof.modules.parties.commands import ApproveParty
from tests.modules.changes.board import ENGINEER, QUALITY, Board
from tests.modules.changes.things import CASES, Things

pytestmark = [pytest.mark.clause("ISO 13485 §4.1.4"), pytest.mark.clause("ISO 13485 §7.3.9")]


modules.load()

OWN_GATE = {
    # What an authority grants, and what a validation has shown, is not decided by a change order.
    "registrations.certificate": "registrations.approve_certificate/1",
    "registrations.validation": "registrations.approve_validation/1",
    # They are computed from what the process does, and nobody makes anything by them.
    "spc.control_limits": "spc.freeze_limits/1",
}
"""What comes into force without a change order, and by which signed command alone."""


def test_every_kind_with_versions_is_under_control() -> None:
    """A kind that counts its revisions and becomes effective is not forgotten."""
    versioned = {
        name
        for name, kind in RECORDS.items()
        if kind.cls.__module__.startswith("lotproof.modules")
        and {"revision", "version"} & kind.by_name.keys()
        and kind.state_field is not None
        and {"effective", "approved"} & {_value(state) for state in kind.state_field.type}
    }
    assert versioned - set(CONTROLLED) == OWN_GATE.keys()


@pytest.mark.parametrize("kind", OWN_GATE)
def test_what_has_a_gate_of_its_own_is_signed_for(kind: str) -> None:
    assert COMMANDS[OWN_GATE[kind]].signs is not None


def _value(state: Choice) -> str:
    return str(state.value)


@pytest.mark.clause("21 CFR 11.10(k)(2)")
@pytest.mark.clause("EU GMP Annex 11 §10")
@pytest.mark.parametrize("kind", CASES)
def test_it_is_refused_without_a_change_order(kind: str, sqlite_board: Board) -> None:
    things = Things(sqlite_board)
    sqlite_board.begin()
    command = CASES[kind](things)
    assert command.SPEC.kind == kind
    sqlite_board.plant.refused("needs_change_order", command, actor=QUALITY, reason="try")


@pytest.mark.parametrize("kind", CASES)
def test_it_is_done_before_control_begins(kind: str, sqlite_board: Board) -> None:
    """So the case is one that nothing else refuses."""
    command = CASES[kind](Things(sqlite_board))
    sqlite_board.plant.ok(command, actor=QUALITY, reason="data load")


def test_a_change_order_lets_only_what_it_lists_change_and_only_in_time(board: Board) -> None:
    things = Things(board)
    board.begin()
    make = MakeBomEffective(bom_id=things.bom)
    order = board.draft(ObjectGiven(proposed=f"bom_{things.bom}"))
    board.plant.refused("needs_change_order", make, actor=QUALITY)
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.approve(order)
    board.plant.refused("needs_change_order", make, actor=QUALITY)
    board.implement(order)
    board.plant.refused(
        "needs_change_order", MakeRoutingEffective(routing_id=things.routing), actor=QUALITY
    )
    board.plant.ok(make, actor=QUALITY)
    board.plant.check()


def test_what_stands_between_is_listed_too(sqlite_board: Board) -> None:
    """The draft takes the place of another version than the one that was assessed."""
    board = sqlite_board
    first, second = board.draft_bom("B"), board.draft_bom("C", tubes="3")
    order = board.draft(ObjectGiven(current="bom_1", proposed=second))
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.approve(order)
    board.implement(order)
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(first)), actor=QUALITY)
    board.begin()
    board.plant.refused(
        "needs_change_order", MakeBomEffective(bom_id=BomId.parse(second)), actor=QUALITY
    )


def test_control_begins_once_and_for_ever(board: Board) -> None:
    board.begin()
    board.plant.refused("control_begun_already", commands.BeginControl(), actor=QUALITY)
    begins = [kind for kind in COMMANDS if "control" in kind and kind.startswith("changes.")]
    assert begins == ["changes.begin_control/1"]


def test_a_supplier_is_stopped_at_any_time(sqlite_board: Board) -> None:
    from lotproof.modules.parties.commands import BlockParty

    board = sqlite_board
    things = Things(board)
    board.plant.ok(ApproveParty(party_id=things.supplier), actor=QUALITY, reason="audited")
    board.begin()
    block = BlockParty(party_id=things.supplier)
    board.plant.ok(block, actor=QUALITY, reason="recall")
    board.plant.refused(
        "needs_change_order",
        ApproveParty(party_id=things.supplier),
        actor=QUALITY,
        reason="mended",
    )


def test_a_roll_back_restores_and_nothing_else(board: Board) -> None:
    board.begin()
    proposed = board.draft_bom()
    order = board.until_implementing(ObjectGiven(proposed=proposed))
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(proposed)), actor=QUALITY)
    board.plant.ok(RollBackChange(change_order_id=order), actor=QUALITY, reason="kinks")
    assert board.state(order) is ChangeState.ROLLED_BACK
    other = board.draft_bom("C", tubes="9")
    board.plant.refused(
        "needs_change_order", MakeBomEffective(bom_id=BomId.parse(other)), actor=QUALITY
    )
    again = _copy_of_first(board)
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(again)), actor=QUALITY)
    assert board.bom_now() == again


def _copy_of_first(board: Board) -> str:
    from lotproof.modules.items.commands import BomLineGiven, DraftBom
    from lotproof.modules.items.queries import Bom, bom_lines

    with board.plant.reader() as reader:
        bom, lines = reader.get(Bom, 1), bom_lines(reader, BomId(1))
    drafted = board.plant.ok(
        DraftBom(
            item_id=bom.item_id,
            revision="A2",
            quantity=bom.quantity,
            unit=bom.unit,
            lines=[
                BomLineGiven(component_id=x.component_id, quantity=x.quantity, unit=x.unit)
                for x in lines
            ],
        ),
        actor=ENGINEER,
    )
    return str(drafted.value("bom_id"))
