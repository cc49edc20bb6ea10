"""What monitoring reads of a steriliser: which lots, whether it may start, whether it counts."""

import pytest

from lotproof.kernel.clock import Instant
from lotproof.modules.calibration.sources import SOURCES
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.monitoring.commands_readings import AssessExcursion
from lotproof.modules.monitoring.queries import affected_lots
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId, Quality, ReadingGiven
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sterilisation.commands import StartCycle
from lotproof.modules.sterilisation.vocabulary import Basis, CycleId
from tests.modules.monitoring.hall import QUALITY as WATCHER
from tests.modules.sterilisation.chamber import (
    OPERATOR,
    QUALITY,
    Chamber,
    process,
)

pytestmark = pytest.mark.clause("ISO 13485 §7.5.5")
TAG = "ns=2;s=EO"


def watched(chamber: Chamber, **more: object) -> PointId:
    """A point of the steriliser with limits in force: 180 ± 5 °C, as the hall's."""
    given: dict[str, object] = {"equipment_id": chamber.steriliser, "is_critical": False}
    point = chamber.hall.add_point("EO-1.T", TAG, **(given | more))
    chamber.hall.limit(point=point)
    return point


def send(chamber: Chamber, *readings: tuple[float, str]) -> None:
    hall = chamber.hall
    hall.send(*(hall.reading(seconds, value, TAG) for seconds, value in readings))


def assess(chamber: Chamber) -> None:
    for each in chamber.hall.excursions():
        if each.state.value != "assessed":
            chamber.plant.ok(
                AssessExcursion(excursion_id=ExcursionId(each.id), assessment="Probe was loose"),
                actor=WATCHER,
            )


def test_an_excursion_during_a_cycle_holds_exactly_its_lots(chamber: Chamber) -> None:
    """Before, in and after the chamber."""
    watched(chamber)
    before, first, second, after = (chamber.lot(name) for name in ("L0", "L1", "L2", "L3"))
    chamber.run(before)
    chamber.plant.clock.advance(seconds=1)
    hall = chamber.hall
    hall.start = chamber.plant.clock.now()
    send(chamber, (1, "180"))
    chamber.plant.clock.advance(seconds=1)
    cycle_id = chamber.start(first, second)
    waiting = chamber.plan(after)
    hall.start = chamber.plant.clock.now()
    send(chamber, (5, "190"))
    (excursion,) = [each for each in hall.excursions() if each.level.value == "action"]
    with chamber.plant.reader() as reader:
        found = affected_lots(reader, excursion.id)
    assert [(each.lot_id, each.cycle_id, each.operation_run_id) for each in found] == [
        (first, cycle_id, None),
        (second, cycle_id, None),
    ]
    assert len(hall.holds(first)) == len(hall.holds(second)) == 1
    assert not hall.holds(before)
    assert not hall.holds(after)
    send(chamber, (9, "180"))
    chamber.finish(cycle_id)
    chamber.plant.clock.advance(seconds=1)
    chamber.plant.ok(StartCycle(cycle_id=waiting), actor=OPERATOR)
    assert not hall.holds(after)
    chamber.plant.check()


def test_a_cycle_that_is_started_while_outside_is_marked(chamber: Chamber) -> None:
    watched(chamber)
    send(chamber, (1, "180"), (2, "190"))
    lot_id = chamber.lot("L1")
    chamber.start(lot_id)
    assert len(chamber.holds(lot_id)) == 1
    chamber.plant.check()


def test_a_room_outside_its_limits_takes_the_load_with_it(sqlite_chamber: Chamber) -> None:
    """The steriliser stands at a workstation of the room."""
    chamber = sqlite_chamber
    with chamber.plant.reader() as reader:
        area_id = reader.get(Workstation, chamber.line.packing).area_id
    watched(chamber, equipment_id=None, area_id=area_id)
    lot_id, elsewhere = chamber.lot("L1"), chamber.lot("L2")
    chamber.start(lot_id)
    send(chamber, (1, "180"), (2, "190"))
    assert len(chamber.holds(lot_id)) == 1
    assert not chamber.holds(elsewhere)


