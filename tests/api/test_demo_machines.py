"""The simulated machines of a served demonstration drift, break, and what they do has effects."""

import pytest

from lotproof.entrypoints.demo.machines import Machines, drift
from lotproof.entrypoints.demo.readings import POINTS
from lotproof.kernel.clock import Instant
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring.queries import Excursion, open_withdrawals
from lotproof.modules.monitoring.vocabulary_readings import ExcursionState
from tests.api.door import Door, LivingDoor

SECOND = 1_000_000


def open_excursions(door: Door) -> list[Excursion]:
    with door.plant.reader() as reader:
        return reader.find(Excursion, state=ExcursionState.OPEN)


@pytest.mark.parametrize("each", POINTS, ids=lambda each: each.code)
def test_a_point_is_mostly_inside_its_limits(each: object) -> None:
    point = next(known for known in POINTS if known is each)
    far = [abs(drift(point, second)) for second in range(0, 7_200, 5)]
    outside = sum(distance > point.action for distance in far)
    assert outside < len(far) / 4
    assert (outside > 0) == (point.code == "SEAL-02.T")


def test_a_break_is_followed_by_an_excursion_and_asks_for_one_decision(
    living_door: LivingDoor,
) -> None:
    """The sealer overheats from the 60th to the 150th second of every 480."""
    door = living_door
    now = door.plant.clock.now()
    with door.plant.reader() as reader:
        sealer = next(e for e in reader.find(Equipment) if e.code == "SEAL-02")
        before = [each.id for each in open_withdrawals(reader, sealer.id)]
    assert len(before) == 1, "it broke in the hours before, and nobody has decided yet"
    told = Machines(door.plant, began=Instant(now - 100 * SECOND)).tick()
    assert told is not None
    assert told.outcome == "done"
    assert {each.equipment_id for each in open_excursions(door)} >= {sealer.id}
    with door.plant.reader() as reader:
        assert [each.id for each in open_withdrawals(reader, sealer.id)] == before
    Machines(door.plant, began=Instant(now - 200 * SECOND)).tick()
    assert sealer.id not in {each.equipment_id for each in open_excursions(door)}
