"""From any entry back to what it was caused by, and forward to everything that led to.

Within one command the entries name their cause, and their ids follow from that of the first, so
that all of them are found without an index of causes. Between commands the chain goes through
the records that modules call consequences (`kernel/consequences.py`): backward where a command
names one that an earlier entry made, forward to whatever names what was made.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

import msgspec

from lotproof.derive.story import opened
from lotproof.kernel.consequences import CONSEQUENCES
from lotproof.kernel.entries import child_id
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.registry import COMMANDS, EVENTS
from lotproof.ledger.entry import Envelope, Sealed

ENTRIES_MAX = 400
"""A chain is cut here: nobody reads further, and a drawing of more says nothing."""
FOLLOWERS_MAX = 200
"""Of the entries about one consequence, so many oldest and so many newest are looked at: how it
began and what was decided stand at the ends, and between them what only went on."""
_CHILDREN = 32


class Causes(Protocol):
    """How the walk reads the ledger."""

    def of_commands(self, command_ids: Sequence[str]) -> list[Sealed]: ...
    def at(self, seqs: Collection[int]) -> list[Sealed]: ...
    def envelopes(self, seqs: Collection[int]) -> list[tuple[int, Envelope]]: ...
    def about(self, prefix: str, number: int, limit: int, *, newest: bool = False) -> list[int]: ...


class Link(NamedTuple):
    """Entry `cause` led to entry `effect`: of itself, or because somebody dealt with `via`."""

    cause: int
    effect: int
    via: str | None


class Chain(NamedTuple):
    """Entries by number, ascending, and how they are linked; `is_cut` if there is more."""

    entries: dict[int, Sealed]
    links: list[Link]
    is_cut: bool


def first_about(causes: Causes, subject: str) -> int | None:
    """The number of the entry that made a thing such as `exc_5`; None if none is about it."""
    prefix, number = _parted(subject)
    found = causes.about(prefix, number, 1)
    return found[0] if found else None


def chain_of(causes: Causes, seq: int) -> Chain:
    """The chain through entry `seq`, which exists."""
    walk = _Walk(causes)
    walk.back(seq)
    walk.forth()
    entries = {each: walk.entries[each] for each in sorted(walk.entries)}
    links = [Link(*ends, via) for ends, via in walk.links.items()]
    return Chain(entries, sorted(links, key=lambda link: link[:2]), walk.is_cut)


class _Walk:
    def __init__(self, causes: Causes) -> None:
        self._causes = causes
        self._families: dict[int, dict[int, Sealed]] = {}
        """All entries of one command, by number: the same mapping under each of them."""
        self._about: dict[str, list[int]] = {}
        self.entries: dict[int, Sealed] = {}
        self.links: dict[tuple[int, int], str | None] = {}
        self.is_cut = False

    # --- what belongs to one command ------------------------------------------------------------

    def _family(self, seq: int) -> dict[int, Sealed]:
        """The entries of the command that entry `seq` belongs to."""
        known = self._families.get(seq)
        if known is not None:
            return known
        (top,) = self._causes.at([seq])
        while top.envelope.cause is not None and top.envelope.cause != top.envelope.id:
            (top,) = self._causes.of_commands([top.envelope.cause])
        family = {top.seq: top}
        first = 1
        while True:
            ids = [child_id(top.envelope.id, first + i) for i in range(_CHILDREN)]
            children = self._causes.of_commands(ids)
            family |= {each.seq: each for each in children}
            if len(children) < _CHILDREN or len(family) > ENTRIES_MAX:
                break
            first += _CHILDREN
        family = dict(sorted(family.items()))
        self._families |= dict.fromkeys(family, family)
        return family

    def _line(self, seq: int) -> list[Sealed]:
        """An entry and what it was caused by within its command, the last first."""
        family = self._family(seq)
        by_id = {each.envelope.id: each for each in family.values()}
        line = [family[seq]]
        while (cause := line[-1].envelope.cause) in by_id and cause != line[-1].envelope.id:
            line.append(by_id[cause])
        return line

    def _take(self, seqs: Collection[int]) -> list[int]:
        """Take entries of one command into the chain, as long as there is room; the new ones."""
        taken = []
        for seq in sorted(seqs):
            if seq in self.entries:
                continue
            if len(self.entries) >= ENTRIES_MAX:
                self.is_cut = True
                break
            self.entries[seq] = self._family(seq)[seq]
            line = self._line(seq)
            if len(line) > 1:
                self.links[line[1].seq, seq] = None
            taken.append(seq)
        return taken

    # --- backward -------------------------------------------------------------------------------

    def back(self, seq: int) -> None:
        """Take in the command of an entry, and those that it goes back to."""
        todo, done = [seq], set()
        while todo:
            here = todo.pop()
            if here in done:
                continue
            done.add(here)
            family = self._family(here)
            self._take(family)
            for each in self._line(here):
                for subject in _named(each, "input"):
                    made = self._seqs(subject)[:1]
                    if made and made[0] < min(family):
                        self._take(self._family(made[0]))
                        self.links.setdefault((made[0], each.seq), subject)
                        todo.append(made[0])

    # --- forward --------------------------------------------------------------------------------

    def forth(self) -> None:
        """Take in what came of everything that is in the chain."""
        todo = deque(sorted(self.entries))
        while todo:
            here = self.entries[todo.popleft()]
            for subject in _subjects(here.envelope):
                seqs = self._seqs(subject)
                if seqs[:1] != [here.seq]:
                    continue
                for seq in self._followers(subject, seqs[1:]):
                    if seq not in self._family(here.seq):
                        todo.extend(self._take(self._with_causes_and_effects(seq)))
                        if seq in self.entries:
                            self.links.setdefault((here.seq, seq), subject)

    def _followers(self, subject: str, seqs: list[int]) -> Iterator[int]:
        """Those of the entries that speak of the subject, and do not only change it by the way."""
        prefix = _parted(subject)[0]
        may = [seq for seq, head in self._causes.envelopes(seqs) if _may_name(head, prefix)]
        for each in self._causes.at(may):
            if subject in _named(each, "input", "events"):
                yield each.seq

    def _with_causes_and_effects(self, seq: int) -> set[int]:
        """What of a command leads to an entry of it, and what the entry leads to."""
        family, line = self._family(seq), {each.seq for each in self._line(seq)}
        below = {each for each in family if seq in {up.seq for up in self._line(each)}}
        return line | below

    def _seqs(self, subject: str) -> list[int]:
        if subject not in self._about:
            of = _parted(subject)
            found = self._causes.about(*of, FOLLOWERS_MAX + 1)
            if len(found) > FOLLOWERS_MAX:
                newest = self._causes.about(*of, FOLLOWERS_MAX, newest=True)
                self.is_cut = self.is_cut or newest[-1] > found[-1]
                found = sorted({*found, *newest})
            self._about[subject] = found
        return self._about[subject]


# --- what an entry speaks of --------------------------------------------------------------------


def _parted(subject: str) -> tuple[str, int]:
    prefix, _, number = subject.rpartition("_")
    return prefix, int(number)


def _subjects(head: Envelope) -> Iterator[str]:
    """The consequences that an entry is about, runs of ids written out."""
    for text in head.subjects:
        first, _, last = text.partition("..")
        prefix, start = _parted(first)
        if prefix in CONSEQUENCES:
            for number in range(start, (_parted(last)[1] if last else start) + 1):
                yield f"{prefix}_{number}"


def _named(sealed: Sealed, *parts: str) -> list[str]:
    """The consequences that these parts of an entry name, each once, in order."""
    found: dict[str, None] = {}
    said = opened(sealed._replace(parts={n: p for n, p in sealed.parts.items() if n in parts}))
    for part in said.values():
        for text in _texts(part):
            prefix, _, number = text.rpartition("_")
            if prefix in CONSEQUENCES and number.isascii() and number.isdecimal():
                found[text] = None
    return list(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _may_name(head: Envelope, prefix: str) -> bool:
    """Whether an entry's command or events have a place for an id with this prefix."""
    known = [COMMANDS.get(head.kind), *(EVENTS.get(kind) for kind in head.events)]
    return any(spec is not None and _has_place(spec.cls, prefix) for spec in known)


@cache
def _has_place(cls: type[msgspec.Struct], prefix: str) -> bool:
    return any(_takes(field, prefix) for field in fields_of(cls))


def _takes(field: Field, prefix: str) -> bool:
    if field.kind == "list" and field.item is not None:
        return _takes(field.item, prefix)
    if field.kind == "shape":
        return _has_place(field.type, prefix)
    if field.kind == "id":
        return field.type is PREFIXES[prefix]
    return field.meaning.names_subject
