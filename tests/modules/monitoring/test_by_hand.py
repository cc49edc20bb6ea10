"""Readings by hand: a fact, judged as any other; what is doubtful waits for a second person."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.kernel.site import Trust
from lotproof.modules.monitoring import rules_hand
from lotproof.modules.monitoring.commands import (
    DraftLimits,
    MakeLimitsEffective,
    RegisterSource,
    RetirePoint,
)
from lotproof.modules.monitoring.commands_hand import (
    ConfirmReading,
    ContradictReading,
    EnterReading,
)
from lotproof.modules.monitoring.queries import readings_between
from lotproof.modules.monitoring.records import LastReading
from lotproof.modules.monitoring.records_hand import HandReading
from lotproof.modules.monitoring.vocabulary import Level, LimitsId, SourceKind
from lotproof.modules.monitoring.vocabulary_hand import (
    Doubt,
    HandReadingId,
    HandReadingState,
    Verdict,
)
from tests.modules.monitoring.hall import ENGINEER, QUALITY, Hall, degrees, phase_limits

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")

FIRST, SECOND = "usr_21", "usr_22"


def by_hand(hall: Hall) -> None:
    """The press has limits of 175 to 185 °C to act on; there is a source for readings by hand."""
    hall.plant.ok(
        RegisterSource(code="paper", name="Paper", kind=SourceKind.HAND, trust=Trust.TYPED)
    )
    hall.limit()


def given_limits(hall: Hall, **more: Any) -> None:
    """A further revision that says more about readings by hand."""
    drafted = hall.plant.ok(
        DraftLimits(point_id=hall.point, revision="B", unit="Cel", phases=[phase_limits()], **more),
        actor=ENGINEER,
    )
    limits = LimitsId.parse(drafted.value("limits_id"))
    hall.plant.ok(MakeLimitsEffective(limits_id=limits), actor=QUALITY)
    hall.start = hall.plant.clock.now()


def enter(hall: Hall, seconds: float, value: str, unit: str = "Cel", who: str = FIRST) -> Receipt:
    """Somebody reads the press, and enters it after that."""
    behind = hall.at(seconds) - hall.plant.clock.now()
    if behind > 0:
        hall.plant.clock.advance(seconds=behind // 1_000_000 + 1)
    command = EnterReading(
        point_id=hall.point, value=parse_amount(value, unit), unit=unit, read_at=hall.at(seconds)
    )
    return hall.plant.ok(command, actor=who)


def id_of(receipt: Receipt) -> HandReadingId:
    return HandReadingId.parse(receipt.value("reading_id"))


def reading(hall: Hall, id_: HandReadingId) -> HandReading:
    with hall.plant.reader() as reader:
        return reader.get(HandReading, id_)


def counted(hall: Hall) -> list[tuple[int, int]]:
    """Seconds and thousandths of degrees of what counts of the press."""
    with hall.plant.reader() as reader:
        found = readings_between(reader, hall.point, hall.at(-99_999), hall.at(99_999))
    return [((each.at - hall.start) // 1_000_000, each.value) for each in found]


def test_a_reading_by_hand_counts_and_is_sealed_as_a_batch_of_one(hall: Hall) -> None:
    by_hand(hall)
    told = enter(hall, 5, "180.5")
    assert (told.value("state"), told.value("verdict")) == ("counted", "within")
    assert counted(hall) == [(5, 180_500)]
    kept = reading(hall, id_of(told))
    assert (kept.read_by, kept.read_at, kept.value) == (FIRST, hall.at(5), degrees("180.5"))
    (batch,) = hall.batches()
    assert (batch.sent_from, batch.sent_by, batch.trust, batch.readings, batch.deviations) == (
        "paper", FIRST, Trust.TYPED, 1, [],
    )  # fmt: skip
    (sealed,) = hall.newest_batch()["input_readings"]
    assert (sealed["tag"], sealed["value"]) == ("PRESS-1.T", "180.5")
    with hall.plant.reader() as reader:
        assert reader.get(LastReading, hall.point).value == degrees("180.5")
    hall.plant.check()


def test_limits_judge_it_as_they_judge_a_machine(hall: Hall) -> None:
    """It begins the excursion that the gateway's next reading ends."""
    by_hand(hall)
    hall.send((1, "180"))
    told = enter(hall, 2, "186")
    assert told.value("verdict") == "action"
    hall.send((3, "180"))
    action = [each for each in hall.excursions() if each.level is Level.ACTION]
    assert [(each.last_good_at, each.began_at, each.ended_at, each.worst) for each in action] == [
        (hall.at(1), hall.at(2), hall.at(3), degrees("186"))
    ]
    hall.plant.check()


