"""Every command is carried out by a test or by the demonstration."""

import re
from functools import cache
from typing import NamedTuple

from tests.every_module.declared import COMMAND_SPECS, ROOT, SOURCE

HERE = ("tests/every_module/", "tests/completeness/", "tests/simulation/", "tests/golden/")
"""What sends commands of any kind without knowing them says nothing of one."""

WITHOUT_SCENARIO: frozenset[str] = frozenset()
"""Kinds that no scenario carries out. May only shrink."""


class Stories(NamedTuple):
    """What the texts of all tests and of the demonstration call, and what they say in quotes."""

    calling: dict[str, list[str]]
    """Name that is called → texts that call it."""
    said: frozenset[str]


@cache
def stories() -> Stories:
    paths = [
        path
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if not str(path.relative_to(ROOT)).startswith(HERE)
    ]
    paths += sorted((SOURCE / "entrypoints" / "demo").rglob("*.py"))
    calling: dict[str, list[str]] = {}
    said: set[str] = set()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for name in set(re.findall(r"\b(\w+)\(", text)):
            calling.setdefault(name, []).append(text)
        said.update(re.findall(r"(?=[\"']([a-z_]+\.[a-z_0-9]+(?:/1)?)[\"'])", text))
    return Stories(calling, frozenset(said))


def has_scenario(kind: str) -> bool:
    """A text calls its class, known to it from its module, or says its kind."""
    cls, bare = COMMAND_SPECS[kind].cls, kind[:-2]
    owner = cls.__module__.removesuffix(".commands")
    if stories().said & {bare, f"{bare}/1"}:
        return True
    return any(owner in text for text in stories().calling.get(cls.__name__, ()))


def test_every_command_has_a_scenario() -> None:
    missing = {kind for kind in COMMAND_SPECS if not has_scenario(kind)}
    assert missing == WITHOUT_SCENARIO, "write a scenario; the list of exceptions only shrinks"
