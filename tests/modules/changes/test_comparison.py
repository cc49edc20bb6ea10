"""What differs between two versions."""

from typing import Any

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.changes.comparison import differences, is_same
from lotproof.modules.changes.rules import OtherFamily
from lotproof.modules.items.commands import OperationGiven, ParameterGiven
from lotproof.modules.items.vocabulary import OperationKind
from tests.modules.changes.board import Board


def said(found: dict[str, Any]) -> list[tuple[str, list[Any], list[tuple[str, Any, Any]]]]:
    return [
        (line["change"], line["which"], [(f["name"], f["old"], f["new"]) for f in line["fields"]])
        for line in found["lines"]
    ]


def test_lines_of_a_bill_are_added_removed_and_changed(board: Board) -> None:
    new = board.draft_bom(tubes="2")
    items = board.line.items
    with board.plant.reader() as reader:
        found = differences(reader, "bom_1", new)
    assert found["fields"] == []
    assert said(found) == [
        ("changed", [f"itm_{items['tube']}"], [("quantity", "1 pcs", "2 pcs")]),
        (
            "removed",
            [f"itm_{items['resin']}"],
            [
                ("component_id", f"itm_{items['resin']}", None),
                ("quantity", "0.5 g", None),
                ("unit", "g", None),
                ("position", 2, None),
            ],
        ),
        ("changed", [f"itm_{items['pouch']}"], [("position", 3, 2)]),
    ]


def moulding(high: int) -> OperationGiven:
    return OperationGiven(
        code="MOULD",
        name="Mould",
        kind=OperationKind.PROCESS,
        parameters=[
            ParameterGiven(
                code="T",
                name="Temperature",
                unit="Cel",
                is_critical=True,
                low=Amount(170_000),
                high=Amount(high),
            )
        ],
    )


def test_limits_of_a_parameter_are_shown_in_its_unit(sqlite_board: Board) -> None:
    board = sqlite_board
    old = board.draft_routing(moulding(190_000), revision="B")
    new = board.draft_routing(moulding(185_500), revision="C")
    with board.plant.reader() as reader:
        assert said(differences(reader, old, new)) == [
            ("changed", [1, "T"], [("high", "190 Cel", "185.5 Cel")])
        ]


def test_the_same_content_does_not_differ(sqlite_board: Board) -> None:
    board = sqlite_board
    old, new = (board.draft_routing(moulding(190_000), revision=r) for r in "BC")
    with board.plant.reader() as reader:
        assert is_same(reader, old, new)


def test_versions_of_different_things_are_not_compared(sqlite_board: Board) -> None:
    with sqlite_board.plant.reader() as reader, pytest.raises(OtherFamily):
        differences(reader, "bom_1", "bom_2")


def test_what_is_new_or_ended_has_one_side(sqlite_board: Board) -> None:
    with sqlite_board.plant.reader() as reader:
        assert {line["change"] for line in differences(reader, None, "bom_1")["lines"]} == {"added"}
        assert {line["change"] for line in differences(reader, "bom_1", None)["lines"]} == {
            "removed"
        }
