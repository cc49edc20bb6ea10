"""The table of clauses: what the product does for each, and the tests that prove it.

    .venv/bin/python -m tools.clauses

writes `docs/reference/clauses.md` from `docs/reference/clauses.toml`, where each clause has its
sentence once, and from the markers `@pytest.mark.clause("21 CFR 11.10(d)")` of the tests.
The files of the tests are read, not run; tests/completeness/test_clauses.py finds the page outdated
and a clause that has neither a test nor a reason.
"""

import ast
import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "docs" / "reference" / "clauses.toml"
TARGET: Final = ROOT / "docs" / "reference" / "clauses.md"
TEXTS: Final = {
    "21 CFR 11.": "21 CFR Part 11: electronic records, electronic signatures",
    "EU GMP Annex 11 ": "EU GMP Annex 11: computerised systems (2011)",
    "China MD GMP 2025 ": "China: good manufacturing practice for medical devices (2025 No. 107)",
    "ISO 13485 ": "ISO 13485: quality management systems for medical devices (2016)",
}
"""Titles by how the names of their clauses begin."""
_HEAD: Final = """\
# Clauses

What the product does for each clause, and the tests that prove it on every run.

Made by `python -m tools.clauses` from `clauses.toml` and from the markers of the tests; not to be \
changed by hand.
The last column says what is left to the firm that uses the product, or is not built.
A product cannot comply; a firm can. This page is no legal advice.
"""


class Clause(NamedTuple):
    """A clause: the title of its text, the sentence of what the product does, and what is left."""

    title: str
    name: str
    does: str
    left: str


class BadClauses(ValueError):
    """The data file or a marker cannot be read as meant."""


def clauses() -> list[Clause]:
    """Those of the data file in its order; BadClauses for one of no known text or incomplete."""
    found: list[Clause] = []
    for name, row in tomllib.loads(SOURCE.read_text(encoding="utf-8")).items():
        title = next((title for start, title in TEXTS.items() if name.startswith(start)), None)
        if title is None:
            raise BadClauses(f"{SOURCE.name}, {name}: is of none of {', '.join(TEXTS)}")
        if not row or row.keys() - {"does", "left"}:
            raise BadClauses(f"{SOURCE.name}, {name}: give does, left or both")
        found.append(Clause(title, name, row.get("does", ""), row.get("left", "")))
    return found


def proofs(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """The tests by the clause that their markers name, as `tests/x/test_y.py::test_z`."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        place = path.relative_to(folder.parent).as_posix()
        for name, test in marked(path.read_text(encoding="utf-8"), place):
            found.setdefault(name, []).append(test)
    return found


def marked(source: str, place: str) -> Iterator[tuple[str, str]]:
    """Each clause with each test that is marked with it, in the order of the file."""
    module = ast.parse(source)
    of_all = [name for node in module.body for name in _of_module(node, place)]
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = [name for each in node.decorator_list for name in _named(each, place)]
            for name in dict.fromkeys([*of_all, *own]):
                yield name, f"{place}::{node.name}"


def _of_module(node: ast.stmt, place: str) -> list[str]:
    """The clauses of `pytestmark`."""
    if not isinstance(node, ast.Assign) or not any(
        isinstance(each, ast.Name) and each.id == "pytestmark" for each in node.targets
    ):
        return []
    each = node.value
    markers = each.elts if isinstance(each, ast.List | ast.Tuple) else [each]
    return [name for marker in markers for name in _named(marker, place)]


def _named(marker: ast.expr, place: str) -> list[str]:
    """The clause of `pytest.mark.clause("…")`; nothing for another marker."""
    if not isinstance(marker, ast.Call) or ast.unparse(marker.func) != "pytest.mark.clause":
        return []
    match marker.args:
        case [ast.Constant(value=str(name))]:
            return [name]
    raise BadClauses(f"{place}:{marker.lineno}: a marker names one clause, as a text in quotes")


def unproven(rows: Iterable[Clause], tests: Mapping[str, list[str]]) -> list[str]:
    """Clauses with neither a test nor a reason."""
    return [each.name for each in rows if each.name not in tests and not each.left]


def page(rows: Iterable[Clause], tests: Mapping[str, list[str]]) -> str:
    """The whole page."""
    lines = [_HEAD]
    for title, of_title in itertools.groupby(rows, lambda each: each.title):
        lines += [f"## {title}", "", *_TABLE]
        lines += [_row(each, tests.get(each.name, [])) for each in of_title]
        lines.append("")
    return "\n".join(lines)


def _row(each: Clause, tests: list[str]) -> str:
    shown = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests)
    return f"| {each.name} | {each.does} | {shown} | {each.left} |"


_TABLE: Final = ("| clause | the product | proven in `tests/` by | left |", "|---|---|---|---|")


if __name__ == "__main__":
    TARGET.write_text(page(clauses(), proofs()), encoding="utf-8")
