"""What a thing belongs to, told by the ids in its record: an operation run to a workstation, and
that to an area. Nobody lists it: the shortest way through the declared records is taken.
"""

from collections import deque
from functools import cache
from typing import NamedTuple

from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Field
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import RECORDS, Kind


class Step(NamedTuple):
    """From a record to what its field names."""

    kind: Kind
    field: Field


@cache
def _kind_of(prefix: str) -> Kind | None:
    """The kind whose records these ids are given to."""
    for kind in RECORDS.values():
        own = kind.id_field
        if own is not None and kind.key == ("id",) and own.type.prefix == prefix:
            return kind
    return None


@cache
def way(prefix: str, target: str) -> tuple[Step, ...] | None:
    """The steps from ids of one prefix to ids of another; none for the same, None for no way.

    The shortest; of equally short ones, that over fields which are always there. The modules are
    loaded before.
    """
    ways: deque[tuple[str, tuple[Step, ...]]] = deque([(prefix, ())])
    seen = {prefix}
    while ways:
        at, steps = ways.popleft()
        if at == target:
            return steps
        kind = _kind_of(at)
        ids = [] if kind is None else [f for f in kind.fields if f.kind == "id" and f.name != "id"]
        for field in sorted(ids, key=lambda f: f.nullable):
            if kind is not None and field.type.prefix not in seen:
                seen.add(field.type.prefix)
                ways.append((field.type.prefix, (*steps, Step(kind, field))))
    return None


def belongs_to(reader: Reader, of: type[Id], number: int, target: str) -> int | None:
    """The number of what a thing belongs to; None where it is not there or belongs to none."""
    steps = way(of.prefix, target)
    at: int | None = None if steps is None else number
    for step in steps or ():
        record = None if at is None else reader.seek(step.kind.cls, at)
        at = None if record is None else getattr(record, step.field.name)
    return None if at is None else int(at)
