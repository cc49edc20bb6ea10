"""What is not fit is not used; what was measured with it all the same is kept and deviates."""

from datetime import date
from typing import Any

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import timeline
from lotproof.modules.calibration.commands_care import (
    DeclareMaintenance,
    EndQualificationRequirement,
    RecordCleaning,
    RecordMaintenance,
    RecordQualification,
    RequireQualification,
    WithdrawQualification,
)
from lotproof.modules.calibration.queries import cleanings, maintenances, standing
from lotproof.modules.calibration.vocabulary_care import (
    MaintenancePlanId,
    QualificationRequirementId,
    QualificationStage,
    QualificationStatus,
)
from lotproof.modules.equipment.commands import RetireEquipment, TakeOutOfService
from tests.modules.calibration.bench import (
    correcting,
    inspect_caps,
    measure,
    read_temperature,
)
from tests.modules.calibration.workshop import BAD, GOOD, Workshop, codes
from tests.modules.production.factory import OPERATOR, Line
from tests.modules.sales.market import Market
from tests.support.plant import Plant

IQ, OQ, PQ, RQ = QualificationStage
TODAY = date(2026, 3, 2)


def starting(line: Line) -> Any:
    return line.starting(line.ready(), equipment_id=line.press)


def require(line: Line) -> QualificationRequirementId:
    command = RequireQualification(equipment_id=line.press, notice_days=30)
    receipt = line.plant.ok(command, reason="validation master plan")
    return QualificationRequirementId.parse(receipt.value("requirement_id"))


def stage(line: Line, of: QualificationStage, **more: Any) -> RecordQualification:
    given: dict[str, Any] = {"is_passed": True, "report": "VR-7", "performed_on": TODAY}
    return RecordQualification(equipment_id=line.press, stage=of, **(given | more))


def status(line: Line) -> QualificationStatus:
    with line.plant.reader() as reader:
        return standing(reader, line.press).status


# --- qualification ------------------------------------------------------------------------------


def test_where_nothing_is_required_nothing_is_asked(sqlite_line: Line) -> None:
    sqlite_line.plant.ok(starting(sqlite_line), actor=OPERATOR)


@pytest.mark.clause("ISO 13485 §7.5.6")
def test_no_operation_on_a_machine_that_must_be_qualified_and_is_not(line: Line) -> None:
    plant, start = line.plant, starting(line)
    require(line)
    receipt = plant.refused("equipment_not_qualified", start, actor=OPERATOR)
    assert "PRESS-1" in str(receipt.message)
    for each in (IQ, OQ):
        plant.ok(stage(line, each))
        plant.refused("equipment_not_qualified", start, actor=OPERATOR)
    plant.ok(stage(line, PQ, valid_until=TODAY))
    plant.ok(start, actor=OPERATOR)
    plant.check()


