"""How far a clock is ahead of another, from what answers say of that other's time: pure."""

from collections import deque
from typing import Final

from lotproof.kernel.clock import Instant

KEPT_US: Final = 600_000_000
"""Older samples say nothing of a clock that drifts."""
TOLD_STALE_US: Final = 2_500_000
"""The Date of an answer is in whole seconds, and servers renew it about once a second; so they do
the current time of OPC UA."""


class Offset:
    """The bounds that a clock's offset lies in; each answer narrows them."""

    def __init__(self) -> None:
        self._samples: deque[tuple[Instant, int, int]] = deque()

    def say(self, asked: Instant, answered: Instant, earliest: Instant, latest: Instant) -> None:
        """The other clock showed a time between the last two, at some time between the first."""
        self._samples.append((answered, asked - latest, answered - earliest))
        while self._samples[0][0] < answered - KEPT_US or self._samples[0][0] > answered:
            self._samples.popleft()
        if self._low() > self._high():  # one of the clocks was set: what was before is void
            newest = self._samples.pop()
            self._samples.clear()
            self._samples.append(newest)

    @property
    def ms(self) -> int | None:
        """Milliseconds by which this clock is ahead for certain; None before the first answer.

        Of all that the answers leave open it is the least, so that a clock which is right is not
        said to be wrong before it is measured well.
        """
        if not self._samples:
            return None
        return round(min(max(0, self._low()), self._high()) / 1_000)

    @property
    def newest(self) -> Instant | None:
        return self._samples[-1][0] if self._samples else None

    def _low(self) -> int:
        return max(low for _, low, _ in self._samples)

    def _high(self) -> int:
        return min(high for _, _, high in self._samples)
