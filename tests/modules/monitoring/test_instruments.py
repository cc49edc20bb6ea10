"""Readings of an instrument that is not in order count as deviations, and are assessed later."""

import pytest

from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.commands import RegisterPoint
from lotproof.modules.production.vocabulary import OperationRunId
from tests.modules.calibration.workshop import BAD, Workshop
from tests.modules.monitoring.hall import Hall

pytestmark = pytest.mark.clause("ISO 13485 §7.6")


def probed(hall: Hall) -> Workshop:
    """The workshop's caliper stands for a probe in the press, and is in calibration."""
    workshop = Workshop(hall.plant)
    workshop.planned()
    workshop.calibrate()
    given = RegisterPoint(
        code="PRESS-1.P",
        name="Probe",
        unit="mm",
        source_id=hall.source,
        tag="probe",
        equipment_id=hall.line.press,
        instrument_id=workshop.caliper,
    )
    hall.plant.ok(given)
    hall.start = hall.plant.clock.now()
    return workshop


def test_readings_of_an_instrument_that_is_overdue_are_kept_and_marked(hall: Hall) -> None:
    probed(hall)
    assert not hall.send(hall.reading(1, "100", tag="probe")).deviations
    hall.plant.clock.advance(days=200)
    hall.start = hall.plant.clock.now()
    told = hall.send(hall.reading(1, "100", tag="probe"))
    assert len(told.deviations) == 1
    assert hall.batches()[-1].deviations == [told.deviations[0]["code"]]
    assert hall.batches()[-1].readings == 1
    hall.plant.check()


def test_work_that_was_watched_by_a_wrong_instrument_is_listed_and_its_lot_held(
    hall: Hall,
) -> None:
    workshop, line = probed(hall), hall.line
    order = line.ready()
    run = line.start(order, equipment_id=line.press)
    hall.start = hall.plant.clock.now()
    hall.send(hall.reading(1, "100", tag="probe"))
    hall.plant.clock.advance(days=1)
    workshop.calibrate(found=BAD)
    [impact] = workshop.impacts()
    assert [each.measurement for each in workshop.lines(impact.id)] == [OperationRunId.text(run)]
    assert hall.holds(line.output(order))
    hall.plant.check()


def test_what_was_not_read_with_it_is_not_listed(sqlite_hall: Hall) -> None:
    workshop, line = probed(sqlite_hall), sqlite_hall.line
    line.start(line.ready(), equipment_id=line.press)
    sqlite_hall.send((1, "180"))
    sqlite_hall.plant.clock.advance(days=1)
    workshop.calibrate(found=BAD)
    [impact] = workshop.impacts()
    assert workshop.lines(impact.id) == []


def test_an_instrument_is_one_that_there_is(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    with pytest.raises(AssertionError, match="not_found"):
        hall.add_point("X", "X", equipment_id=hall.line.press, instrument_id=EquipmentId(999))
