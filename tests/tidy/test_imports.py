"""Rules know values, handlers know records, adapters know the world."""

import sys

import pytest

from tests.tidy.imports import foreign_imports, imports, impure_imports, trespasses
from tests.tidy.tracked import text, tracked_python

PROGRAM = tracked_python("src/")
VERIFIER = tracked_python("verifier/")
STATISTICS = tracked_python("src/lotproof/statistics/")

WAREHOUSE_RULES = "src/lotproof/modules/warehouse/rules.py"


def test_rules_and_vocabulary_are_pure() -> None:
    assert [f"{path}:{x}" for path in PROGRAM for x in impure_imports(path, text(path))] == []


def test_what_is_private_to_a_module_stays_there() -> None:
    assert [f"{path}:{x}" for path in PROGRAM for x in trespasses(path, text(path))] == []


def test_verifier_needs_nothing_but_python() -> None:
    """Who checks the evidence must be able to read all of what checks it."""
    found = [
        f"{path}:{x}"
        for path in VERIFIER
        for x in foreign_imports(path, text(path), "lotproof_verifier")
    ]
    assert found == []


def test_statistics_know_numbers_and_texts_only() -> None:
    found = [
        f"{path}:{line}: {name}"
        for path in STATISTICS
        for line, name in imports(path, text(path))
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith(("lotproof.statistics.", "lotproof.kernel.text."))
    ]
    assert STATISTICS
    assert found == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import a.b as c", "a.b"),
        ("from a.b import c", "a.b.c"),
        ("from . import records", "lotproof.modules.warehouse.records"),
        ("from .records import Lot", "lotproof.modules.warehouse.records.Lot"),
        ("from ..items import queries", "lotproof.modules.items.queries"),
    ],
)
def test_imports_are_resolved(line: str, name: str) -> None:
    assert imports(WAREHOUSE_RULES, line) == [(1, name)]


@pytest.mark.parametrize(
    "line",
    [
        "import sqlalchemy",
        "from .records import Lot",
        "from lotproof.ledger import tree",
        "from lotproof.modules.items.rules import may_issue",
        "from lotproof.modules.items.queries import item",
    ],
)
def test_rule_that_knows_more_than_values_is_found(line: str) -> None:
    assert len(impure_imports(WAREHOUSE_RULES, line)) == 1
    assert impure_imports(WAREHOUSE_RULES.replace("rules", "handlers"), line) == []


@pytest.mark.parametrize(
    "line",
    [
        "from decimal import Decimal",
        "from lotproof.kernel.quantity import Quantity",
        "from lotproof.kernel import refusals",
        "from lotproof.statistics.points import Process",
        "from . import vocabulary",
        "from lotproof.modules.items.vocabulary import ItemId",
    ],
)
def test_rule_on_values_is_right(line: str) -> None:
    assert impure_imports(WAREHOUSE_RULES, line) == []


@pytest.mark.parametrize("part", ["records", "rules", "handlers", "reactions"])
def test_trespass_is_found(part: str) -> None:
    line = f"from lotproof.modules.items import {part}"
    assert trespasses(WAREHOUSE_RULES, line) == [
        f"1: lotproof.modules.items.{part} is private to items"
    ]
    assert len(trespasses("src/lotproof/entrypoints/compose.py", line)) == 1
    assert trespasses("src/lotproof/modules/items/__init__.py", line) == []


def test_public_door_of_a_module_is_open() -> None:
    assert trespasses(WAREHOUSE_RULES, "from lotproof.modules.items import queries, events") == []


def test_package_in_the_verifier_is_found() -> None:
    path = "verifier/lotproof_verifier/tree.py"
    line = "import hashlib, cryptography\nfrom .leaf import leaf\nfrom lotproof import ledger"
    assert foreign_imports(path, line, "lotproof_verifier") == [
        "1: cryptography is not of the standard library",
        "3: lotproof.ledger is not of the standard library",
    ]
