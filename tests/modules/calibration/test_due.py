"""What is due is counted before, and said once by the program when it is late."""

from typing import Any

import pytest

from lotproof.kernel.due import DUE
from lotproof.kernel.figures import FIGURES
from lotproof.kernel.registry import Command
from lotproof.modules.calibration.commands import AnnounceCalibration
from lotproof.modules.calibration.commands_care import (
    AnnounceMaintenance,
    AnnounceQualification,
    DeclareMaintenance,
    EndMaintenance,
    RecordMaintenance,
    RecordQualification,
    RequireQualification,
)
from lotproof.modules.calibration.vocabulary import IntervalUnit
from lotproof.modules.calibration.vocabulary_care import (
    MaintenancePlanId,
    QualificationRequirementId,
    QualificationStage,
)
from lotproof.modules.people.authority import CLOCK
from tests.modules.calibration.test_gates import IQ, OQ, PQ, TODAY
from tests.modules.calibration.workshop import BAD, GOOD, Workshop
from tests.modules.production.factory import OPERATOR, Line
from tests.support.plant import Plant


def due_now(plant: Plant, name: str) -> list[Command]:
    with plant.reader() as reader:
        return list(DUE[f"calibration.{name}"](reader))


def announce(plant: Plant, name: str) -> list[Command]:
    """What the program sends now."""
    found = due_now(plant, name)
    for command in found:
        plant.ok(command, actor=CLOCK)
    return found


def counted(plant: Plant, name: str) -> int:
    figure = FIGURES[f"calibration.{name}"]
    assert figure.find is not None
    with plant.reader() as reader:
        return len(figure.find(reader, 500))


def test_a_calibration_is_soon_due_then_late_and_that_is_said_once(workshop: Workshop) -> None:
    plant = workshop.plant
    plan_id = workshop.planned(interval=20, interval_unit=IntervalUnit.DAYS, notice_days=5)
    assert (counted(plant, "instruments_unfit"), counted(plant, "calibrations_soon")) == (1, 0)
    workshop.calibrate()
    assert counted(plant, "instruments_unfit") == 0
    plant.clock.advance(days=14)
    assert counted(plant, "calibrations_soon") == 0
    plant.clock.advance(days=1)
    assert counted(plant, "calibrations_soon") == 1
    plant.clock.advance(days=5)
    assert (counted(plant, "calibrations_soon"), counted(plant, "calibrations_overdue")) == (1, 0)
    assert due_now(plant, "calibration_overdue") == []
    plant.refused("not_overdue", AnnounceCalibration(plan_id=plan_id), actor=CLOCK)
    plant.clock.advance(days=1)
    assert (counted(plant, "calibrations_soon"), counted(plant, "calibrations_overdue")) == (0, 1)
    said = announce(plant, "calibration_overdue")
    assert said == [AnnounceCalibration(plan_id=plan_id)]
    assert due_now(plant, "calibration_overdue") == []
    plant.refused("not_overdue", said[0], actor=CLOCK)
    workshop.calibrate()
    assert not workshop.standing().is_announced
    assert counted(plant, "calibrations_overdue") == 0
    plant.clock.advance(days=21)
    assert announce(plant, "calibration_overdue") == said
    plant.check()


def test_what_was_left_wrong_is_not_late_but_unfit(sqlite_workshop: Workshop) -> None:
    workshop = sqlite_workshop
    workshop.planned()
    workshop.calibrate(GOOD, BAD)
    workshop.plant.clock.advance(days=400)
    assert counted(workshop.plant, "instruments_unfit") == 1
    assert counted(workshop.plant, "calibrations_overdue") == 0


def declaring(line: Line, **more: Any) -> DeclareMaintenance:
    given: dict[str, Any] = {
        "equipment_id": line.press,
        "title": "Grease",
        "tasks": "Grease the spindle",
        "notice_days": 3,
        "is_hard_stop": False,
    }
    return DeclareMaintenance(**(given | more))