def test_a_withdrawn_permission_stops_the_next_cycle(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    watched(chamber, is_critical=True)
    send(chamber, (1, "180"), (2, "190"))
    cycle_id = chamber.plan(chamber.lot("L1"))
    chamber.plant.refused("start_not_permitted", StartCycle(cycle_id=cycle_id), actor=OPERATOR)


def finished(chamber: Chamber, *readings: tuple[float, str]) -> CycleId:
    """A cycle during which these readings came, its indicators read."""
    chamber.plant.clock.advance(seconds=5)
    chamber.hall.start = chamber.plant.clock.now()
    cycle_id = chamber.start(chamber.lot(f"LOT-{chamber.cycles}"))
    send(chamber, *readings)
    chamber.finish(cycle_id)
    chamber.read(cycle_id)
    return cycle_id


def test_a_cycle_without_readings_of_its_points_is_not_accepted(chamber: Chamber) -> None:
    watched(chamber)
    cycle_id = finished(chamber)
    cycle, hall = chamber.cycle(cycle_id), chamber.hall
    assert cycle.started_at is not None
    assert cycle.finished_at is not None
    refused = ("cycle_not_read", chamber.accepting(cycle_id))
    for at, quality in (
        (cycle.started_at - 1, Quality.GOOD),
        (cycle.started_at, Quality.BAD),
        (cycle.finished_at + 1, Quality.GOOD),
    ):
        hall.send(ReadingGiven(tag=TAG, at=Instant(at), value="180", quality=quality))
        chamber.plant.refused(*refused, actor=QUALITY)
    hall.send(ReadingGiven(tag=TAG, at=cycle.finished_at, value="180"))  # sent late, read then
    chamber.accept(cycle_id)
    chamber.plant.check()


def test_an_excursion_is_assessed_before_its_cycle_is_accepted(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    watched(chamber)
    cycle_id = finished(chamber, (1, "180"), (2, "190"), (3, "180"))
    chamber.plant.refused("cycle_excursion_open", chamber.accepting(cycle_id), actor=QUALITY)
    assess(chamber)
    chamber.accept(cycle_id)


def test_an_alert_alone_is_in_nobodys_way(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    watched(chamber)
    chamber.accept(finished(chamber, (1, "180"), (2, "184"), (3, "180")))


def test_a_parametric_release_has_parameters_and_none_outside(sqlite_chamber: Chamber) -> None:
    chamber, plant = sqlite_chamber, sqlite_chamber.plant
    chamber.approve(process(chamber.steriliser, revision="P", basis=Basis.PARAMETRIC, biological=0))
    bare = chamber.run(chamber.lot("L0"))
    plant.refused("cycle_without_points", chamber.accepting(bare), actor=QUALITY)
    watched(chamber)
    outside = finished(chamber, (1, "180"), (2, "190"), (3, "180"))
    assess(chamber)
    plant.refused("cycle_outside_limits", chamber.accepting(outside), actor=QUALITY)
    chamber.reject(outside)
    chamber.accept(finished(chamber, (10, "180")))


def test_what_a_wrong_instrument_watched_includes_the_cycle(sqlite_chamber: Chamber) -> None:
    chamber = sqlite_chamber
    registered = chamber.plant.ok(
        RegisterEquipment(code="PT-1", name="Probe", kind=EquipmentKind.MEASURING)
    )
    probe = EquipmentId.parse(registered.value("equipment_id"))
    watched(chamber, instrument_id=probe)
    since = chamber.plant.clock.now()
    cycle_id = finished(chamber, (1, "180"))
    with chamber.plant.reader() as reader:
        found = list(SOURCES["monitoring.point"](reader, probe, since, chamber.plant.clock.now()))
    assert [(each.subject, len(each.lot_ids)) for each in found] == [(CycleId.text(cycle_id), 1)]
