"""What people have to do for themselves, as the modules say it: part of everybody's own inbox.

What is one's own needs no permission to be told of: a person who must learn a procedure is not
one who may read everybody's trainings.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, NamedTuple

from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text

Finder = Callable[[Reader, str], Iterable[Awaited]]


class OwnList(NamedTuple):
    """Tasks of one sort, under one heading."""

    code: str
    label: Text
    find: Finder


OWN_LISTS: Final[dict[str, OwnList]] = {}


def own_work(code: str, label: Text) -> Callable[[Finder], Finder]:
    """Register what a module has people do for themselves.

    Decorator over `def own_trainings(reader, actor) -> Iterable[Awaited]`; `actor` is as in
    `usr_3`. TypeError if there is a list of that code already.
    """

    def register(find: Finder) -> Finder:
        if code in OWN_LISTS:
            raise TypeError(f"{code!r} is a list of own work already")
        OWN_LISTS[code] = OwnList(code, label, find)
        return find

    return register


def own_tasks(reader: Reader, actor: str) -> list[tuple[OwnList, list[Awaited]]]:
    """Lists with something in them: what is this person's turn first, then what is due first."""
    found = []
    for each in OWN_LISTS.values():
        tasks = sorted(
            each.find(reader, actor),
            key=lambda task: (not task.is_turn, task.due_on or date.max, task.subject),
        )
        if tasks:
            found.append((each, tasks))
    return found