@pytest.mark.clause("ISO 13485 §6.3")
def test_maintenance_is_soon_due_then_late_and_that_is_said_once(line: Line) -> None:
    plant = line.plant
    plan_id = MaintenancePlanId.parse(plant.ok(declaring(line, interval_days=10)).value("plan_id"))
    plant.clock.advance(days=6)
    assert counted(plant, "maintenance_soon") == 0
    plant.clock.advance(days=1)
    assert (counted(plant, "maintenance_soon"), counted(plant, "maintenance_overdue")) == (1, 0)
    plant.refused("not_overdue", AnnounceMaintenance(plan_id=plan_id), actor=CLOCK)
    plant.clock.advance(days=4)
    assert (counted(plant, "maintenance_soon"), counted(plant, "maintenance_overdue")) == (0, 1)
    assert len(announce(plant, "maintenance_overdue")) == 1
    assert due_now(plant, "maintenance_overdue") == []
    done = RecordMaintenance(equipment_id=line.press, plan_id=plan_id, is_done=True)
    plant.ok(done)
    assert counted(plant, "maintenance_overdue") == 0
    plant.ok(done, occurred="2026-03-03T08:00:00+08:00")
    assert counted(plant, "maintenance_overdue") == 0
    plant.check()


def test_maintenance_by_runs_is_late_when_they_are_made(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    plan = declaring(line, interval_runs=1, interval_days=9)
    plan_id = MaintenancePlanId.parse(plant.ok(plan).value("plan_id"))
    plant.clock.advance(days=8)
    assert (counted(plant, "maintenance_soon"), counted(plant, "maintenance_overdue")) == (1, 0)
    plant.ok(line.starting(line.ready(), equipment_id=line.press), actor=OPERATOR)
    assert (counted(plant, "maintenance_soon"), counted(plant, "maintenance_overdue")) == (0, 1)
    assert announce(plant, "maintenance_overdue") == [AnnounceMaintenance(plan_id=plan_id)]


def test_a_plan_has_an_interval_is_of_its_machine_and_is_ended_by_somebody_else(
    sqlite_line: Line,
) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    plant.refused("maintenance_without_interval", declaring(line))
    plan_id = MaintenancePlanId.parse(plant.ok(declaring(line, interval_days=1)).value("plan_id"))
    other = Workshop(plant).caliper
    foreign = RecordMaintenance(equipment_id=other, plan_id=plan_id, is_done=True)
    plant.refused("maintenance_of_other_equipment", foreign)
    end = EndMaintenance(plan_id=plan_id)
    plant.refused("care_ended_by_declarer", end, reason="sealed bearing")
    plant.ok(end, actor="usr_2", reason="sealed bearing")
    plant.clock.advance(days=9)
    assert counted(plant, "maintenance_overdue") == 0
    late = RecordMaintenance(equipment_id=line.press, plan_id=plan_id, is_done=True)
    assert [d["code"] for d in plant.ok(late).deviations] == ["maintenance_plan_ended"]


def qualify(line: Line, stage: QualificationStage, **more: Any) -> RecordQualification:
    return RecordQualification(
        equipment_id=line.press,
        stage=stage,
        is_passed=True,
        report="VR-7",
        performed_on=TODAY,
        **more,
    )


def test_a_qualification_is_missing_then_soon_due_then_lapsed(line: Line) -> None:
    plant = line.plant
    required = RequireQualification(equipment_id=line.press, notice_days=10)
    requirement_id = QualificationRequirementId.parse(
        plant.ok(required, reason="VMP").value("requirement_id")
    )
    assert counted(plant, "qualifications_missing") == 1
    for stage in (IQ, OQ):
        plant.ok(qualify(line, stage))
    plant.ok(qualify(line, PQ, valid_until=TODAY.replace(day=20)))
    now = (counted(plant, "qualifications_missing"), counted(plant, "qualifications_soon"))
    assert now == (0, 0)
    plant.clock.advance(days=8)
    assert counted(plant, "qualifications_soon") == 1
    again = AnnounceQualification(requirement_id=requirement_id)
    plant.refused("not_overdue", again, actor=CLOCK)
    plant.clock.advance(days=11)
    now = (counted(plant, "qualifications_missing"), counted(plant, "qualifications_soon"))
    assert now == (1, 0)
    assert announce(plant, "requalification_due") == [again]
    assert due_now(plant, "requalification_due") == []
    plant.check()
