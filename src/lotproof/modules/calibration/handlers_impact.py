"""How the assessment of earlier measurements is opened, made and closed."""

from collections.abc import Iterable
from typing import TypeVar, cast

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.calibration import rules
from lotproof.modules.calibration.commands import AssessImpact, CloseImpact, OpenImpact
from lotproof.modules.calibration.events import ImpactClosed, ImpactOpened, MeasurementAssessed
from lotproof.modules.calibration.fitness import counts, last_good
from lotproof.modules.calibration.records import Calibration, Impact, ImpactLine, ImpactLot
from lotproof.modules.calibration.sources import measurements
from lotproof.modules.calibration.vocabulary import (
    IMPACT_LIFE,
    IMPACT_LINE_LIFE,
    ImpactId,
    ImpactLineId,
    ImpactLineState,
    ImpactState,
)
from lotproof.modules.calibration.whereabouts import Whereabouts, reached, whereabouts

I = TypeVar("I", bound=Id)  # noqa: E741


@handles(OpenImpact, emits=(ImpactOpened,))
def open_impact(command: OpenImpact, work: Work) -> None:
    calibration = work.get(Calibration, command.calibration_id)
    good = last_good(work, calibration.equipment_id, calibration.calibrated_at)
    since = None if good is None else good.calibrated_at
    # What was left wrong has measured wrong until now, if it was used.
    until = calibration.calibrated_at if counts(calibration) else work.now
    found = measurements(work, calibration.equipment_id, since or Instant(0), until)
    lots = {lot_id for each in found for lot_id in each.lot_ids}
    reach = reached(work, lots)
    places = [whereabouts(work, lot_id) for lot_id in reach.lot_ids]
    impact = work.add(
        Impact(
            id=work.new_id(ImpactId),
            equipment_id=calibration.equipment_id,
            calibration_id=calibration.id,
            until=until,
            opened_at=work.now,
            line_count=len(found),
            open_count=len(found),
            is_complete=reach.is_complete,
            since=since,
        )
    )
    ids = work.new_ids(ImpactLineId, len(found)) if found else range(0)
    work.add_all(
        ImpactLine(
            id=ImpactLineId(number),
            impact_id=impact.id,
            measurement=each.subject,
            measured_at=each.at,
            measured_by=each.by,
            lot_ids=_plain(each.lot_ids),
        )
        for number, each in zip(ids, found, strict=True)
    )
    work.add_all(_lot(impact.id, each, is_measured=each.lot.id in lots) for each in places)
    work.record(
        ImpactOpened(impact_id=impact.id, equipment_id=impact.equipment_id, line_count=len(found))
    )


def _plain(ids: Iterable[I]) -> list[I]:
    """Ids as a stored list has them: plain numbers, which is what the encoder takes."""
    return cast("list[I]", [int(each) for each in ids])


def _lot(impact_id: ImpactId, place: Whereabouts, *, is_measured: bool) -> ImpactLot:
    return ImpactLot(
        impact_id=impact_id,
        lot_id=place.lot.id,
        is_measured=is_measured,
        unit=place.lot.unit,
        in_stock=place.in_stock,
        shipped=place.shipped,
        work_order_ids=_plain(place.work_order_ids),
        consignee_ids=_plain(place.consignee_ids),
        is_held=place.can_be_held,
    )


@handles(AssessImpact, emits=(MeasurementAssessed,))
def assess_impact(command: AssessImpact, work: Work) -> None:
    impact = work.take(Impact, command.impact_id)
    name = ImpactId.text(impact.id)
    IMPACT_LIFE.require(name, impact.state, ImpactState.OPEN)
    if not command.line_ids:
        raise rules.NothingAssessed
    lines = {line.id: line for line in work.take_all(ImpactLine, impact_id=impact.id)}
    for line_id in sorted(set(command.line_ids)):
        line = lines.get(line_id)
        if line is None:
            raise rules.NotOfImpact(line=ImpactLineId.text(line_id), impact=name)
        if line.state is ImpactLineState.OPEN:
            line.state = IMPACT_LINE_LIFE.move(
                ImpactLineId.text(line.id), line.state, ImpactLineState.ASSESSED
            )
            impact.open_count -= 1
        line.effect, line.grounds = command.effect, command.grounds
        line.assessed_by, line.assessed_at = work.actor, work.now
        work.record(
            MeasurementAssessed(
                line_id=line.id,
                impact_id=impact.id,
                effect=command.effect,
                lot_id=line.lot_ids[0] if line.lot_ids else None,
            )
        )


@handles(CloseImpact, emits=(ImpactClosed,))
def close_impact(command: CloseImpact, work: Work) -> None:
    impact = work.take(Impact, command.impact_id)
    name = ImpactId.text(impact.id)
    state = IMPACT_LIFE.move(name, impact.state, ImpactState.CLOSED)
    if impact.open_count:
        raise rules.ImpactUnassessed(count=impact.open_count, impact=name)
    impact.state, impact.conclusion = state, command.conclusion
    impact.closed_by, impact.closed_at = work.actor, work.now
    work.record(ImpactClosed(impact_id=impact.id, equipment_id=impact.equipment_id))
