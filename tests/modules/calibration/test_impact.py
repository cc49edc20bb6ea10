"""An instrument found wrong opens the list of all that it measured since it was last right."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from lotproof.kernel.clock import Instant
from lotproof.kernel.reader import Reader
from lotproof.modules.calibration import sources
from lotproof.modules.calibration.commands import AssessImpact, CloseImpact, OpenImpact
from lotproof.modules.calibration.queries import Impact
from lotproof.modules.calibration.sources import Measurement, measured
from lotproof.modules.calibration.vocabulary import (
    CalibrationId,
    Effect,
    ImpactId,
    ImpactLineId,
    ImpactState,
)
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.inspection.queries import open_inspections
from lotproof.modules.warehouse.queries import Hold, active_holds
from tests.modules.calibration.bench import (
    inspect_caps,
    measure,
    measure_again,
    read_temperature,
    ship,
)
from tests.modules.calibration.workshop import BAD, GOOD, Workshop, codes
from tests.modules.production.factory import Line
from tests.modules.sales.market import Market
from tests.support.plant import Plant


def in_use(plant: Plant) -> Workshop:
    """A caliper in calibration since the plant's first day."""
    workshop = Workshop(plant)
    workshop.planned()
    workshop.calibrate()
    plant.clock.advance(days=1)
    return workshop


def held(plant: Plant, lot_id: LotId) -> list[Hold]:
    with plant.reader() as reader:
        return active_holds(reader, lot_id)


def only(impacts: list[Impact]) -> Impact:
    [impact] = impacts
    return impact


@pytest.mark.clause("ISO 13485 §7.6")
def test_exactly_what_was_measured_since_the_last_good_calibration_is_listed(
    plant: Plant,
) -> None:
    market, workshop = Market(plant), in_use(plant)
    inspect_caps(market)
    other = workshop.equipment("CAL-2")
    early, later, foreign = (market.lot(f"L-{n}") for n in (1, 2, 3))
    measure(market, early, workshop.caliper)
    plant.clock.advance(days=1)
    workshop.calibrate()
    plant.clock.advance(days=1)
    second = measure(market, later, workshop.caliper)
    measure(market, foreign, other)
    plant.clock.advance(days=1)
    workshop.calibrate(BAD, GOOD, is_adjusted=True)
    impact = only(workshop.impacts())
    [line] = workshop.lines(ImpactId(impact.id))
    assert line.measurement == second.value("result_id")
    assert line.lot_ids == [later]
    assert (line.measured_by, impact.line_count, impact.open_count) == ("usr_4", 1, 1)
    good = workshop.calibrations()[1]
    assert (impact.since, impact.until) == (
        good.calibrated_at,
        workshop.calibrations()[2].calibrated_at,
    )
    plant.check()


@pytest.mark.clause("ISO 13485 §7.6")
def test_lots_in_the_house_are_held_and_who_got_the_others_is_told(plant: Plant) -> None:
    market, workshop = Market(plant), in_use(plant)
    inspect_caps(market)
    gone, part = market.lot("GONE", 30), market.lot("PART", 50)
    for lot_id in (gone, part):
        measure(market, lot_id, workshop.caliper)
    ship(market, gone, 30)
    ship(market, part, 20)
    workshop.calibrate(BAD, BAD)
    impact = only(workshop.impacts())
    lots = workshop.lots(ImpactId(impact.id))
    told = {each: (lot.in_stock, lot.shipped, lot.is_held) for each, lot in lots.items()}
    assert told == {gone: (0, 30, False), part: (30, 20, True)}
    assert [lot.consignee_ids for lot in lots.values()] == [[market.hospital]] * 2
    assert held(plant, gone) == []
    [hold] = held(plant, part)
    assert hold.cause == (
        f"CAL-1 was found out of tolerance: imp_{impact.id} / CAL-1 校准超差：imp_{impact.id}"
    )
    plant.check()


def test_what_was_made_from_a_measured_lot_is_followed(line: Line) -> None:
    plant, workshop = line.plant, in_use(line.plant)
    order = line.ready()
    line.mould(order)
    reading = read_temperature(line, order, workshop.caliper)
    assert codes(reading) == []
    plant.clock.advance(days=1)
    workshop.calibrate(BAD, GOOD)
    impact = only(workshop.impacts())
    [found] = workshop.lines(ImpactId(impact.id))
    output = line.output(order)
    assert (found.measurement, found.lot_ids) == (reading.value("reading_id"), [output])
    lots = workshop.lots(ImpactId(impact.id))
    assert {each: lot.work_order_ids for each, lot in lots.items()} == {output: [order]}
    assert (lots[output].is_measured, lots[output].is_held) == (True, True)
    assert len(held(plant, output)) == 1
    assert impact.is_complete
    plant.check()


def test_a_material_measured_wrong_reaches_the_product(line: Line) -> None:
    plant, workshop = line.plant, in_use(line.plant)
    tube = line.lots["TUBE-1"]

    @measured("test.tube")
    def tubes(
        reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
    ) -> Iterator[Measurement]:
        del reader, since
        if equipment_id == workshop.caliper:
            yield Measurement("tsk_1", until, "usr_4", (tube,))

    try:
        order = line.ready()
        line.mould(order)
        workshop.calibrate(BAD, GOOD)
    finally:
        del sources.SOURCES["test.tube"]
    impact = only(workshop.impacts())
    assert [each.measurement for each in workshop.lines(ImpactId(impact.id))] == ["tsk_1"]
    lots = workshop.lots(ImpactId(impact.id))
    output = line.output(order)
    assert {each: lot.is_measured for each, lot in lots.items()} == {tube: True, output: False}
    assert len(held(plant, tube)) == len(held(plant, output)) == 1
    plant.check()


