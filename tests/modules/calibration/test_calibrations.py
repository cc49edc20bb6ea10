"""Calibrations are judged by the plan, hold until a day, and count only against a good standard."""

from datetime import date, timedelta
from typing import Any

import pytest

from lotproof.modules.calibration.commands import (
    ApproveCalibrationPlan,
    WithdrawCalibrationPlan,
)
from lotproof.modules.calibration.fitness import unfit
from lotproof.modules.calibration.vocabulary import (
    CalibrationPlanId,
    CalibrationPlanState,
    IntervalUnit,
    ToleranceVerdict,
)
from lotproof.modules.equipment.commands import RetireEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from tests.modules.calibration.workshop import (
    APPROVER,
    BAD,
    GOOD,
    METROLOGIST,
    Workshop,
    codes,
    point,
    read,
)

IN, OUT, UNJUDGED = ToleranceVerdict
FIRST_DUE = date(2026, 9, 2)


def why_unfit(workshop: Workshop, equipment_id: EquipmentId | None = None) -> str | None:
    with workshop.plant.reader() as reader:
        no = unfit(reader, equipment_id or workshop.caliper, reader.now)
    return None if no is None else no.code


# --- plans --------------------------------------------------------------------------------------


def test_a_plan_is_approved_by_somebody_else_and_takes_the_place_of_the_one_before(
    workshop: Workshop,
) -> None:
    plant = workshop.plant
    first = workshop.drafted()
    approve = ApproveCalibrationPlan(plan_id=first)
    plant.refused("own_calibration_plan", approve, actor=METROLOGIST)
    plant.ok(approve, actor=APPROVER)
    plant.refused("wrong_state", approve, actor=APPROVER)
    second = workshop.planned()
    assert workshop.plan().id == second
    withdraw = WithdrawCalibrationPlan(plan_id=second)
    plant.refused("reason_missing", withdraw)
    plant.ok(withdraw, reason="taken out of measuring")
    plant.refused("wrong_state", withdraw, reason="again")
    plant.refused("not_found", ApproveCalibrationPlan(plan_id=CalibrationPlanId(99)))
    plant.check()


def test_a_plan_has_points_each_once_and_equipment_in_use(sqlite_workshop: Workshop) -> None:
    workshop, plant = sqlite_workshop, sqlite_workshop.plant
    plant.refused("calibration_plan_without_points", workshop.drafting(points=[]))
    twice = workshop.drafting(point("P", "1"), point("P", "2"))
    plant.refused("repeated_calibration_point", twice)
    plant.ok(RetireEquipment(equipment_id=workshop.caliper), reason="worn")
    plant.refused("wrong_state", workshop.drafting())


