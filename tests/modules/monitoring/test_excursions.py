"""What follows from an excursion: exactly its lots are held, its machine may not start again."""

import pytest

from lotproof.kernel import clock
from lotproof.modules.monitoring.commands_readings import (
    AssessExcursion,
    GiveStartBack,
    WithdrawStart,
)
from lotproof.modules.monitoring.queries import StartWithdrawal
from lotproof.modules.monitoring.vocabulary_readings import (
    ExcursionState,
    WithdrawalId,
    WithdrawalState,
)
from lotproof.modules.production import commands
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaId, AreaKind
from lotproof.modules.warehouse.commands import CreateLocation, MoveStock
from lotproof.modules.warehouse.vocabulary import LocationId, LocationKind, LotId
from tests.modules.monitoring.hall import QUALITY, Hall, phase_limits
from tests.modules.production.factory import OPERATOR, pcs

pytestmark = pytest.mark.clause("ISO 13485 §8.2.6")


def withdrawals(hall: Hall) -> list[StartWithdrawal]:
    with hall.plant.reader() as reader:
        return reader.find(StartWithdrawal)


def test_exactly_the_lots_of_the_interval_are_held(hall: Hall) -> None:
    """Before, during and after; the one that ended before the last good reading is free."""
    line = hall.line
    hall.limit()
    before = line.ready()
    first = line.start(before, equipment_id=line.press)
    line.issue(before, "TUBE-1", "10")
    line.consume(before, line.line("TUBE-1", "10"))
    line.approve(before)
    line.finish(first, 10)
    hall.start = hall.plant.clock.now()
    hall.send((1, "180"))
    hall.plant.clock.advance(seconds=1)
    during = line.ready()
    line.start(during, equipment_id=line.press)
    hall.start = hall.plant.clock.now()
    hall.send((5, "190"))
    assert hall.affected(hall.excursions()[-1]) == [line.output(during)]
    assert len(hall.holds(line.output(during))) == 1
    hall.send((9, "180"))
    with hall.plant.reader() as reader:
        (withdrawal,) = reader.find(StartWithdrawal)
    hall.plant.ok(
        GiveStartBack(withdrawal_id=withdrawal.id), actor=QUALITY, reason="probe was loose"
    )
    after = line.ready()
    line.start(after, equipment_id=line.press)
    hall.send((20, "180"))
    assert not hall.holds(line.output(before))
    assert not hall.holds(line.output(after))
    hall.plant.check()


def test_everything_that_follows_says_what_it_was_caused_by(sqlite_hall: Hall) -> None:
    hall, line = sqlite_hall, sqlite_hall.line
    hall.limit(phase_limits(alert_low=None, alert_high=None))
    line.start(line.ready(), equipment_id=line.press)
    hall.start = hall.plant.clock.now()
    hall.send((1, "180"), (2, "190"))
    readings, *led_to = hall.newest_envelopes(5)
    assert readings.cause is None
    assert [(each.kind, each.cause, each.source) for each in led_to] == [
        ("monitoring.mark_affected_lot/1", readings.id, "reaction"),
        ("warehouse.place_hold/1", led_to[0].id, "reaction"),
        ("monitoring.withdraw_start/1", readings.id, "reaction"),
        ("alerts.raise_alert/1", readings.id, "reaction"),
    ]
    assert {each.recorded for each in led_to} == {readings.recorded}


