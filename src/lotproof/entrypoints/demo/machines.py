"""Simulated machines of a demonstration that is served: they drift, break and recover.

So that something happens while one looks. They send what they read as any gateway would.
"""

import math
import random
import uuid
from typing import Final

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo.readings import GATEWAY, POINTS, SOURCE, Read
from lotproof.entrypoints.regularly import Regularly
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Receipt, Submission
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId

INTERVAL_S: Final = 5.0
_BREAKS_EVERY_S, _BROKEN_FROM_S, _BROKEN_UNTIL_S = 480, 60, 150
_DRIFTS_EVERY_S: Final = 900


def drift(each: Read, second: float) -> float:
    """How far a point is from where it should be, by itself: all sway a little, the second sealer
    overheats every few minutes, the extruder creeps towards its alert limit and is set back."""
    if each.code == "SEAL-02.T" and _BROKEN_FROM_S <= second % _BREAKS_EVERY_S < _BROKEN_UNTIL_S:
        return 1.4 * each.action
    if each.code == "EXT-01.T":
        return 1.2 * each.alert * (second % _DRIFTS_EVERY_S) / _DRIFTS_EVERY_S
    return each.spread * math.sin(second / 90 + len(each.code))


class Machines(Regularly):
    """Sends what machines read: `with Machines(plant): serve()`."""

    def __init__(self, plant: Plant, began: Instant | None = None) -> None:
        super().__init__("machines", INTERVAL_S)
        self.plant = plant
        self._began = plant.clock.now() if began is None else began
        self._chance = random.Random()  # noqa: S311 - a story, not a secret

    def tick(self) -> Receipt | None:
        """Send one reading of each point; None where the plant has no gateway."""
        now = self.plant.clock.now()
        with self.plant.reader() as reader:
            gateway = user_by_login(reader, GATEWAY)
        if gateway is None:
            return None
        second = (now - self._began) / 1_000_000
        readings = [
            {
                "tag": each.code,
                "at": clock.text(now),
                "value": each.around(self._chance.gauss(0, 1), drift(each, second)),
            }
            for each in POINTS
        ]
        return self.plant.submit(
            Submission(
                kind="monitoring.record_readings/1",
                body={"sent_from": SOURCE, "readings": readings},
                actor=UserId.text(gateway.id),
                id=str(uuid.uuid4()),
                source=Source.MACHINE,
            )
        ).result()