def test_the_day_after_the_last_it_must_be_requalified(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    start = starting(line)
    require(line)
    for each in (IQ, OQ):
        plant.ok(stage(line, each))
    plant.ok(stage(line, PQ, valid_until=TODAY))
    plant.clock.advance(days=1)
    assert status(line) is QualificationStatus.REQUALIFICATION_DUE
    plant.refused("equipment_not_qualified", start, actor=OPERATOR)
    plant.ok(stage(line, RQ, is_passed=False))
    assert status(line) is QualificationStatus.OPERABLE
    plant.ok(stage(line, PQ))
    plant.ok(start, actor=OPERATOR)


def test_stages_follow_each_other_and_say_right_days(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    for each in (OQ, PQ, RQ):
        plant.refused("qualification_stage_out_of_order", stage(line, each))
    plant.refused("qualification_days", stage(line, IQ, valid_until=TODAY))
    plant.refused("qualification_days", stage(line, IQ, performed_on=date(2026, 3, 3)))
    plant.ok(RetireEquipment(equipment_id=line.press), reason="sold")
    plant.refused("wrong_state", stage(line, IQ))


def test_a_machine_that_was_moved_is_qualified_anew(line: Line) -> None:
    plant = line.plant
    withdraw = WithdrawQualification(equipment_id=line.press)
    plant.refused("no_qualification_to_withdraw", withdraw, reason="moved")
    for each in (IQ, OQ, PQ):
        plant.ok(stage(line, each))
    assert status(line) is QualificationStatus.QUALIFIED
    plant.ok(withdraw, reason="moved to hall 2")
    assert status(line) is QualificationStatus.NOT_QUALIFIED
    plant.refused("qualification_stage_out_of_order", stage(line, PQ))
    plant.check()


def test_the_requirement_is_ended_by_somebody_else(line: Line) -> None:
    plant, start = line.plant, starting(line)
    requirement_id = require(line)
    again = RequireQualification(equipment_id=line.press, notice_days=30)
    plant.refused("qualification_required_already", again, reason="again")
    end = EndQualificationRequirement(requirement_id=requirement_id)
    plant.refused("care_ended_by_declarer", end, reason="no special process")
    plant.ok(end, actor="usr_2", reason="no special process")
    plant.refused("wrong_state", end, actor="usr_2", reason="again")
    plant.ok(start, actor=OPERATOR)
    plant.check()


# --- calibration of machines and instruments ----------------------------------------------------


@pytest.mark.clause("ISO 13485 §7.6")
def test_no_operation_on_a_machine_out_of_calibration(line: Line) -> None:
    plant, workshop, start = line.plant, Workshop(line.plant), starting(line)
    workshop.planned(equipment_id=line.press)
    plant.refused("equipment_not_calibrated", start, actor=OPERATOR)
    workshop.calibrate(GOOD, BAD, equipment_id=line.press)
    plant.refused("equipment_out_of_tolerance", start, actor=OPERATOR)
    plant.clock.advance(seconds=60)
    workshop.calibrate(BAD, GOOD, equipment_id=line.press)
    plant.ok(start, actor=OPERATOR)
    plant.clock.advance(days=185)
    plant.refused("calibration_overdue", starting(line), actor=OPERATOR)
    plant.check()


@pytest.mark.clause("21 CFR 11.10(h)")
def test_a_result_of_an_instrument_out_of_calibration_is_kept_and_deviates(plant: Plant) -> None:
    market, workshop = Market(plant), Workshop(plant)
    inspect_caps(market)
    workshop.planned()
    assert codes(measure(market, market.lot(), workshop.caliper)) == ["equipment_not_calibrated"]
    workshop.calibrate()
    plant.clock.advance(seconds=60)
    assert codes(measure(market, market.lot("L-2"), workshop.caliper)) == []
    plant.clock.advance(days=200)
    assert codes(measure(market, market.lot("L-3"), workshop.caliper)) == ["calibration_overdue"]
    plant.check()


def test_what_counts_is_the_day_of_measuring_not_that_of_entering(sqlite_plant: Plant) -> None:
    market, workshop = Market(sqlite_plant), Workshop(sqlite_plant)
    inspect_caps(market)
    workshop.planned()
    workshop.calibrate()
    sqlite_plant.clock.advance(days=200)
    entered_late = measure(
        market, market.lot(), workshop.caliper, occurred="2026-05-01T08:00:00+08:00"
    )
    assert codes(entered_late) == []
    before_the_plan = measure(
        market, market.lot("L-2"), workshop.caliper, occurred="2026-03-01T08:00:00+08:00"
    )
    assert codes(before_the_plan) == []


def test_a_correction_does_not_move_a_result_to_an_unfit_instrument(sqlite_plant: Plant) -> None:
    market, workshop = Market(sqlite_plant), Workshop(sqlite_plant)
    inspect_caps(market)
    workshop.planned()
    other = workshop.equipment("CAL-2")
    result = measure(market, market.lot(), other)
    moved = correcting(result, workshop.caliper)
    sqlite_plant.refused("equipment_not_calibrated", moved, reason="other gauge")
    sqlite_plant.ok(correcting(result, other), reason="misread")


def test_a_reading_of_an_instrument_out_of_calibration_is_kept_and_deviates(line: Line) -> None:
    workshop, order = Workshop(line.plant), line.ready()
    line.start(order)
    workshop.planned()
    assert codes(read_temperature(line, order, workshop.caliper)) == ["equipment_not_calibrated"]
    assert line.order(order).deviations == 1
    assert codes(read_temperature(line, order, line.press)) == []
    line.plant.check()


# --- maintenance and cleaning -------------------------------------------------------------------


def declare(line: Line, **more: Any) -> MaintenancePlanId:
    given: dict[str, Any] = {
        "title": "Grease the spindle",
        "tasks": "Clean, grease, run dry for five minutes",
        "notice_days": 3,
        "is_hard_stop": True,
    }
    command = DeclareMaintenance(equipment_id=line.press, **(given | more))
    return MaintenancePlanId.parse(line.plant.ok(command).value("plan_id"))


def maintain(line: Line, plan_id: MaintenancePlanId | None, *, is_done: bool = True) -> Any:
    return RecordMaintenance(equipment_id=line.press, plan_id=plan_id, is_done=is_done)


@pytest.mark.clause("ISO 13485 §6.3")
def test_overdue_maintenance_stops_the_machine_until_it_is_done(line: Line) -> None:
    plant, start = line.plant, starting(line)
    plan_id = declare(line, interval_days=30)
    plant.clock.advance(days=30)
    plant.ok(start, actor=OPERATOR)
    plant.clock.advance(days=1)
    late = starting(line)
    plant.refused("maintenance_overdue", late, actor=OPERATOR)
    plant.ok(maintain(line, None), actor=OPERATOR)
    plant.ok(maintain(line, plan_id, is_done=False), actor=OPERATOR)
    plant.refused("maintenance_overdue", late, actor=OPERATOR)
    plant.ok(maintain(line, plan_id), actor=OPERATOR)
    plant.ok(late, actor=OPERATOR)
    with plant.reader() as reader:
        done = [(each.plan_id, each.is_done) for each in maintenances(reader, line.press)]
    assert done == [(None, True), (plan_id, False), (plan_id, True)]
    plant.check()


@pytest.mark.clause("ISO 13485 §6.3")
def test_so_many_runs_are_followed_by_maintenance(line: Line) -> None:
    plant = line.plant
    plan_id = declare(line, interval_runs=2)
    for _ in range(2):
        plant.ok(starting(line), actor=OPERATOR)
    third = starting(line)
    receipt = plant.refused("maintenance_overdue", third, actor=OPERATOR)
    assert "after 2 runs" in str(receipt.message)
    plant.ok(maintain(line, plan_id), actor=OPERATOR)
    plant.ok(third, actor=OPERATOR)
    plant.check()


def test_without_hard_stop_overdue_maintenance_only_warns(sqlite_line: Line) -> None:
    declare(sqlite_line, interval_days=1, is_hard_stop=False)
    sqlite_line.plant.clock.advance(days=10)
    sqlite_line.plant.ok(starting(sqlite_line), actor=OPERATOR)


def test_the_agent_and_the_outcome_of_a_cleaning_are_kept(line: Line) -> None:
    plant = line.plant
    given: dict[str, Any] = {"agent": "IPA 70 %", "procedure": "SOP-CL-3"}
    plant.ok(RecordCleaning(equipment_id=line.press, is_clean=False, **given), actor=OPERATOR)
    plant.ok(RecordCleaning(equipment_id=line.press, is_clean=True, **given), actor=OPERATOR)
    with plant.reader() as reader:
        found = [(e.cleaned_by, e.agent, e.is_clean) for e in cleanings(reader, line.press)]
    assert found == [(OPERATOR, "IPA 70 %", False), (OPERATOR, "IPA 70 %", True)]
    plant.check()


@pytest.mark.clause("ISO 13485 §6.3")
def test_the_log_of_a_machine_is_its_story_in_order_of_time(line: Line) -> None:
    plant, workshop = line.plant, Workshop(line.plant)
    workshop.planned(equipment_id=line.press)
    workshop.calibrate(equipment_id=line.press)
    plan_id = declare(line, interval_days=30)
    plant.ok(starting(line), actor=OPERATOR)
    cleaned = RecordCleaning(
        equipment_id=line.press, agent="IPA 70 %", procedure="SOP-CL-3", is_clean=True
    )
    plant.ok(cleaned, actor=OPERATOR)
    plant.ok(maintain(line, plan_id), actor=OPERATOR)
    plant.ok(TakeOutOfService(equipment_id=line.press), reason="noise")
    with plant.reader() as reader:
        told = timeline(LedgerView(reader.connection), "eqp", int(line.press))
    kinds = [each["kind"].partition("/")[0] for each in reversed(told)]
    assert kinds[-6:] == [
        "calibration.record_calibration",
        "calibration.declare_maintenance",
        "production.start_operation",
        "calibration.record_cleaning",
        "calibration.record_maintenance",
        "equipment.take_out_of_service",
    ]
