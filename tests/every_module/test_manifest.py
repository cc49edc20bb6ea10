"""A manifest says what the files of its folder do, and every folder has the same shape."""

import ast
from pathlib import Path

import pytest

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.record import Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import Command, Event, Tier
from tests.every_module.declared import (
    MANIFESTS,
    NAMES,
    SOURCE,
    classes_of,
    dotted,
    files,
    tree_of,
)
from tests.tidy.imports import business_part, imports

TIERS = list(Tier)
PLACES = {
    Choice: "vocabulary",
    Id: "vocabulary",
    Record: "records",
    Command: "commands",
    Event: "events",
}
"""Kind of declaration → file it stands in."""

FORBIDDEN_FOR_REFUSALS = ("vocabulary", "records", "commands", "events", "handlers", "reactions")


def imported_modules(name: str) -> set[str]:
    """Other modules that the files of a module import."""
    found = set()
    for path in files(name):
        relative = path.relative_to(SOURCE.parent)
        for _, target in imports(f"src/{relative}", path.read_text(encoding="utf-8")):
            part = business_part(f"{target}.")
            if part is not None and part[0] in MANIFESTS:
                found.add(part[0])
    return found - {name}


@pytest.mark.parametrize("name", NAMES)
def test_manifest_is_what_is_imported(name: str) -> None:
    assert set(MANIFESTS[name].depends_on) == imported_modules(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_module_knows_a_higher_tier(name: str) -> None:
    own = TIERS.index(MANIFESTS[name].tier)
    above = [d for d in MANIFESTS[name].depends_on if TIERS.index(MANIFESTS[d].tier) > own]
    assert above == []


def test_modules_do_not_depend_in_a_circle() -> None:
    left = {name: set(manifest.depends_on) for name, manifest in MANIFESTS.items()}
    while free := {name for name, needs in left.items() if not needs}:
        left = {name: needs - free for name, needs in left.items() if name not in free}
    assert left == {}


@pytest.mark.parametrize("name", NAMES)
def test_folder_says_what_it_is_for(name: str) -> None:
    init = SOURCE / "modules" / name / "__init__.py"
    tree = tree_of(init)
    assert len(ast.get_docstring(tree) or "") > 40, "a paragraph on what the module is for"
    assert MANIFESTS[name].name == name
    assert MANIFESTS[name].title.en
    assert MANIFESTS[name].title.zh
    body = [type(node) for node in tree.body]
    assert set(body) <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign}


@pytest.mark.parametrize("base", PLACES, ids=lambda base: base.__name__)
def test_declarations_stand_in_the_file_of_their_name(base: type) -> None:
    strays = [
        f"{cls.__module__}.{cls.__name__}"
        for cls in classes_of(base)
        if cls.__module__.startswith("lotproof.modules.")
        and not cls.__module__.split(".")[-1].startswith(PLACES[base])
    ]
    assert strays == []


def test_refusals_stand_with_the_rules() -> None:
    strays = [
        f"{cls.__module__}.{cls.__name__}"
        for cls in classes_of(Refused)
        if cls.__module__.startswith("lotproof.modules.")
        and cls.__module__.split(".")[-1].startswith(FORBIDDEN_FOR_REFUSALS)
    ]
    assert strays == []


@pytest.mark.parametrize("name", NAMES)
def test_decorators_stand_in_the_file_of_their_name(name: str) -> None:
    """`@handles` in handlers, `@reacts` and `@GATE.join` in reactions."""
    strays = [f"{path.name}: {said}" for path in files(name) for said in _misplaced(path)]
    assert strays == []


def _misplaced(path: Path) -> list[str]:
    wanted = {"handles": "handlers", "reacts": "reactions", "join": "reactions"}
    found = []
    for node in ast.walk(tree_of(path)):
        for decorator in getattr(node, "decorator_list", ()):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            word = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if word in wanted and not path.stem.startswith(wanted[word]):
                found.append(f"@{word} of {getattr(node, 'name', '?')}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_file_says_what_it_is_for(name: str) -> None:
    silent = [dotted(path) for path in files(name) if not ast.get_docstring(tree_of(path))]
    assert silent == []
