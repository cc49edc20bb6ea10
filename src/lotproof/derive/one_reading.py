"""Where one reading of a monitoring point stands in the ledger."""

from collections.abc import Collection
from typing import Final, NamedTuple

import msgspec

from lotproof.derive.causes import Causes, first_about
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.modules.monitoring.queries import Batch, Point, blocks_at
from lotproof.modules.monitoring.queries_hand import tags_in
from lotproof.modules.monitoring.vocabulary_readings import BatchId

READINGS_PART: Final = "input_readings"
_decode = msgspec.json.decode


class Sought(NamedTuple):
    """The entry of the batch, and which of its readings it is, from 0."""

    sealed: Sealed
    place: int


def find_reading(reader: Reader, causes: Causes, point: Point, at: Instant) -> Sought | None:
    """The reading of a point at an instant; None if there is none, or its batch is withheld."""
    for block in blocks_at(reader, point.id, at):
        seq = first_about(causes, BatchId.text(block.batch_id))
        if seq is not None:
            (sealed,) = causes.at([seq])
            tags = tags_in(reader, point, reader.get(Batch, block.batch_id))
            place = place_of(sealed, tags, at)
            if place is not None:
                return Sought(sealed, place)
    return None


def place_of(sealed: Sealed, tags: Collection[str], at: Instant) -> int | None:
    """Which of the readings of a batch is the first of these tags and this instant; None if none
    is."""
    part = sealed.parts.get(READINGS_PART)
    if part is None or part.items is None:
        return None
    instant = clock.text(at).encode()
    for place, (_, content) in enumerate(part.items):
        if instant in content and _decode(content)["tag"] in tags:
            return place
    return None
