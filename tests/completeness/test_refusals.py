"""Every refusal that the program declares is asked for by name in some test of its own modules."""

import ast
from pathlib import Path

from lotproof.kernel.refusals import REFUSALS
from tests.every_module.declared import COMMAND_SPECS

TESTS = Path(__file__).parents[1]
UNASKED = frozenset({"ambiguous_number", "inspection_rejected", "label_lot_of_other_item"})
"""Refusals that no test asks for. This list only shrinks."""


def told_in_tests() -> set[str]:
    """Every text that stands in a test by itself, such as `"wrong_state"`."""
    return {
        node.value
        for path in TESTS.rglob("*.py")
        if path != Path(__file__)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_refusal_is_reached_by_a_test() -> None:
    assert COMMAND_SPECS, "the modules are loaded"
    declared = {
        code for code, each in REFUSALS.items() if each.__module__.startswith("lotproof.modules.")
    }
    assert declared - told_in_tests() == UNASKED
