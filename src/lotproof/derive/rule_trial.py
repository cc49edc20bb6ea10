"""What a rule would have done: its condition on facts of the past, with the records as they were.

Nothing is written. The facts are found by the caller, newest first; each is judged with what the
entries up to its own say of the records that the condition speaks of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lotproof.derive.story import Ledger, after, opened
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import Kind
from lotproof.kernel.registry import EVENTS
from lotproof.kernel.sentences import sentence_of
from lotproof.kernel.text import Text
from lotproof.ledger.entry import Sealed
from lotproof.modules.rules.conditions import CannotJudge, judge, seen_by
from lotproof.modules.rules.terms import concerned, shown

CASES_MAX: Final = 50
ABOUT_MAX: Final = 20_000
"""Entries about one record that are read to know what it once was."""


@dataclass(frozen=True)
class Case:
    """One fact on which the rule would have fired, or failed; then `failure` says why."""

    seq: int
    occurred: str
    told: Text
    about: list[str]
    values: dict[str, str]
    failure: Text | None = None


@dataclass
class Trial:
    """What came of a trial; of the cases the newest CASES_MAX."""

    facts: int = 0
    fired: int = 0
    failed: int = 0
    cases: list[Case] = field(default_factory=list)


class TooMuchHistory(Exception):
    """A record that the condition speaks of has more entries than are read; carries its id."""


class Past:
    """Records as they were at any size of the ledger; each one's entries are read once."""

    def __init__(self, view: Ledger) -> None:
        self._view = view
        self._known: dict[str, list[tuple[int, dict[str, Any]]]] = {}

    def at(self, kind: Kind, id_: str, size: int) -> Mapping[str, Any] | None:
        """The record when the ledger had `size` entries; None before it was. TooMuchHistory."""
        found = None
        for seq, state in self._states(kind, id_):
            if seq >= size:
                break
            found = state
        return found

    def _states(self, kind: Kind, id_: str) -> list[tuple[int, dict[str, Any]]]:
        if id_ not in self._known:
            of, number = parse_any(id_)
            seqs = self._view.about(of.prefix, number, limit=ABOUT_MAX + 1)
            if len(seqs) > ABOUT_MAX:
                raise TooMuchHistory(id_)
            states: list[tuple[int, dict[str, Any]]] = []
            state: dict[str, Any] | None = None
            for seq in reversed(seqs):
                new = after(state, kind.name, id_, self._view.entry(seq))
                if new is not None and new != state:
                    states.append((seq, dict(new)))
                state = new
            self._known[id_] = states
        return self._known[id_]


def tried(
    past: Past, trigger: str, condition: str, entries: Iterable[Sealed], trial: Trial
) -> None:
    """Judge the facts of this kind in these entries, newest first, and add to the trial."""
    for sealed in entries:
        for told in opened(sealed).get("events", []):
            if told["kind"] == trigger:
                trial.facts += 1
                _judge(past, trigger, condition, sealed, told, trial)


def _judge(
    past: Past,
    trigger: str,
    condition: str,
    sealed: Sealed,
    told: Mapping[str, Any],
    trial: Trial,
) -> None:
    def look(kind: Kind, id_: str) -> Mapping[str, Any] | None:
        return past.at(kind, id_, sealed.seq + 1)

    seen: dict[str, Any] = {}
    try:
        seen = seen_by(trigger, condition, told, look)
        if not judge(trigger, condition, seen):
            return
        failure = None
        trial.fired += 1
    except CannotJudge as no:
        failure = no.why
        trial.failed += 1
    if len(trial.cases) < CASES_MAX:
        trial.cases.append(
            Case(
                sealed.seq,
                sealed.envelope.occurred,
                sentence_of(EVENTS[trigger], told),
                concerned(trigger, told, look),
                {name: shown(value) for name, value in seen.items()},
                failure,
            )
        )
