"""What waits for a person, as the modules say it; the approval inbox is made of what waits for
their signature."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """One thing that a person is asked to do.

    `subject` is what it is about, `command` the kind of command that comes next, `given` its
    fields that are known. `is_turn` is no while that step is somebody else's, or another's first.
    """

    subject: str
    title: Text
    command: str
    given: Mapping[str, str] = field(default_factory=dict)
    since: Instant | None = None
    due_on: date | None = None
    is_turn: bool = True


Asker = Callable[[Reader, str], Iterable[Awaited]]

ASKERS: Final[dict[str, tuple[str, Asker]]] = {}
"""Name → the permission that who is asked must hold, and who asks."""


def awaits_signature(permission: str) -> Callable[[Asker], Asker]:
    """Register what a module asks persons to sign.

    Decorator over `def approvals(reader, actor) -> Iterable[Awaited]`; `actor` is as in `usr_3`.
    TypeError if a function of that name is there already.
    """

    def register(ask: Asker) -> Asker:
        name = f"{ask.__module__.split('.')[-2]}.{ask.__name__}"
        if name in ASKERS:
            raise TypeError(f"{name} asks twice")
        ASKERS[name] = (permission, ask)
        return ask

    return register


def awaited(reader: Reader, actor: str, may: Callable[[str], bool]) -> Iterator[Awaited]:
    """What the modules ask this person to sign."""
    for permission, ask in ASKERS.values():
        if may(permission):
            yield from ask(reader, actor)
