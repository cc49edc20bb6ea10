"""What has to happen by itself because its day has come, as modules declare it in `due.py`.

A declaration reads and says which commands are due now. The program sends them in its own name,
so that they are refused, sealed and replayed like anybody's.
"""

from collections.abc import Callable, Iterable

from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command

Find = Callable[[Reader], Iterable[Command]]

DUE: dict[str, Find] = {}
"""Name → what finds the commands that are due."""


def due(name: str) -> Callable[[Find], Find]:
    """Decorator: `@due("documents.become_effective")` over `def find(reader) -> Iterable[Command]`.

    What is found again after it was done would be sent again: `find` looks at the records.
    """

    def declare(find: Find) -> Find:
        if name in DUE:
            raise TypeError(f"{name!r} is declared twice")
        DUE[name] = find
        return find

    return declare
