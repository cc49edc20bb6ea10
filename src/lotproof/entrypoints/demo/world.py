"""The simulated plant's clock, its people, and how they send commands."""

import random
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.site import Source

_COMMANDS = uuid.UUID("3e1d6a0a-1a1c-5f0b-8a6f-1c1b1f9e7d55")
_OPENS, _CLOSES = 8, 18
Submit = Callable[[Submission], "Future[Receipt]"]


class DemoBroken(Exception):
    """The story and the rules disagree; the message holds the refusal."""


class Stock(NamedTuple):
    """A released lot that the story may use, and how much of it is left."""

    lot_id: str
    location_id: str
    unit: str


class World:
    """Who works here, what there is, and what time it is. The same seed tells the same story."""

    def __init__(self, submit: Submit, seed: int, start: Instant, end: Instant, zone: str) -> None:
        self._submit, self._seed = submit, seed
        self.chance = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.zone = ZoneInfo(zone)
        self.moment = clock.moment(start, zone)
        self.end = clock.moment(end, zone)
        self.pace_s = 60.0
        self.count = 0
        self.users: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.stock: dict[str, list[tuple[Stock, int]]] = {}
        self.numbers: dict[str, int] = {}
        self.base = 0
        """Where numbers go on when the plant has a history already."""

    # --- time -----------------------------------------------------------------------------------

    def pass_time(self, seconds: float) -> None:
        """Working time passes; nights and weekends are skipped, the present is never passed."""
        left = self.end - self.moment
        step = timedelta(seconds=seconds)
        then = self._working(self.moment + step)
        if left < timedelta(days=2) or then > self.end:
            then = self.moment + min(step, max(left / 50, timedelta(microseconds=50)))
        self.moment = then

    def catch_up(self, at: Instant) -> None:
        """It is no earlier than this: near the present the ledger runs ahead of the story, since
        no two commands are recorded at one instant."""
        behind = timedelta(microseconds=at - clock.instant(self.moment))
        self.moment += max(behind, timedelta(0))

    def leave_time(self, seconds: float) -> None:
        """So much of the working day is left now; if it was not, it is the next morning."""
        then = self._working(self.moment + timedelta(seconds=seconds))
        if then.date() != self.moment.date() and then < self.end:
            self.moment = then

    def _working(self, moment: datetime) -> datetime:
        """The moment itself, or the next morning of a working day."""
        if moment.hour >= _CLOSES:
            moment = (moment + timedelta(days=1)).replace(
                hour=_OPENS, minute=self.chance.randrange(25)
            )
        while moment.weekday() >= 5:
            moment += timedelta(days=1)
        return moment

    @property
    def today(self) -> str:
        return self.moment.date().isoformat()

    def day(self, days: int) -> str:
        return (self.moment.date() + timedelta(days=days)).isoformat()

    def number(self, series: str) -> str:
        """The next number of a series: WO-2026-0007."""
        self.numbers[series] = self.numbers.get(series, self.base) + 1
        return f"{series}-{self.moment:%y}{self.numbers[series]:05d}"

    # --- commands -------------------------------------------------------------------------------

    def send(
        self,
        who: str,
        kind: str,
        /,
        *,
        reason: str | None = None,
        source: Source = Source.HAND,
        station: str | None = None,
        **body: Any,
    ) -> Receipt:
        """One command, whatever comes of it."""
        self.count += 1
        self.pass_time(self.pace_s * self.chance.uniform(0.3, 1.7))
        submission = Submission(
            kind=f"{kind}/1",
            body=body,
            actor=self.users.get(who, who),
            id=str(uuid.uuid5(_COMMANDS, f"{self._seed}:{self.count}:{self.moment.isoformat()}")),
            reason=reason,
            source=source,
            station=station,
            at=clock.instant(self.moment),
        )
        return self._submit(submission).result()

    def do(self, who: str, kind: str, /, **how: Any) -> Receipt:
        """One command that the story needs to succeed."""
        receipt = self.send(who, kind, **how)
        if receipt.outcome == "refused":
            said = (receipt.message or {}).get("en", receipt.code)
            raise DemoBroken(f"{kind} by {who} at {self.moment:%F %T}: {said} {how}")
        return receipt

    def refused(self, who: str, kind: str, /, **how: Any) -> Receipt:
        """One command that the rules must refuse: life as it is."""
        receipt = self.send(who, kind, **how)
        if receipt.outcome != "refused":
            raise DemoBroken(f"{kind} by {who} should have been refused: {how}")
        return receipt


def local(year: int, month: int, day: int, zone: str) -> Instant:
    return clock.instant(datetime(year, month, day, _OPENS, tzinfo=ZoneInfo(zone)))