def test_a_source_is_registered_once() -> None:
    def none(*_: object) -> Iterable[Measurement]:
        return ()

    with pytest.raises(TypeError, match="collected twice"):
        measured("inspection.result")(none)


def test_what_was_never_good_puts_everything_in_doubt(sqlite_plant: Plant) -> None:
    market, workshop = Market(sqlite_plant), Workshop(sqlite_plant)
    inspect_caps(market)
    measure(market, market.lot(), workshop.caliper)
    workshop.planned()
    workshop.calibrate(None, GOOD)
    impact = only(workshop.impacts())
    assert (impact.since, impact.line_count) == (None, 1)


def test_what_is_left_wrong_is_in_doubt_until_it_is_recorded(sqlite_plant: Plant) -> None:
    market, workshop = Market(sqlite_plant), in_use(sqlite_plant)
    inspect_caps(market)
    sqlite_plant.clock.advance(days=1)
    measure(market, market.lot(), workshop.caliper)
    workshop.calibrate(BAD, BAD, at="2026-03-03T12:00:00+08:00")
    assert only(workshop.impacts()).line_count == 1


def test_the_same_is_not_opened_twice(sqlite_plant: Plant) -> None:
    workshop = in_use(sqlite_plant)
    workshop.calibrate(BAD, GOOD)
    again = OpenImpact(calibration_id=CalibrationId(workshop.calibrations()[-1].id))
    assert sqlite_plant.do(again).outcome == "refused"
    assert len(workshop.impacts()) == 1


def test_a_result_entered_late_from_the_time_in_doubt_deviates(sqlite_plant: Plant) -> None:
    market, workshop = Market(sqlite_plant), in_use(sqlite_plant)
    inspect_caps(market)
    sqlite_plant.clock.advance(days=2)
    workshop.calibrate(BAD, GOOD)
    late = measure(market, market.lot(), workshop.caliper, occurred="2026-03-04T08:00:00+08:00")
    assert codes(late) == ["measured_in_doubt"]
    sqlite_plant.clock.advance(seconds=60)
    assert codes(measure(market, market.lot("L-2"), workshop.caliper)) == []


# --- assessing and closing ----------------------------------------------------------------------


def assessing(impact_id: ImpactId, *lines: ImpactLineId, **more: Any) -> AssessImpact:
    given: dict[str, Any] = {"effect": Effect.NO_EFFECT, "grounds": "0.05 mm of 2 mm allowed"}
    return AssessImpact(impact_id=impact_id, line_ids=list(lines), **(given | more))


def opened(plant: Plant) -> tuple[Workshop, ImpactId, list[ImpactLineId]]:
    """An assessment of two measurements of one lot."""
    market, workshop = Market(plant), in_use(plant)
    inspect_caps(market)
    measure(market, market.lot(), workshop.caliper)
    with plant.reader() as reader:
        [inspection] = open_inspections(reader)
    measure_again(market, inspection.id, workshop.caliper, 2)
    workshop.calibrate(BAD, GOOD)
    impact_id = ImpactId(only(workshop.impacts()).id)
    return workshop, impact_id, [ImpactLineId(each.id) for each in workshop.lines(impact_id)]


@pytest.mark.clause("ISO 13485 §7.6")
def test_it_is_closed_when_every_measurement_is_assessed(plant: Plant) -> None:
    workshop, impact_id, (one, two) = opened(plant)
    close = CloseImpact(impact_id=impact_id, conclusion="No unit outside its limits")
    plant.refused("impact_unassessed", close)
    plant.ok(assessing(impact_id, one))
    plant.ok(assessing(impact_id, one, effect=Effect.REMEASURE, grounds="Near the limit"))
    plant.refused("impact_unassessed", close)
    assert only(workshop.impacts()).open_count == 1
    receipt = plant.ok(assessing(impact_id, two, one, effect=Effect.NONCONFORMING))
    assert receipt.value("lot_id") == f"lot_{workshop.lines(impact_id)[0].lot_ids[0]}"
    plant.ok(close)
    impact = only(workshop.impacts())
    assert (impact.state, impact.open_count, impact.closed_by) == (ImpactState.CLOSED, 0, "usr_1")
    assert {each.effect for each in workshop.lines(impact_id)} == {Effect.NONCONFORMING}
    plant.refused("wrong_state", close)
    plant.refused("wrong_state", assessing(impact_id, one))
    plant.check()


def test_lines_of_another_assessment_and_none_are_refused(sqlite_plant: Plant) -> None:
    _, impact_id, _ = opened(sqlite_plant)
    sqlite_plant.refused("nothing_assessed", assessing(impact_id))
    sqlite_plant.refused("not_of_impact", assessing(impact_id, ImpactLineId(99)))


def test_without_measurements_it_is_opened_and_closed_all_the_same(sqlite_plant: Plant) -> None:
    workshop = in_use(sqlite_plant)
    workshop.calibrate(BAD, GOOD)
    impact = only(workshop.impacts())
    assert impact.line_count == 0
    close = CloseImpact(impact_id=ImpactId(impact.id), conclusion="Not used since")
    sqlite_plant.ok(close, actor="usr_2")
    assert only(workshop.impacts()).state is ImpactState.CLOSED
