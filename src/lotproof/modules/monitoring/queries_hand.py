"""Whose name stands over readings by hand."""

from typing import Final, NamedTuple

from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.queries import Point, Source
from lotproof.modules.monitoring.records import Batch
from lotproof.modules.monitoring.vocabulary import SourceKind, SourceState

NOBODY: Final = "hand"
"""What is sent as source where none is registered for readings by hand: a deviation."""


class Sender(NamedTuple):
    """The code of the source of readings by hand, and whether such a one is in use."""

    code: str
    is_known: bool


def hand_source(reader: Reader, point: Point) -> Sender:
    """The point's own source if that is by hand, else the first of those that are in use."""
    found = reader.find(Source, kind=SourceKind.HAND, state=SourceState.IN_USE)
    own = [each for each in found if each.id == point.source_id]
    for each in own or found:
        return Sender(each.code, is_known=True)
    return Sender(NOBODY, is_known=False)


def tags_in(reader: Reader, point: Point, batch: Batch) -> frozenset[str]:
    """What the point may be called in a batch: its tag by its own source, its code by hand."""
    if batch.source_id is None:
        return frozenset()
    source = reader.get(Source, batch.source_id)
    own = {point.tag} if source.id == point.source_id else set()
    return frozenset(own | ({point.code} if source.kind is SourceKind.HAND else set()))
