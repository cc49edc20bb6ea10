"""Life cycles as data: a set of allowed moves between states."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from lotproof.kernel.refusals import WrongState
from lotproof.kernel.text import Text


class Choice(StrEnum):
    """A closed set of words: `QUARANTINED = "quarantined", "Quarantined", "待检"`."""

    label: Text

    def __new__(cls, value: str, en: str, zh: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = Text(en, zh)
        return member


S = TypeVar("S", bound=Choice)

LIVES: dict[type[Choice], "LifeCycle[Any]"] = {}
"""The life cycle of each set of states, entered when it is declared."""


class LifeCycle(Generic[S]):
    """Which state may follow which. A state with no way out is final.

    The initial state is the first key. Things that share their states share the moves as well;
    TypeError for two life cycles of the same states with different moves.
    """

    def __init__(self, what: Text, moves: Mapping[S, Iterable[S]]) -> None:
        self.what = what
        self.moves: dict[S, frozenset[S]] = {k: frozenset(v) for k, v in moves.items()}
        self.initial: S = next(iter(self.moves))
        if LIVES.setdefault(type(self.initial), self).moves != self.moves:
            raise TypeError(f"{type(self.initial).__name__} has a life cycle with other moves")

    def require(self, which: object, state: S, *allowed: S) -> None:
        """Refuse with WrongState unless `state` is among `allowed`."""
        if state not in allowed:
            raise WrongState(
                what=self.what,
                which=which,
                state=state.label,
                allowed=Text(
                    " / ".join(s.label.en for s in allowed), " / ".join(s.label.zh for s in allowed)
                ),
            )

    def move(self, which: object, state: S, to: S) -> S:
        """`to`, if the move is allowed; WrongState otherwise. Never silently skipped."""
        if to not in self.moves[state]:
            self.require(which, state, *(s for s, after in self.moves.items() if to in after))
        return to