def test_what_is_entered_late_stands_at_its_own_time(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    hall.send((1, "180"), (10, "180"))
    enter(hall, 4, "186")
    assert counted(hall) == [(1, 180_000), (4, 186_000), (10, 180_000)]
    assert {(each.began_at, each.ended_at) for each in hall.excursions()} == {
        (hall.at(4), hall.at(10))
    }


@pytest.mark.parametrize(
    ("value", "verdict"),
    [("175", "alert"), ("174.999", "action"), ("177", "within"), ("183", "within"),
     ("183.001", "alert"), ("185", "alert"), ("185.001", "action")],
)  # fmt: skip
def test_a_limit_itself_is_inside(sqlite_hall: Hall, value: str, verdict: str) -> None:
    by_hand(sqlite_hall)
    assert enter(sqlite_hall, 1, value).value("verdict") == verdict


@pytest.mark.parametrize(
    ("value", "doubt"),
    [("195", None), ("195.001", "implausible"), ("165", None), ("164.999", "implausible")],
)
def test_plausible_is_as_far_beyond_the_limits_as_these_are_apart(
    sqlite_hall: Hall, value: str, doubt: str | None
) -> None:
    """175 and 185 are 10 °C apart: 165 to 195 °C are believed."""
    hall = sqlite_hall
    by_hand(hall)
    kept = reading(hall, id_of(enter(hall, 1, value)))
    assert (kept.doubt and kept.doubt.value) == doubt
    assert bool(counted(hall)) is (doubt is None)


def test_what_was_approved_as_plausible_takes_the_place_of_the_rule(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    given_limits(hall, plausible_low=degrees("100"), plausible_high=degrees("190"))
    assert enter(hall, 1, "100").value("state") == "counted"
    assert enter(hall, 2, "99.999").value("state") == "to_confirm"
    assert enter(hall, 3, "190").value("state") == "counted"
    assert enter(hall, 4, "190.001").value("state") == "to_confirm"


@pytest.mark.parametrize(
    ("low", "high"), [("175.001", None), (None, "184.999"), ("100", "99"), ("185", "200")]
)
def test_a_plausible_range_encloses_the_limits(
    sqlite_hall: Hall, low: str | None, high: str | None
) -> None:
    by_hand(sqlite_hall)
    command = DraftLimits(
        point_id=sqlite_hall.point,
        revision="B",
        unit="Cel",
        phases=[phase_limits()],
        plausible_low=None if low is None else degrees(low),
        plausible_high=None if high is None else degrees(high),
    )
    sqlite_hall.plant.refused("plausible_too_narrow", command)


def test_what_is_not_plausible_is_kept_and_counts_once_confirmed(hall: Hall) -> None:
    by_hand(hall)
    told = enter(hall, 5, "1800")
    assert (told.outcome, told.value("doubt")) == ("done", "implausible")
    assert not hall.batches()
    assert not hall.excursions()
    reading_id = id_of(told)
    hall.plant.ok(ConfirmReading(reading_id=reading_id), actor=SECOND)
    kept = reading(hall, reading_id)
    assert (kept.state, kept.read_by, kept.checked_by) == (
        HandReadingState.COUNTED, FIRST, SECOND,
    )  # fmt: skip
    assert counted(hall) == [(5, 1_800_000)]
    assert {each.began_at for each in hall.excursions()} == {hall.at(5)}
    hall.plant.refused("wrong_state", ConfirmReading(reading_id=reading_id), actor=SECOND)
    hall.plant.check()


def test_a_second_reading_contradicts_the_first_which_never_counts(hall: Hall) -> None:
    by_hand(hall)
    first = id_of(enter(hall, 5, "1800"))
    told = hall.plant.ok(
        ContradictReading(reading_id=first, value=degrees("180"), unit="Cel", read_at=hall.at(6)),
        actor=SECOND,
    )
    kept = reading(hall, first)
    assert (kept.state, kept.value, kept.checked_by) == (
        HandReadingState.CONTRADICTED, degrees("1800"), SECOND,
    )  # fmt: skip
    assert kept.second_id is not None
    second = reading(hall, kept.second_id)
    assert HandReadingId.text(second.id) in [each.get("reading_id") for each in told.events]
    assert (second.state, second.read_by) == (HandReadingState.COUNTED, SECOND)
    assert counted(hall) == [(6, 180_000)]
    hall.plant.refused("wrong_state", ConfirmReading(reading_id=first), actor="usr_23")
    hall.plant.check()


def test_who_read_it_neither_confirms_nor_contradicts_it(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    first = id_of(enter(hall, 5, "1800"))
    again = ContradictReading(
        reading_id=first, value=degrees("180"), unit="Cel", read_at=hall.at(5)
    )
    for command in (ConfirmReading(reading_id=first), again):
        hall.plant.refused("own_reading", command, actor=FIRST)
    assert reading(hall, first).state is HandReadingState.TO_CONFIRM


def test_a_second_reading_that_is_doubtful_waits_for_somebody_else(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    first = id_of(enter(hall, 5, "1800"))
    contradict = ContradictReading(
        reading_id=first, value=degrees("1.8"), unit="Cel", read_at=hall.at(5)
    )
    hall.plant.ok(contradict, actor=SECOND)
    second = reading(hall, first).second_id
    assert second is not None
    hall.plant.refused("own_reading", ConfirmReading(reading_id=second), actor=SECOND)
    hall.plant.ok(ConfirmReading(reading_id=second), actor=FIRST)
    assert counted(hall) == [(5, 1_800)]


def test_a_point_may_always_want_two_persons(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    given_limits(hall, needs_second_person=True)
    told = enter(hall, 1, "180")
    assert (told.value("doubt"), counted(hall)) == ("always_two", [])
    hall.plant.ok(ConfirmReading(reading_id=id_of(told)), actor=SECOND)
    assert counted(hall) == [(1, 180_000)]


def test_a_value_in_another_unit_is_kept_and_wants_a_second_reading(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    by_hand(hall)
    told = enter(hall, 1, "180", unit="kPa")
    assert (told.value("doubt"), told.value("verdict")) == ("other_unit", "unjudged")
    first = id_of(told)
    hall.plant.refused("reading_in_other_unit", ConfirmReading(reading_id=first), actor=SECOND)
    contradict = ContradictReading(
        reading_id=first, value=degrees("180"), unit="Cel", read_at=hall.at(2)
    )
    hall.plant.ok(contradict, actor=SECOND)
    assert counted(hall) == [(2, 180_000)]


def test_a_fact_stands_without_source_limits_or_point(hall: Hall) -> None:
    """Without a source by hand it is kept as what it is: from nobody who is registered."""
    hall.limit()
    assert enter(hall, 1, "186").value("verdict") == "unjudged"
    assert hall.batches()[-1].deviations == ["unknown_source"]
    by_hand_source = RegisterSource(
        code="paper", name="Paper", kind=SourceKind.HAND, trust=Trust.TYPED
    )
    hall.plant.ok(by_hand_source)
    hall.plant.ok(RetirePoint(point_id=hall.point), reason="sensor removed")
    told = enter(hall, 2, "186")
    assert (told.outcome, told.value("verdict")) == ("done", "unjudged")
    assert hall.batches()[-1].deviations == ["unknown_points"]
    assert not hall.excursions()
    hall.plant.check()


def test_by_hand_any_point_is_read_by_its_code(sqlite_hall: Hall) -> None:
    """Of a source by hand alone: what a gateway calls so is its own affair."""
    hall = sqlite_hall
    by_hand(hall)
    given_code = hall.reading(1, "180", tag="PRESS-1.T")
    assert [each["code"] for each in hall.send(given_code).deviations] == ["unknown_points"]
    assert not hall.send(given_code, source="paper").deviations
    assert counted(hall) == [(1, 180_000)]


# --- the rule, of any numbers -------------------------------------------------------------------

LIMIT = st.integers(-(10**6), 10**6).map(Amount)


@dataclass
class Approved:
    plausible_low: Amount | None = None
    plausible_high: Amount | None = None
    needs_second_person: bool = False


@given(LIMIT, LIMIT, LIMIT)
def test_what_is_inside_the_limits_is_never_doubtful(one: Amount, two: Amount, at: Amount) -> None:
    low, high = sorted((one, two))
    phase = phase_limits(
        alert_low=None, alert_high=None, action_low=low, action_high=high, dead_band=degrees("0")
    )
    doubt = rules_hand.doubt_about(at, Approved(), [phase])
    width = high - low
    assert doubt is (None if low - width <= at <= high + width else Doubt.IMPLAUSIBLE)
    if low <= at <= high:
        assert doubt is None
        assert rules_hand.verdict_on(at, phase) is Verdict.WITHIN
    else:
        assert rules_hand.verdict_on(at, phase) is Verdict.ACTION


@given(LIMIT, LIMIT)
def test_limits_on_one_side_alone_call_nothing_implausible(limit: Amount, at: Amount) -> None:
    phase = phase_limits(alert_low=None, alert_high=None, action_low=limit, action_high=None)
    assert rules_hand.doubt_about(at, Approved(), [phase]) is None
