"""What the program says by itself: that calibration, maintenance or requalification is overdue."""

from collections.abc import Iterator

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.calibration.commands import AnnounceCalibration
from lotproof.modules.calibration.commands_care import AnnounceMaintenance, AnnounceQualification
from lotproof.modules.calibration.figures import calibrations_overdue, maintenance_overdue
from lotproof.modules.calibration.queries import (
    CalibrationStanding,
    MaintenancePlan,
    QualificationRequirement,
    standing,
)
from lotproof.modules.calibration.vocabulary import CalibrationPlanId
from lotproof.modules.calibration.vocabulary_care import (
    MaintenancePlanId,
    PlanState,
    QualificationRequirementId,
    QualificationStatus,
)

_ALL = 1_000_000


@due("calibration.calibration_overdue")
def overdue_calibrations(reader: Reader) -> Iterator[Command]:
    """Instruments past their calibration of which it was not said yet."""
    for number in calibrations_overdue(reader, _ALL):
        if not reader.get(CalibrationStanding, number).is_announced:
            yield AnnounceCalibration(plan_id=CalibrationPlanId(number))


@due("calibration.maintenance_overdue")
def overdue_maintenance(reader: Reader) -> Iterator[Command]:
    """Maintenance past its day or its runs, of which it was not said yet."""
    for number in maintenance_overdue(reader, _ALL):
        if not reader.get(MaintenancePlan, number).is_announced:
            yield AnnounceMaintenance(plan_id=MaintenancePlanId(number))


@due("calibration.requalification_due")
def lapsed_qualifications(reader: Reader) -> Iterator[Command]:
    """Machines that must be requalified, of which it was not said yet."""
    for each in reader.find(QualificationRequirement, state=PlanState.ACTIVE, is_announced=False):
        status = standing(reader, each.equipment_id).status
        if status is QualificationStatus.REQUALIFICATION_DUE:
            yield AnnounceQualification(requirement_id=QualificationRequirementId(each.id))
