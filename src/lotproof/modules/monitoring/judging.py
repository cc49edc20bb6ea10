"""Whether a point leaves its limits, and when it is inside them again: pure, one pass over time.

A point stays outside for longer than the approved dwell: that is an excursion, which began with
the first reading outside. It ends with the first reading that is inside by the dead band. Between
two batches a `Stand` remembers all that the next must know, so that it makes no difference how
readings were cut into batches.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.monitoring.vocabulary_readings import Side


class Bounds(NamedTuple):
    """Inclusive limits in steps of the point's unit, with dwell in microseconds."""

    low: Amount | None
    high: Amount | None
    dwell_us: int = 0
    dead_band: Amount = Amount(0)

    def beyond(self, value: Amount) -> int:
        """How far outside; 0 inside."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return 0

    def side(self, value: Amount) -> Side:
        """On which side a value is that lies outside."""
        return Side.LOW if self.low is not None and value < self.low else Side.HIGH

    def is_back(self, value: Amount) -> bool:
        """Whether it is inside by the dead band."""
        return (self.low is None or value >= self.low + self.dead_band) and (
            self.high is None or value <= self.high - self.dead_band
        )


class Stand(NamedTuple):
    """How a point stands towards its limits after the last reading that was judged."""

    inside_at: Instant | None = None
    """The last reading inside, if one is known."""
    outside_since: Instant | None = None
    worst: Amount | None = None
    is_open: bool = False
    """Whether what began at `outside_since` is an excursion already."""


class Began(NamedTuple):
    """An excursion: since when, the last good reading before, on which side, how bad so far."""

    since: Instant
    last_good: Instant | None
    side: Side
    worst: Amount


class Ended(NamedTuple):
    """The excursion that was open: until when, and how bad it was."""

    at: Instant
    worst: Amount


Change = Began | Ended


def judge(
    stand: Stand, bounds: Bounds | None, ats: Sequence[Instant], values: Sequence[Amount]
) -> tuple[Stand, list[Change]]:
    """Follow readings in order of time under the limits of one phase; None: it has none.

    What is not judged is neither good nor bad: it ends an excursion, and what follows has no
    good reading before it.
    """
    if not ats:
        return stand, []
    if bounds is None:
        ended: list[Change] = [Ended(ats[0], _worst(stand))] if stand.is_open else []
        return Stand(), ended
    is_calm = stand.outside_since is None
    if is_calm and not (bounds.beyond(min(values)) or bounds.beyond(max(values))):
        return Stand(ats[-1]), []
    changes: list[Change] = []
    for at, value in zip(ats, values, strict=True):
        stand = _step(stand, bounds, at, value, changes)
    return stand, changes


def _step(stand: Stand, bounds: Bounds, at: Instant, value: Amount, changes: list[Change]) -> Stand:
    beyond = bounds.beyond(value)
    if stand.is_open:
        if beyond == 0 and bounds.is_back(value):
            changes.append(Ended(at, _worst(stand)))
            return Stand(at)
        return stand._replace(worst=_worse(bounds, stand.worst, value))
    if beyond == 0:
        return Stand(at)
    since = at if stand.outside_since is None else stand.outside_since
    worst = _worse(bounds, stand.worst, value)
    if at - since >= bounds.dwell_us:
        changes.append(Began(since, stand.inside_at, bounds.side(worst), worst))
        return Stand(stand.inside_at, since, worst, is_open=True)
    return Stand(stand.inside_at, since, worst)


def _worse(bounds: Bounds, known: Amount | None, value: Amount) -> Amount:
    return value if known is None or bounds.beyond(value) > bounds.beyond(known) else known


def _worst(stand: Stand) -> Amount:
    assert stand.worst is not None, "what is open has a worst value"
    return stand.worst