def test_without_a_plan_nothing_is_asked(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    assert why_unfit(workshop) is None
    plan_id = workshop.planned()
    assert why_unfit(workshop) == "equipment_not_calibrated"
    withdraw = WithdrawCalibrationPlan(plan_id=plan_id)
    workshop.plant.ok(withdraw, reason="indicator only")
    assert why_unfit(workshop) is None


# --- calibrations -------------------------------------------------------------------------------


@pytest.mark.clause("ISO 13485 §7.6")
def test_a_good_calibration_holds_until_its_last_day(workshop: Workshop) -> None:
    workshop.planned()
    assert codes(workshop.calibrate()) == []
    standing, [calibration] = workshop.standing(), workshop.calibrations()
    assert (calibration.found, calibration.left, calibration.is_traceable) == (IN, IN, True)
    assert (standing.calibration_id, standing.left, standing.due_on) == (
        calibration.id,
        IN,
        FIRST_DUE,
    )
    workshop.plant.clock.advance(days=(FIRST_DUE - date(2026, 3, 2)).days)
    assert why_unfit(workshop) is None
    workshop.plant.clock.advance(days=1)
    assert why_unfit(workshop) == "calibration_overdue"
    workshop.calibrate()
    assert why_unfit(workshop) is None
    assert workshop.impacts() == []
    workshop.plant.check()


def test_an_instrument_left_out_of_tolerance_is_not_used_until_it_is_good(
    workshop: Workshop,
) -> None:
    workshop.planned()
    workshop.calibrate(GOOD, BAD)
    assert why_unfit(workshop) == "equipment_out_of_tolerance"
    assert (workshop.standing().left, workshop.standing().due_on) == (OUT, None)
    workshop.plant.clock.advance(seconds=60)
    workshop.calibrate(BAD, GOOD, is_adjusted=True)
    assert why_unfit(workshop) is None
    workshop.plant.check()


def test_a_point_that_could_not_be_read_leaves_it_unjudged(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    workshop.planned()
    assert codes(workshop.calibrate(GOOD, None)) == []
    assert workshop.standing().left is UNJUDGED
    assert why_unfit(workshop) == "equipment_out_of_tolerance"


def test_points_that_are_not_the_plans_are_kept_and_deviate(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    workshop.planned(point("P50", "50"), point("P100", "100"))
    other = workshop.calibrating(read("P100", GOOD, GOOD), read("P7", "7", "7"))
    assert codes(workshop.plant.ok(other)) == ["calibration_points_differ"]
    assert workshop.standing().left is UNJUDGED
    grams = workshop.calibrating(read("P100", GOOD, GOOD), read("P50", "50", "50", "g"))
    assert codes(workshop.plant.ok(grams)) == ["calibration_points_differ"]
    twice = workshop.calibrating(read("P50", "50", "50"), read("P50", "50", "50"))
    workshop.plant.refused("repeated_calibration_point", twice)


def test_without_a_plan_a_calibration_is_kept_and_judges_nothing(
    sqlite_workshop: Workshop,
) -> None:
    workshop = sqlite_workshop
    assert codes(workshop.calibrate(BAD, BAD)) == ["no_calibration_plan"]
    [calibration] = workshop.calibrations()
    assert (calibration.found, calibration.left) == (UNJUDGED, UNJUDGED)
    assert (workshop.impacts(), why_unfit(workshop)) == ([], None)


def test_one_entered_late_does_not_take_the_place_of_a_newer_one(
    sqlite_workshop: Workshop,
) -> None:
    workshop = sqlite_workshop
    workshop.planned()
    workshop.plant.clock.advance(days=10)
    workshop.calibrate()
    newest = workshop.plan()
    workshop.calibrate(GOOD, BAD, at="2026-03-05T08:00:00+08:00")
    assert workshop.plan() == newest
    assert why_unfit(workshop) is None


def test_a_new_plan_judges_the_last_values_anew(workshop: Workshop) -> None:
    workshop.planned()
    workshop.calibrate(GOOD, GOOD)
    workshop.planned(interval=10, interval_unit=IntervalUnit.DAYS)
    assert (workshop.standing().left, workshop.standing().due_on) == (IN, date(2026, 3, 12))
    workshop.planned(point("P100", "100", "0.005"))
    assert (workshop.standing().left, workshop.standing().due_on) == (OUT, None)
    workshop.planned(point("P100", "100"), point("P50", "50"))
    assert workshop.standing().left is UNJUDGED
    assert why_unfit(workshop) == "equipment_out_of_tolerance"
    workshop.plant.check()


# --- reference standards ------------------------------------------------------------------------


@pytest.mark.clause("ISO 13485 §7.6")
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"standard_due_on": date(2026, 3, 1)}, "calibration_standard_expired"),
        ({"standard_due_on": None}, "calibration_standard_not_named"),
        ({"standard_certificate": None}, "calibration_standard_not_named"),
    ],
)
def test_a_calibration_without_a_valid_standard_does_not_count(
    sqlite_workshop: Workshop, given: dict[str, Any], code: str
) -> None:
    workshop = sqlite_workshop
    workshop.planned()
    assert codes(workshop.calibrate(**given)) == [code]
    assert why_unfit(workshop) == "equipment_not_calibrated"
    assert not workshop.calibrations()[0].is_traceable


def test_a_standard_of_the_house_is_in_calibration_itself(workshop: Workshop) -> None:
    blocks = workshop.equipment("BLOCKS")
    workshop.planned()
    assert codes(workshop.calibrate(standard_id=blocks)) == ["calibration_standard_not_named"]
    assert codes(workshop.calibrate(standard_id=workshop.caliper)) == [
        "calibration_standard_not_named"
    ]
    workshop.planned(equipment_id=blocks)
    assert codes(workshop.calibrate(standard_id=blocks)) == ["calibration_standard_expired"]
    workshop.calibrate(equipment_id=blocks)
    workshop.plant.clock.advance(seconds=60)
    assert codes(workshop.calibrate(standard_id=blocks)) == []
    assert why_unfit(workshop) is None
    workshop.plant.check()


def test_a_bad_standard_never_makes_a_bad_instrument_good(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    workshop.planned()
    workshop.calibrate(GOOD, BAD)
    workshop.plant.clock.advance(seconds=60)
    workshop.calibrate(standard_due_on=date(2026, 3, 2) - timedelta(days=1))
    assert why_unfit(workshop) == "equipment_out_of_tolerance"


def test_the_last_valid_day_of_a_standard_is_a_valid_day(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    plan_id = workshop.planned()
    assert codes(workshop.calibrate(standard_due_on=date(2026, 3, 2))) == []
    assert workshop.plan().id == plan_id
    assert workshop.plan().state is CalibrationPlanState.EFFECTIVE
