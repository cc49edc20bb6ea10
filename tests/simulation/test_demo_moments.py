"""The demonstration can be made at any hour of any day: its story ends whole and has all parts."""

from datetime import datetime
from pathlib import Path

import pytest

from lotproof.adapters.verify import verify
from lotproof.derive.listing import listing
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant, instant
from lotproof.ledger.signer import load_key_file
from tests.support.sampling import sampled

OPERATIONS = 300
MOMENTS = (
    "2026-11-23T07:59:59",  # Monday, a second before the plant opens
    "2026-11-23T00:00:00",  # midnight: the working day before is that of last week
    "2026-03-02T08:00:00",  # the first moment of a working week
    "2026-07-21T12:30:00",
    "2026-11-18T10:00:00",
    "2026-09-30T17:59:59",  # the last second of a quarter's last working day
    "2026-10-09T18:00:00",  # Friday, closed this very second
    "2026-05-16T15:00:00",  # Saturday
    "2026-12-31T23:59:59",  # the last second of a year
    "2027-01-01T00:00:01",
    "2028-02-29T09:15:00",
    "2028-03-01T03:00:00",  # in the night after it
    "2027-08-01T22:00:00",  # the first of a month, a Sunday
    "2026-08-30T23:59:59",  # Sunday, a second before Monday
)
"""Of the plant's clock, which is that of China. A short run takes the first and the last."""
STORY = {
    "warehouse.lot": {"state": "released"},
    "warehouse.serial": {},
    "production.work_order": {},
    "inspection.inspection": {},
    "sales.shipment": {},
    "changes.order": {},
    "nonconformance.report": {},
    "calibration.impact": {},
    "monitoring.point": {},
    "documents.revision": {"state": "effective"},
    "training.training": {},
    "monitoring.excursion": {},
}
"""What whoever opens the demonstration finds some of, whenever it was made."""


class FromThere:
    """A clock that stands at a moment; each reading is a microsecond later."""

    def __init__(self, start: Instant) -> None:
        self._now = start

    def now(self) -> Instant:
        self._now = Instant(self._now + 1)
        return self._now


@pytest.mark.parametrize("moment", sampled(MOMENTS, 2))
def test_the_story_is_whole_whenever_it_is_told(tmp_path: Path, moment: str) -> None:
    now = instant(datetime.fromisoformat(f"{moment}+08:00"))
    plant = Plant(tmp_path / "site", clock=FromThere(now))
    try:
        size = make_history(plant, OPERATIONS, 7, lambda done, aim: None)
        with plant.ledger() as view:
            last = clock.parse(view.entry(view.size - 1).envelope.recorded)
            assert view.size == size > OPERATIONS
        # Entries of one batch stand microseconds apart; a minute is far more than all of them.
        assert last - now < 60_000_000, "the story goes on in the future"
        with plant.reader() as reader:
            missing = [
                kind
                for kind, wanted in STORY.items()
                if listing(reader, kind, filters=wanted, limit=1).total == 0
            ]
        assert missing == []
    finally:
        plant.close()
    key = load_key_file(plant.key_file).verifier
    with plant.database.snapshot() as connection:
        report = verify(connection, keys=(key,), memory=plant.memory_file, folder=plant.folder)
    plant.database.close()
    assert report.findings == []
    assert report.is_whole
    assert {level for level, said in report.levels.items() if said != "whole"} == set()