def test_an_alert_marks_lots_and_holds_none(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    order = hall.line.ready()
    hall.line.start(order, equipment_id=hall.line.press)
    hall.start = hall.plant.clock.now()
    hall.send((1, "180"), (2, "184"))
    (alert,) = hall.excursions()
    assert hall.affected(alert) == [hall.line.output(order)]
    assert not hall.holds(hall.line.output(order))
    assert not withdrawals(hall)


def test_nothing_starts_on_the_machine_until_somebody_decides(hall: Hall) -> None:
    hall.limit()
    line = hall.line
    order = line.ready()
    hall.send((1, "180"), (2, "190"))
    (withdrawal,) = withdrawals(hall)
    action = hall.excursions()[-1]
    assert withdrawal.excursion_id == action.id
    hall.plant.refused(
        "start_not_permitted", line.starting(order, equipment_id=line.press), actor=OPERATOR
    )
    back = GiveStartBack(withdrawal_id=withdrawal.id)
    hall.plant.refused("excursion_still_open", back, actor=QUALITY, reason="it is urgent")
    hall.send((3, "180"))
    hall.plant.ok(back, actor=QUALITY, reason="probe was loose, fixed")
    line.start(order, quantity=1, equipment_id=line.press)
    assert withdrawals(hall)[0].state is WithdrawalState.GIVEN_BACK
    hall.plant.refused("wrong_state", back, actor=QUALITY, reason="again")
    hall.plant.check()


def test_one_decision_gives_the_permission_back_once_nothing_is_outside(
    sqlite_hall: Hall,
) -> None:
    """A point that flaps, and a second one, ask for no second decision."""
    hall = sqlite_hall
    other = hall.add_point("PRESS-1.U", "U", equipment_id=hall.line.press)
    hall.limit(point=other)
    hall.limit()
    hall.send((1, "190"), (2, "180"), (3, "190"), (4, "180"), hall.reading(5, "190", tag="U"))
    (withdrawal,) = withdrawals(hall)
    back = GiveStartBack(withdrawal_id=withdrawal.id)
    told = hall.plant.refused("excursion_still_open", back, actor=QUALITY, reason="T is back")
    assert told.message is not None
    assert "PRESS-1.U" in told.message["en"]
    hall.send(hall.reading(6, "180", tag="U"))
    hall.plant.ok(back, actor=QUALITY, reason="both are back")
    hall.send((7, "190"))
    assert len(withdrawals(hall)) == 2


def test_a_point_that_is_not_critical_takes_no_permission(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    calm = hall.add_point("PRESS-1.P", "P", equipment_id=hall.line.press, is_critical=False)
    hall.limit(point=calm)
    hall.send(hall.reading(1, "190", tag="P"))
    assert len(hall.excursions()) == 2
    assert not withdrawals(hall)


def test_permission_is_withdrawn_by_a_person_too(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    told = hall.plant.ok(
        WithdrawStart(equipment_id=hall.line.press, cause="Smell of burning."), actor=OPERATOR
    )
    withdrawal = WithdrawalId.parse(told.value("withdrawal_id"))
    order = hall.line.ready()
    starting = hall.line.starting(order, equipment_id=hall.line.press)
    told = hall.plant.refused("start_not_permitted", starting, actor=OPERATOR)
    assert told.message is not None
    assert "Smell of burning." in told.message["en"]
    hall.plant.ok(GiveStartBack(withdrawal_id=withdrawal), actor=QUALITY, reason="dust removed")


def test_assessing_closes_what_is_still_outside_and_what_follows_is_another(hall: Hall) -> None:
    hall.limit()
    hall.send((1, "180"), (2, "190"))
    for each in hall.excursions():
        hall.plant.ok(
            AssessExcursion(excursion_id=each.id, assessment="Probe torn off."), actor=QUALITY
        )
    assert {each.state for each in hall.excursions()} == {ExcursionState.ASSESSED}
    hall.send((3, "190"))
    assert [each.state for each in hall.excursions()[2:]] == [ExcursionState.OPEN] * 2
    again = AssessExcursion(excursion_id=hall.excursions()[0].id, assessment="Again.")
    hall.plant.refused("wrong_state", again, actor=QUALITY)
    hall.plant.check()


def test_work_told_late_is_affected_by_what_was_outside_then(sqlite_hall: Hall) -> None:
    hall, line = sqlite_hall, sqlite_hall.line
    hall.limit()
    order = line.ready()
    hall.start = hall.plant.clock.now()
    hall.send((10, "180"), (20, "190"), (30, "180"))
    (withdrawal,) = withdrawals(hall)
    back = GiveStartBack(withdrawal_id=withdrawal.id)
    hall.plant.ok(back, actor=QUALITY, reason="probe was loose")
    then = clock.text(hall.at(15))
    starting = line.starting(order, equipment_id=line.press)
    hall.plant.ok(starting, actor=OPERATOR, occurred=then)
    assert hall.affected(hall.excursions()[-1]) == [line.output(order)]
    assert hall.holds(line.output(order))


def test_an_order_that_opens_its_lot_afterwards_is_affected(sqlite_hall: Hall) -> None:
    hall, line = sqlite_hall, sqlite_hall.line
    hall.limit(phase_limits())
    order = line.release()
    hall.plant.ok(line.clear(order))
    line.start(order, equipment_id=line.press)
    hall.start = hall.plant.clock.now()
    hall.send((1, "180"), (2, "190"), (3, "180"))
    assert not hall.affected(hall.excursions()[-1])
    hall.plant.ok(commands.OpenOutput(work_order_id=order))
    assert hall.affected(hall.excursions()[-1]) == [line.output(order)]


@pytest.mark.clause("ISO 13485 §6.4.1")
def test_lots_that_lay_in_a_room_are_held_though_they_have_gone(hall: Hall) -> None:
    """A logger is read after days: what lay there then is held, wherever it lies now."""
    line, plant = hall.line, hall.plant
    area = AreaId.parse(
        plant.ok(OpenArea(code="COLD", name="Cold", kind=AreaKind.STORAGE)).value("area_id")
    )
    cold = LocationId.parse(
        plant.ok(
            CreateLocation(code="COLD-1", name="Cold", kind=LocationKind.STORAGE, area_id=area)
        ).value("location_id")
    )
    room = hall.add_point("COLD.T", "cold", area_id=area, is_critical=False)
    hall.limit(phase_limits(alert_high=None, alert_low=None), point=room)

    def move(lot: LotId, *way: LocationId) -> None:
        plant.ok(
            MoveStock(
                lot_id=lot, from_location_id=way[0], to_location_id=way[1], quantity=pcs(10),
                unit="pcs",
            )
        )  # fmt: skip

    def hours(count: int) -> None:
        plant.clock.advance(seconds=3_600 * count)

    names = ("left-before", "lay-there", "left-then", "came-then", "came-after", "elsewhere")
    lots = {name: line.lot(name, "tube", "10") for name in names}
    for name in names[:3]:
        move(lots[name], line.places["storage"], cold)
    hours(1)
    move(lots["left-before"], cold, line.places["storage"])
    hours(2)  # good at 2 h, outside from 3 h to 5 h
    hours(1)
    move(lots["left-then"], cold, line.places["storage"])
    move(lots["came-then"], line.places["storage"], cold)
    hours(2)
    move(lots["came-after"], line.places["storage"], cold)
    logged = ((2, "180"), (3, "190"), (4, "190"), (5, "180"))
    hall.send(*(hall.reading(3_600 * hour, value, tag="cold") for hour, value in logged))
    (excursion,) = hall.excursions()
    expected = {lots[name] for name in ("lay-there", "left-then", "came-then")}
    assert set(hall.affected(excursion)) == expected
    assert {lot for lot in lots.values() if hall.holds(lot)} == expected
    plant.check()
