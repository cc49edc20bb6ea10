"""The guides of the product: for each role what to do when, how evidence arises, what screens say.

One file a role in `guides/`, both languages side by side. Whoever completes a step says so by a
command, so that completion can be counted.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from lotproof.kernel.text import Text

EVERYONE: Final = "everyone"


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to know: what to do when, what evidence comes of it, how to read the screen."""

    code: str
    title: Text
    do: Text
    evidence: Text
    screen: Text
    path: str = ""
    """The screen it speaks of, if there is one of its own."""


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a role has to know; `role` is the role's code, or everyone."""

    role: str
    title: Text
    steps: tuple[Step, ...]


@cache
def guides() -> dict[str, Guide]:
    """All guides by role, the one for everyone first; what a file lacks raises at the start."""
    folder = resources.files(__package__) / "guides"
    found = [
        msgspec.convert(tomllib.loads(each.read_text(encoding="utf-8")), Guide)
        for each in folder.iterdir()
        if each.name.endswith(".toml")
    ]
    found.sort(key=lambda guide: (guide.role != EVERYONE, guide.role))
    return {guide.role: guide for guide in found}


def has_step(guide: str, step: str) -> bool:
    known = guides().get(guide)
    return known is not None and any(each.code == step for each in known.steps)
