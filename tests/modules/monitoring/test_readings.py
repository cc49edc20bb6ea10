"""Batches of readings: kept whatever they are, judged before they are sealed."""

import pytest

from lotproof.kernel.executor import Receipt
from lotproof.modules.monitoring.commands import RetirePoint, RetireSource, WithdrawLimits
from lotproof.modules.monitoring.commands_readings import RecordReadings
from lotproof.modules.monitoring.queries import open_withdrawals, readings_between
from lotproof.modules.monitoring.records import LastReading
from lotproof.modules.monitoring.vocabulary import Level, Phase
from lotproof.modules.monitoring.vocabulary_readings import (
    ExcursionState,
    PhaseGiven,
    Quality,
    Side,
)
from tests.modules.monitoring.hall import Hall, degrees, phase_limits

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")


def codes(receipt: Receipt) -> list[str]:
    return [each["code"] for each in receipt.deviations]


def kept(hall: Hall) -> list[tuple[int, int]]:
    """Seconds and thousandths of degrees of all readings of the press."""
    with hall.plant.reader() as reader:
        found = readings_between(reader, hall.point, hall.at(-99_999), hall.at(99_999))
    return [((each.at - hall.start) // 1_000_000, each.value) for each in found]


def test_readings_are_kept_in_order_of_time_and_the_newest_is_known(hall: Hall) -> None:
    hall.limit()
    assert not hall.send((3, "180.5"), (1, "180"), (2, "180.25")).deviations
    assert kept(hall) == [(1, 180_000), (2, 180_250), (3, 180_500)]
    with hall.plant.reader() as reader:
        last = reader.get(LastReading, hall.point)
    assert (last.at, last.value) == (hall.at(3), degrees("180.5"))
    assert not hall.excursions()
    hall.plant.check()


def test_every_reading_is_sealed_so_that_it_can_be_shown_alone(sqlite_hall: Hall) -> None:
    sqlite_hall.limit()
    sqlite_hall.send((1, "180"), (2, "181"))
    parts = sqlite_hall.newest()
    assert [each["value"] for each in parts["input_readings"]] == ["180", "181"]
    assert "readings" not in parts["input"]


def test_one_excursion_has_one_beginning_and_one_end(hall: Hall) -> None:
    hall.limit()
    hall.send((1, "180"), (2, "184"))
    hall.send((3, "186"), (4, "187"))
    hall.send((5, "184.6"), (6, "182.6"), (7, "182.5"), (8, "180"))
    alert, action = hall.excursions()
    assert (alert.level, action.level) == (Level.ALERT, Level.ACTION)
    assert (alert.last_good_at, alert.began_at, alert.ended_at) == (
        hall.at(1), hall.at(2), hall.at(7),
    )  # fmt: skip
    assert (action.last_good_at, action.began_at, action.ended_at) == (
        hall.at(2), hall.at(3), hall.at(6),
    )  # fmt: skip
    assert action.worst == alert.worst == degrees("187")
    assert {each.side for each in (alert, action)} == {Side.HIGH}
    assert {each.state for each in (alert, action)} == {ExcursionState.ENDED}
    hall.plant.check()


def test_dwell_is_waited_for_over_two_batches(hall: Hall) -> None:
    hall.limit(phase_limits(dwell_ms=5_000))
    hall.send((1, "180"), (2, "190"))
    hall.send((6, "191"))
    assert not hall.excursions()
    hall.send((7, "190"))
    assert {each.began_at for each in hall.excursions()} == {hall.at(2)}
    assert {each.worst for each in hall.excursions()} == {degrees("191")}


def test_limits_apply_by_phase(hall: Hall) -> None:
    """Cold while it warms up is no excursion; what has no limits is not judged."""
    hall.limit(phase_limits(), phase_limits(Phase.WARM_UP, action_low=None, alert_low=None))
    told = [
        PhaseGiven(equipment="PRESS-1", phase=phase, at=hall.at(seconds))
        for seconds, phase in ((1, Phase.WARM_UP), (10, Phase.RUN), (20, Phase.IDLE))
    ]
    hall.send((2, "20"), (5, "90"), (11, "180"), (15, "170"), (21, "60"), phases=told)
    hall.send((25, "20"))
    action = [each for each in hall.excursions() if each.level is Level.ACTION]
    assert [(each.began_at, each.ended_at, each.phase) for each in action] == [
        (hall.at(15), hall.at(21), Phase.RUN)
    ]


def test_late_readings_stand_between_those_that_are_known(hall: Hall) -> None:
    hall.limit()
    hall.send((1, "180"), (10, "180"))
    hall.send((4, "190"), (5, "191"))
    assert kept(hall) == [(1, 180_000), (4, 190_000), (5, 191_000), (10, 180_000)]
    found = [each for each in hall.excursions() if each.level is Level.ACTION]
    assert [(e.last_good_at, e.began_at, e.ended_at, e.worst) for e in found] == [
        (hall.at(1), hall.at(4), hall.at(10), degrees("191"))
    ]
    assert [each.late for each in hall.batches()] == [0, 2]
    hall.plant.check()


def test_what_comes_twice_is_kept_once(hall: Hall) -> None:
    hall.limit()
    hall.send((1, "180"), (2, "181"))
    again = hall.send((1, "180"), (2, "181"), (3, "182"))
    assert not again.deviations
    assert kept(hall) == [(1, 180_000), (2, 181_000), (3, 182_000)]
    assert hall.batches()[1].repeated == 2


def test_the_same_command_again_is_the_same_batch(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    id_ = "6f6a6c1e-6f0a-4a7e-9f36-0b8f2f0f2a11"
    command = hall.sending((0, "180"))
    assert hall.plant.ok(command, id=id_) == hall.plant.ok(command, id=id_)
    assert len(hall.batches()) == 1


def test_two_values_of_one_instant_are_a_deviation_and_the_first_counts(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    hall.send((1, "180"))
    assert codes(hall.send((1, "181"))) == ["contradicting_readings"]
    assert kept(hall) == [(1, 180_000)]


def test_what_is_not_good_is_kept_and_not_judged(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    bad = hall.reading(2, "999", quality=Quality.BAD)
    assert not hall.send((1, "180"), bad, (3, "180")).deviations
    assert kept(hall) == [(1, 180_000), (2, 999_000), (3, 180_000)]
    assert not hall.excursions()


def test_what_is_no_number_is_kept_as_it_came(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    told = hall.send((1, "180"), (2, "n/a"), (3, "180.1234"))
    assert codes(told) == ["unusable_readings"]
    assert kept(hall) == [(1, 180_000)]
    assert hall.batches()[0].unusable == 2
    sealed = hall.newest_batch()["input_readings"]
    assert [each["value"] for each in sealed] == ["180", "n/a", "180.1234"]


@pytest.mark.clause("ISO 13485 §7.6")
def test_unknown_sources_and_points_are_kept_as_deviations(hall: Hall) -> None:
    hall.limit()
    assert codes(hall.send((1, "180"), source="nobody")) == ["unknown_source"]
    stray = hall.reading(2, "1", tag="ns=2;s=X")
    assert codes(hall.send(stray, (2, "180"))) == ["unknown_points"]
    assert [each.unknown for each in hall.batches()] == [1, 1]
    assert kept(hall) == [(2, 180_000)]
    assert not hall.send((3, "180")).deviations
    hall.plant.ok(RetirePoint(point_id=hall.point), reason="sensor removed")
    assert codes(hall.send((4, "180"))) == ["unknown_points"]
    hall.plant.ok(RetireSource(source_id=hall.source), reason="gateway removed")
    assert codes(hall.send((5, "180"))) == ["unknown_source"]
    hall.plant.check()


def test_a_deviation_is_told_when_it_begins_and_marked_as_long_as_it_lasts(hall: Hall) -> None:
    """A gateway that nobody registered would open a task a second."""
    hall.limit()
    told = [codes(hall.send((n, "180"), source="nobody")) for n in range(1, 4)]
    assert told == [["unknown_source"], [], []]
    assert [each.deviations for each in hall.batches()] == [["unknown_source"]] * 3
    assert codes(hall.send((4, "180"), clock_offset_ms=9_999)) == ["clock_off"]
    assert not hall.send((5, "180")).deviations
    assert codes(hall.send((6, "180"), clock_offset_ms=9_999)) == ["clock_off"]
    hall.plant.check()


def test_clocks_that_are_off_and_readings_of_the_future_are_deviations(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit()
    assert not hall.send((1, "180"), clock_offset_ms=-2_000).deviations
    assert codes(hall.send((2, "180"), clock_offset_ms=2_001)) == ["clock_off"]
    future = hall.sending((9_999, "180"))
    assert codes(hall.plant.ok(future)) == ["future_readings"]


def test_a_reading_of_the_future_does_not_make_those_of_now_late(hall: Hall) -> None:
    """A clock that jumped for one reading would else blind the watch until that instant."""
    hall.limit()
    hall.send((1, "180"))
    hall.plant.ok(hall.sending((9_999, "179")))
    assert hall.last().at == hall.at(1)
    assert not hall.send((2, "200"), (3, "201")).deviations
    assert [each.late for each in hall.batches()] == [0, 0, 0]
    assert hall.last().at == hall.at(3)
    found = [each for each in hall.excursions() if each.level is Level.ACTION]
    assert [(each.state, each.last_good_at) for each in found] == [
        (ExcursionState.OPEN, hall.at(1))
    ]
    hall.send((4, "180"))
    assert {each.state for each in hall.excursions()} == {ExcursionState.ENDED}
    hall.plant.check()


def test_what_lies_outside_in_the_future_has_its_effects_and_ends_by_itself(
    sqlite_hall: Hall,
) -> None:
    """Also of a gateway that is hours ahead all the time nothing goes unnoticed."""
    hall = sqlite_hall
    hall.limit()
    hall.send((1, "180"))
    told = hall.plant.ok(hall.sending((9_998, "200"), (9_999, "200")))
    assert codes(told) == ["future_readings"]
    found = [each for each in hall.excursions() if each.level is Level.ACTION]
    assert [(each.state, each.began_at) for each in found] == [
        (ExcursionState.ENDED, hall.at(9_998))
    ]
    with hall.plant.reader() as reader:
        assert len(open_withdrawals(reader, hall.line.press)) == 1
    assert not codes(hall.plant.ok(hall.sending((9_999, "200"))))
    assert hall.batches()[-1].repeated == 1


def test_phases_of_unknown_machines_are_deviations(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    phase = PhaseGiven(equipment="NOBODY", phase=Phase.RUN, at=hall.at(0))
    assert codes(hall.plant.ok(hall.sending(phases=[phase]))) == ["unknown_machines"]


def test_without_limits_in_force_nothing_is_judged(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.send((1, "999"))
    limits = hall.limit()
    hall.plant.ok(WithdrawLimits(limits_id=limits), reason="validation")
    hall.send((2, "999"))
    assert not hall.excursions()


def test_late_readings_are_judged_by_the_limits_of_their_time(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    hall.limit(phase_limits(action_high=degrees("200"), alert_high=None))
    began = hall.start
    hall.send((1, "180"), (20, "180"))
    hall.limit(revision="B")
    hall.start = began
    hall.send((10, "190"))
    assert not hall.excursions()


def test_a_batch_is_a_fact_whoever_has_nothing_to_say(sqlite_hall: Hall) -> None:
    empty = sqlite_hall.plant.ok(RecordReadings(sent_from="press-gw", readings=[]))
    assert empty.outcome == "done"
