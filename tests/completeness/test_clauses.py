"""Every clause has tests that prove it or a reason why not, and the page says so.

To write the page anew:

    LOTPROOF_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/completeness/test_clauses.py
"""

import os

import pytest

from tests.every_module.declared import ROOT
from tools.clauses import (
    SOURCE,
    TARGET,
    BadClauses,
    Clause,
    clauses,
    marked,
    page,
    proofs,
    unproven,
)

PART_11 = """
11.1(b) 11.2 11.10(a) 11.10(b) 11.10(c) 11.10(d) 11.10(e) 11.10(f) 11.10(g) 11.10(h) 11.10(i)
11.10(j) 11.10(k)(1) 11.10(k)(2) 11.30 11.50(a) 11.50(b) 11.70 11.100(a) 11.100(b) 11.100(c)
11.200(a)(1) 11.200(a)(1)(i) 11.200(a)(1)(ii) 11.200(a)(2) 11.200(a)(3) 11.200(b)
11.300(a) 11.300(b) 11.300(c) 11.300(d) 11.300(e)
""".split()
ANNEX_11 = """
1 2 3 4.2 4.3 4.4 4.5 4.6 4.7 4.8 5 6 7.1 7.2 8.1 8.2 9 10 11 12.1 12.2 12.3 12.4 13 14 15 16 17
""".split()
GMP_2025 = "2 3 4 5 6 12 13 44 45 46(1) 46(2) 46(3) 46(4) 47 48".split()
REQUIRED = [
    *(f"21 CFR {each}" for each in PART_11),
    *(f"EU GMP Annex 11 §{each}" for each in ANNEX_11),
    *(f"China MD GMP 2025 Art. {each}" for each in GMP_2025),
]


@pytest.mark.clause("EU GMP Annex 11 §4.4")
def test_every_clause_has_a_test_or_a_reason() -> None:
    rows = clauses()
    assert unproven(rows, proofs()) == [], f"mark a test, or give the reason in {SOURCE.name}"
    assert set(REQUIRED) <= {each.name for each in rows}, "clauses that every firm asks about"


def test_a_marker_names_a_clause_of_the_list() -> None:
    """A clause that is spelled otherwise would prove nothing."""
    known = {each.name for each in clauses()}
    strange = {name: tests for name, tests in proofs().items() if name not in known}
    assert strange == {}, f"write it as in {SOURCE.name}, or add it there"


@pytest.mark.clause("EU GMP Annex 11 §4.4")
def test_the_page_is_made_of_what_is_there() -> None:
    made = page(clauses(), proofs())
    if os.environ.get("LOTPROOF_WRITE_GOLDEN") == "1":
        TARGET.write_text(made, encoding="utf-8")
    written = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    assert written == made, f"{TARGET.relative_to(ROOT)} is outdated.\n\n{__doc__}"


def test_a_clause_with_neither_is_found() -> None:
    rows = [Clause("Law", name, "", left) for name, left in (("1", ""), ("2", "later"), ("3", ""))]
    assert unproven(rows, {"3": ["tests/a.py::test_b"]}) == ["1"]


def test_markers_of_a_test_and_of_its_file_count() -> None:
    source = (
        'pytestmark = [pytest.mark.clause("1"), pytest.mark.slow]\n'
        '@pytest.mark.clause("2")\n@pytest.mark.parametrize("x", [1])\n'
        "def test_a(x): ...\ndef test_b(): ...\ndef helper(): ...\n"
    )
    assert list(marked(source, "t.py")) == [
        ("1", "t.py::test_a"),
        ("2", "t.py::test_a"),
        ("1", "t.py::test_b"),
    ]


def test_a_marker_that_cannot_be_read_is_said() -> None:
    with pytest.raises(BadClauses, match=r"t\.py:1: a marker names one clause"):
        list(marked("@pytest.mark.clause(NAME)\ndef test_a(): ...\n", "t.py"))
