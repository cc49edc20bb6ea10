"""In tolerance, due and qualified: decided from numbers and dates alone."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.calibration.rules import (
    Point,
    Value,
    differing,
    due_on,
    is_due_soon,
    is_overdue,
    is_within,
    verdict,
)
from lotproof.modules.calibration.rules_care import (
    QualificationDays,
    is_run_out,
    next_due,
    require_days,
    stage_missing,
    standing,
)
from lotproof.modules.calibration.vocabulary import IntervalUnit, ToleranceVerdict
from lotproof.modules.calibration.vocabulary_care import QualificationStage, QualificationStatus

IN, OUT, UNJUDGED = ToleranceVerdict
IQ, OQ, PQ, RQ = QualificationStage
NONE, INSTALLED, OPERABLE, QUALIFIED, DUE = QualificationStatus
DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))
TODAY = date(2026, 3, 2)


def mm(value: str) -> Amount:
    return parse_amount(value, "mm")


HUNDRED = Point(mm("100"), mm("0.02"), "mm")


# --- tolerance ----------------------------------------------------------------------------------


@pytest.mark.clause("ISO 13485 §7.6")
@pytest.mark.parametrize(
    ("value", "unit", "is_in"),
    [
        ("100.02", "mm", True),
        ("99.98", "mm", True),
        ("100.020001", "mm", False),
        ("99.979999", "mm", False),
        ("0.10002", "m", True),
        ("100020.001", "um", False),
        ("100", "g", False),
    ],
)
def test_the_permitted_error_is_inclusive_and_of_any_unit(
    value: str, unit: str, is_in: bool
) -> None:
    assert is_within(HUNDRED, Value(parse_amount(value, unit), unit)) is is_in


def test_what_was_not_read_or_is_no_point_is_not_within() -> None:
    assert not is_within(HUNDRED, Value(None, "mm"))
    assert not is_within(None, Value(mm("100"), "mm"))


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_within_is_the_absolute_error(nominal: int, permitted: int, error: int) -> None:
    at = Point(Amount(nominal), Amount(permitted), "mm")
    assert is_within(at, Value(Amount(nominal + error), "mm")) == (abs(error) <= permitted)


def test_one_point_out_is_out_whatever_else_is_missing() -> None:
    points = {"A": HUNDRED, "B": HUNDRED}
    good, bad, none = Value(mm("100"), "mm"), Value(mm("101"), "mm"), Value(None, "mm")
    assert verdict(points, {"A": good, "B": good}) is IN
    assert verdict(points, {"A": good, "B": bad}) is OUT
    assert verdict(points, {"A": bad}) is OUT
    assert verdict(points, {"A": good}) is UNJUDGED
    assert verdict(points, {"A": good, "B": none}) is UNJUDGED
    assert verdict({}, {"A": good}) is UNJUDGED


def test_points_that_differ_are_named_in_order() -> None:
    points = {"B": HUNDRED, "C": HUNDRED, "D": HUNDRED}
    assert differing(points, {"D": "mm", "C": "g", "A": "mm"}) == ["A", "B", "C"]
    assert differing(points, dict.fromkeys("BCD", "um")) == []


# --- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "interval", "unit", "due"),
    [
        (date(2026, 3, 2), 6, IntervalUnit.MONTHS, date(2026, 9, 2)),
        (date(2026, 8, 31), 6, IntervalUnit.MONTHS, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, IntervalUnit.MONTHS, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, IntervalUnit.MONTHS, date(2025, 2, 28)),
        (date(2026, 12, 31), 1, IntervalUnit.MONTHS, date(2027, 1, 31)),
        (date(2026, 2, 28), 1, IntervalUnit.DAYS, date(2026, 3, 1)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(
    last: date, interval: int, unit: IntervalUnit, due: date
) -> None:
    assert due_on(last, interval, unit) == due


@given(DAYS, st.integers(1, 600))
def test_months_go_on_by_as_many_calendar_months(last: date, months: int) -> None:
    due = due_on(last, months, IntervalUnit.MONTHS)
    assert (due.year - last.year) * 12 + due.month - last.month == months
    assert due.day == last.day or (due.day < last.day and (due + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 3660))
def test_days_are_days(last: date, days: int) -> None:
    assert (due_on(last, days, IntervalUnit.DAYS) - last).days == days
    assert next_due(last, days) == due_on(last, days, IntervalUnit.DAYS)
    assert next_due(last, None) is None


def test_there_is_no_grace_and_the_last_day_still_counts() -> None:
    day = timedelta(days=1)
    assert [is_overdue(TODAY, d) for d in (TODAY - day, TODAY, TODAY + day)] == [0, 0, 1]
    assert not is_overdue(None, TODAY)


@given(DAYS, st.integers(0, 366), st.integers(-400, 400))
def test_soon_is_within_the_notice_and_never_late(today: date, notice: int, ahead: int) -> None:
    due = today + timedelta(days=ahead)
    assert is_due_soon(due, notice, today) == (0 <= ahead <= notice)
    assert not (is_due_soon(due, notice, today) and is_overdue(due, today))


def test_after_so_many_runs_the_next_needs_maintenance() -> None:
    assert [is_run_out(n, 3) for n in (2, 3, 4)] == [False, True, True]
    assert not is_run_out(10**6, None)


# --- qualification ------------------------------------------------------------------------------


class Done(NamedTuple):
    stage: QualificationStage
    is_passed: bool = True
    valid_until: date | None = None


@pytest.mark.clause("ISO 13485 §7.5.6")
@pytest.mark.parametrize(
    ("stages", "status"),
    [
        ([], NONE),
        ([Done(IQ)], INSTALLED),
        ([Done(IQ, False)], NONE),
        ([Done(IQ), Done(OQ)], OPERABLE),
        ([Done(IQ), Done(OQ, False)], INSTALLED),
        ([Done(IQ), Done(OQ), Done(PQ)], QUALIFIED),
        ([Done(IQ), Done(OQ), Done(PQ, False)], OPERABLE),
        ([Done(IQ), Done(OQ), Done(PQ), Done(RQ, False)], OPERABLE),
        ([Done(IQ), Done(OQ), Done(PQ), Done(IQ)], INSTALLED),
        ([Done(IQ), Done(OQ), Done(PQ, True, TODAY)], QUALIFIED),
        ([Done(IQ), Done(OQ), Done(PQ, True, TODAY - timedelta(days=1))], DUE),
        ([Done(PQ, True, date(2020, 1, 1)), Done(RQ, True, TODAY)], QUALIFIED),
    ],
)
def test_the_stages_in_their_order_qualify(stages: list[Done], status: QualificationStatus) -> None:
    assert standing(stages, TODAY).status is status


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [
        (IQ, {NONE, INSTALLED, OPERABLE, QUALIFIED, DUE}),
        (OQ, {INSTALLED, OPERABLE, QUALIFIED, DUE}),
        (PQ, {OPERABLE, QUALIFIED, DUE}),
        (RQ, {QUALIFIED, DUE}),
    ],
)
def test_no_stage_before_the_one_before_it(
    stage: QualificationStage, allowed: set[QualificationStatus]
) -> None:
    assert {s for s in QualificationStatus if stage_missing(stage, s) is None} == allowed


def test_only_the_last_stages_hold_until_a_day() -> None:
    day = timedelta(days=1)
    require_days(PQ, TODAY, TODAY, today=TODAY)
    require_days(IQ, TODAY, None, today=TODAY)
    for wrong in (
        (IQ, TODAY, TODAY),
        (PQ, TODAY, TODAY - day),
        (RQ, TODAY + day, None),
    ):
        with pytest.raises(QualificationDays):
            require_days(*wrong, today=TODAY)
