"""What came, sorted by point and made ready to be kept and judged: pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.packing import Readings
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.vocabulary_readings import Quality, ReadingGiven

QUALITIES = {Quality.GOOD: 0, Quality.UNCERTAIN: 1, Quality.BAD: 2}

QUALITY_OF = {mark: quality for quality, mark in QUALITIES.items()}


class Known(NamedTuple):
    """A point that readings are taken in for: its id, code and the decimals of its unit."""

    id: PointId
    code: str
    decimals: int


@dataclass
class OfPoint:
    """What came of one point."""

    point: Known
    values: dict[Instant, tuple[Amount, int]] = field(default_factory=dict)
    """Instant to value and quality; the first that came for an instant."""
    repeated: int = 0
    unusable: int = 0
    contradicts: bool = False

    def take(self, given: ReadingGiven) -> None:
        quality = QUALITIES[given.quality]
        value = rules.steps_of(given.value, self.point.decimals)
        if value is None:
            self.unusable += 1
            return
        known = self.values.setdefault(given.at, (value, quality))
        if known != (value, quality):
            self.contradicts = True
            self.repeated += 1

    def without(self, known: Mapping[Instant, Amount]) -> None:
        """Leave out what is kept already; `known` has instants and values."""
        for at in known.keys() & self.values.keys():
            value, _ = self.values.pop(at)
            self.repeated += 1
            self.contradicts = self.contradicts or value != known[at]

    def readings(self) -> Readings:
        """All that is new, in order of time."""
        ats = sorted(self.values)
        values = [self.values[at][0] for at in ats]
        qualities = bytes(self.values[at][1] for at in ats)
        return Readings(ats, values, qualities if any(qualities) else None)


class Sorted(NamedTuple):
    """A batch by point, and what belongs to none."""

    points: list[OfPoint]
    unknown: int
    tags: list[str]


def sort(given: Iterable[ReadingGiven], known: Mapping[str, Known]) -> Sorted:
    """Sort a batch by point; `known` has the points by tag."""
    found: dict[str, OfPoint] = {}
    tags: dict[str, int] = {}
    for each in given:
        of_point = found.get(each.tag)
        if of_point is None:
            point = known.get(each.tag)
            if point is None:
                tags[each.tag] = tags.get(each.tag, 0) + 1
                continue
            of_point = found[each.tag] = OfPoint(point)
        of_point.take(each)
    return Sorted(list(found.values()), sum(tags.values()), sorted(tags))


def good(readings: Readings) -> Readings:
    """Those that are judged."""
    if readings.qualities is None:
        return readings
    kept = [i for i, quality in enumerate(readings.qualities) if quality == 0]
    return Readings([readings.ats[i] for i in kept], [readings.values[i] for i in kept])


def said(names: Collection[str]) -> str:
    """Names for a sentence, at most ten."""
    shown = ", ".join(list(names)[:10])
    return f"{shown}, …" if len(names) > 10 else shown
