"""The house style, held by tests where no tool holds it."""

from collections.abc import Callable, Iterable

from tests.tidy import checks
from tests.tidy.tracked import text, tracked, tracked_python

CODE = tracked_python("src/", "verifier/")

# Functions still over the limit, as "path:name": lines. This list only shrinks.
LONG_FUNCTIONS: dict[str, int] = {}

# Where people read what a program prints.
TERMINALS = ("src/lotproof/entrypoints/cli/", "verifier/")

# The edge, where time and chance come in, and the one clock that the kernel hands on.
EDGE = (
    "src/lotproof/adapters/",
    "src/lotproof/entrypoints/",
    "src/lotproof/kernel/clock.py",
    "verifier/",
)

PROGRAM_SUFFIXES = (".py", ".sh", ".js", ".ts", ".tsx", ".css", ".html", ".sql", "Makefile", "run")


def findings(check: Callable[[str], Iterable[str]], paths: Iterable[str]) -> list[str]:
    """Return what a check finds, as `path:line: sentence`."""
    return [f"{path}:{finding}" for path in paths for finding in check(text(path))]


def outside(allowed: tuple[str, ...]) -> list[str]:
    return [path for path in CODE if not path.startswith(allowed)]


def test_there_is_code_to_check() -> None:
    assert CODE


def test_a_function_fits_on_one_screen() -> None:
    found = {
        f"{path}:{name}": lines
        for path in CODE
        for name, lines in checks.long_functions(text(path)).items()
    }
    assert found == LONG_FUNCTIONS


def test_a_file_is_one_thing() -> None:
    assert findings(checks.file_length, CODE) == []


def test_only_terminals_print() -> None:
    assert findings(checks.prints, outside(TERMINALS)) == []


def test_time_and_chance_come_from_the_edge() -> None:
    assert findings(checks.made_up, outside(EDGE)) == []


def test_nothing_is_left_for_later() -> None:
    programs = [path for path in tracked() if path.endswith(PROGRAM_SUFFIXES)]
    assert findings(checks.unfinished, programs) == []


def test_no_file_knows_a_registry_or_somebodys_machine() -> None:
    assert findings(checks.strange_places, tracked()) == []


def test_every_page_has_one_title() -> None:
    pages = [path for path in tracked() if path.endswith(".md")]
    assert findings(checks.titles, pages) == []
