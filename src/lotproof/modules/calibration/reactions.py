"""Where equipment that is not fit is refused, and what follows when one was found wrong."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.calibration import rules_care
from lotproof.modules.calibration.commands import OpenImpact
from lotproof.modules.calibration.events import CalibrationRecorded, ImpactOpened
from lotproof.modules.calibration.fitness import in_doubt, unfit
from lotproof.modules.calibration.queries import (
    Calibration,
    impact_lots,
    is_maintenance_overdue,
    maintenance_plans,
    qualification_required,
    standing,
)
from lotproof.modules.calibration.vocabulary import ImpactId, ToleranceVerdict
from lotproof.modules.calibration.vocabulary_care import QualificationStatus
from lotproof.modules.equipment.gates import MAY_MEASURE, MeasureAsked
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.sterilisation.gates import MAY_RUN, CycleAsked
from lotproof.modules.warehouse.commands import PlaceHold

_CAUSE = t("{equipment} was found out of tolerance: {impact}", "{equipment} 校准超差：{impact}")


@MAY_START.join
def machine_qualified(asked: StartAsked, reader: Reader) -> Refused | None:
    """No operation on a machine that must be qualified and is not."""
    return None if asked.equipment_id is None else _unqualified(reader, asked.equipment_id)


@MAY_START.join
def machine_in_calibration(asked: StartAsked, reader: Reader) -> Refused | None:
    """No operation on a machine whose own instruments are not in calibration."""
    if asked.equipment_id is None:
        return None
    return unfit(reader, asked.equipment_id, reader.now)


@MAY_START.join
def machine_maintained(asked: StartAsked, reader: Reader) -> Refused | None:
    """No operation on a machine whose maintenance is overdue, where its plan stops it."""
    return None if asked.equipment_id is None else _unmaintained(reader, asked.equipment_id)


@MAY_RUN.join
def steriliser_is_fit(asked: CycleAsked, reader: Reader) -> Refused | None:
    """No cycle on a steriliser that is not qualified, calibrated and maintained as it must be."""
    return (
        _unqualified(reader, asked.equipment_id)
        or unfit(reader, asked.equipment_id, reader.now)
        or _unmaintained(reader, asked.equipment_id)
    )


@MAY_MEASURE.join
def instrument_in_calibration(asked: MeasureAsked, reader: Reader) -> Refused | None:
    """No measurement with an instrument that was not in calibration, or that is in doubt."""
    return unfit(reader, asked.equipment_id, asked.at) or in_doubt(
        reader, asked.equipment_id, asked.at
    )


@reacts(CalibrationRecorded, issues=(OpenImpact,))
def assess_earlier_measurements(event: CalibrationRecorded, on: Issuing) -> None:
    """What was not shown to be right as found puts in doubt what it measured before."""
    is_planned = on.reader.get(Calibration, event.calibration_id).plan_id is not None
    if is_planned and event.found is not ToleranceVerdict.IN_TOLERANCE:
        on.issue(OpenImpact(calibration_id=event.calibration_id))


@reacts(ImpactOpened, issues=(PlaceHold,))
def hold_lots(event: ImpactOpened, on: Issuing) -> None:
    """Lots still in the house wait for the assessment."""
    equipment = on.reader.get(Equipment, event.equipment_id).code
    said = _CAUSE.fill(equipment=equipment, impact=ImpactId.text(event.impact_id))
    cause = f"{said.en} / {said.zh}"
    for each in impact_lots(on.reader, event.impact_id):
        if each.is_held:
            on.issue(PlaceHold(lot_id=each.lot_id, cause=cause))


def _unqualified(reader: Reader, equipment_id: EquipmentId) -> Refused | None:
    if qualification_required(reader, equipment_id) is None:
        return None
    found = standing(reader, equipment_id)
    if found.status is QualificationStatus.QUALIFIED:
        return None
    equipment = reader.get(Equipment, equipment_id).code
    return rules_care.EquipmentNotQualified(equipment=equipment, status=found.status.label)


def _unmaintained(reader: Reader, equipment_id: EquipmentId) -> Refused | None:
    for plan in maintenance_plans(reader, equipment_id):
        if plan.is_hard_stop and is_maintenance_overdue(reader, plan):
            return rules_care.MaintenanceOverdueStop(
                title=plan.title,
                equipment=reader.get(Equipment, equipment_id).code,
                due=_runs(plan.interval_runs) if plan.due_on is None else plan.due_on.isoformat(),
            )
    return None


def _runs(count: int | None) -> Text:
    return t("after {count} runs", "满 {count} 次作业").fill(count=count)
