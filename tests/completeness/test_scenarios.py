"""Every command is carried out by a test or by the demonstration."""

import re
from functools import cache

from tests.every_module.declared import COMMAND_SPECS, ROOT, SOURCE

HERE = ("tests/every_module/", "tests/completeness/", "tests/simulation/", "tests/golden/")
"""What sends commands of any kind without knowing them says nothing of one."""

WITHOUT_SCENARIO: frozenset[str] = frozenset()
"""Kinds that no scenario carries out. May only shrink."""


@cache
def stories() -> tuple[str, ...]:
    """The texts of all tests and of the demonstration."""
    paths = [
        path
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if not str(path.relative_to(ROOT)).startswith(HERE)
    ]
    paths += sorted((SOURCE / "entrypoints" / "demo").rglob("*.py"))
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def has_scenario(kind: str) -> bool:
    """A text calls its class, known to it from its module, or says its kind."""
    cls = COMMAND_SPECS[kind].cls
    owner = cls.__module__.removesuffix(".commands")
    called, said = re.compile(rf"\b{cls.__name__}\("), re.compile(rf"[\"']{kind[:-2]}(/1)?[\"']")
    return any(said.search(text) or (called.search(text) and owner in text) for text in stories())


def test_every_command_has_a_scenario() -> None:
    missing = {kind for kind in COMMAND_SPECS if not has_scenario(kind)}
    assert missing == WITHOUT_SCENARIO, "write a scenario; the list of exceptions only shrinks"
