"""A demonstration that is there already goes on, on whatever day, as often as it is asked to."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from lotproof.adapters.verify import verify
from lotproof.entrypoints.clockwork import Clockwork
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import leave_work_open, make_history
from lotproof.entrypoints.demo.chamber import STERILISER
from lotproof.entrypoints.demo.readings import BY_HAND, POINTS
from lotproof.kernel.clock import instant
from lotproof.kernel.record import RECORDS
from lotproof.ledger.signer import load_key_file
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring.queries import Point, readings_between
from lotproof.modules.production.queries import OperationRun
from lotproof.modules.production.vocabulary import RunState
from tests.simulation.test_demo_moments import FromThere
from tests.support.sampling import sampled

MADE: Final = datetime.fromisoformat("2026-11-18T15:00:00+08:00")
OPERATIONS: Final = 100
"""Fewer than the plant needs before its first delivery: the shortest history there is."""
GAPS: Final = (
    (timedelta(days=1), timedelta(days=2)),
    (timedelta(0), timedelta(minutes=3)),
    (timedelta(hours=2), timedelta(days=90)),
    (timedelta(days=21), timedelta(0)),
    (timedelta(days=300), timedelta(days=8)),
    (timedelta(days=400), timedelta(days=400)),
)
"""After how long it is gone on with, twice."""
ONCE: Final = (
    "alerts.policy",
    "calendars.calendar",
    "documents.document",
    "monitoring.point",
    "monitoring.source",
    "nonconformance.report",
    "notifications.channel",
    "people.access_review",
    "people.separation",
    "registrations.certificate",
    "retention.erasure",
    "retention.hold",
    "rules.rule",
    "spc.chart",
)
"""Parts of the story that say themselves once, however often it goes on."""
ON: Final = ("warehouse.lot", "sales.shipment", "production.work_order", "calibration.calibration")
"""What there is more of each time."""


def counts(plant: Plant, kinds: list[str]) -> dict[str, int]:
    with plant.reader() as reader:
        return {kind: len(reader.find(RECORDS[kind].cls)) for kind in kinds}


def tell(folder: Path, now: datetime) -> dict[str, int]:
    """Make or go on with the demonstration as `lotproof demo` does, with what the server would
    send at that hour before and after; verify it; how much there is then."""
    plant = Plant(folder, clock=FromThere(instant(now)))
    try:
        if (folder / "log.key").exists():
            Clockwork(plant).tick()
        make_history(plant, OPERATIONS, 7, lambda done, aim: None)
        leave_work_open(plant, 7)
        Clockwork(plant).tick()
        found = counts(plant, [*ONCE, *ON])
        with plant.reader() as reader:
            running = reader.find(OperationRun, state=RunState.RUNNING)
        assert len(running) <= 1, "one machine runs several orders at once"
    finally:
        plant.close()
    key = load_key_file(plant.key_file).verifier
    with plant.database.snapshot() as connection:
        report = verify(connection, keys=(key,), memory=plant.memory_file, folder=plant.folder)
    plant.database.close()
    assert report.findings == []
    assert report.is_whole
    assert {level for level, said in report.levels.items() if said != "whole"} == set()
    return found


@pytest.mark.parametrize("gaps", sampled(GAPS, 2), ids=str)
def test_the_story_goes_on(tmp_path: Path, gaps: tuple[timedelta, timedelta]) -> None:
    folder, now = tmp_path / "site", MADE
    first = found = tell(folder, now)
    assert {kind for kind in ONCE if not first[kind]} == set()
    for gap in gaps:
        now += gap
        before, found = found, tell(folder, now)
        assert {kind: found[kind] for kind in ONCE} == {kind: first[kind] for kind in ONCE}
        assert {kind for kind in ON if found[kind] <= before[kind]} == set()


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    """Two hours later two more hours are read: each point of the hall once in twenty seconds, in
    order; the steriliser is read when it runs, each instant once."""
    start = instant(MADE)
    for hours in (0, 2):
        plant = Plant(tmp_path / "site", clock=FromThere(instant(MADE + timedelta(hours=hours))))
        make_history(plant, OPERATIONS, 7, lambda done, aim: None)
        plant.close()
    with plant.reader() as reader:
        steriliser = reader.find(Equipment, code=STERILISER)[0].id
        points = reader.find(Point)
        assert [each.code for each in points if each.equipment_id != steriliser] == [
            *(each.code for each in POINTS),
            BY_HAND.code,
        ]
        for point in points:
            if point.code == BY_HAND.code:
                continue
            ats = [each.at for each in readings_between(reader, point.id, 0, reader.now)]
            gaps = [later - earlier for earlier, later in pairwise(ats)]
            assert min(gaps) > 0, point.code
            if point.equipment_id == steriliser:
                continue
            assert min(gaps) >= 19_000_000, point.code
            assert max(gaps) < 60_000_000, point.code
            assert ats[-1] - start > 7_000_000_000, point.code
    plant.database.close()
