"""Decisions about values, for all values."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.warehouse import rules
from lotproof.modules.warehouse.rules_packages import fits_into
from lotproof.modules.warehouse.vocabulary import (
    HOLD_LIFE,
    LOT_LIFE,
    PACKAGE_LIFE,
    SERIAL_LIFE,
    TRANSFER_LIFE,
    LocationKind,
    LotPurpose,
    LotState,
    PackageLevel,
    TransferPurpose,
)

DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DATES, DATES)
def test_expired_is_after_the_last_day(expires_on: date, today: date) -> None:
    assert rules.is_expired(expires_on, today) == (today > expires_on)
    assert not rules.is_expired(None, today)


@given(DATES, st.integers(1, 36_525))
def test_expiry_counts_days_from_manufacture(made_on: date, days: int) -> None:
    assert rules.expiry(made_on, days) == made_on + timedelta(days=days)
    assert rules.expiry(None, days) is None
    assert rules.expiry(made_on, None) is None


@given(st.lists(st.none() | DATES))
def test_the_earliest_is_not_later_than_any(dates: list[date | None]) -> None:
    given_dates = [each for each in dates if each is not None]
    found = rules.earliest(dates)
    assert (found is None) == (not given_dates)
    assert found is None or (found in given_dates and all(found <= each for each in given_dates))


@given(st.lists(st.sampled_from("abcdef")))
def test_repeated_are_those_that_occur_again(values: list[str]) -> None:
    assert set(rules.repeated(values)) == {each for each in values if values.count(each) > 1}


@given(st.lists(st.sampled_from("abc"), max_size=9))
def test_shown_values_say_how_many_are_not_shown(values: list[str]) -> None:
    text = rules.shown(values)
    assert text.split(" (+")[0] == ", ".join(values[:5])
    assert ("(+" in text) == (len(values) > 5)


def test_no_state_lets_held_or_unreleased_stock_near_good_stock() -> None:
    good = {LocationKind.STORAGE, LocationKind.PRODUCTION, LocationKind.SHIPPING}
    for state in LotState:
        for holds in (0, 1, 3):
            places = rules.places_for(state, holds)
            assert bool(places & good) == (state is LotState.RELEASED and not holds)
            assert LocationKind.EXTERNAL not in places
            assert places


def test_what_is_sold_is_commercial_only() -> None:
    assert rules.USABLE_FOR[LotPurpose.COMMERCIAL] == {LotPurpose.COMMERCIAL}
    assert set(rules.USABLE_FOR) == set(LotPurpose)


def test_every_transfer_purpose_says_which_lots_it_takes() -> None:
    assert set(rules.LEAVES_AS) == set(TransferPurpose)


def test_levels_are_a_strict_order() -> None:
    levels = list(PackageLevel)
    for inner in levels:
        for outer in levels:
            assert fits_into(inner, outer) == (levels.index(inner) < levels.index(outer))


def test_every_state_can_be_reached() -> None:
    for life in (LOT_LIFE, SERIAL_LIFE, HOLD_LIFE, PACKAGE_LIFE, TRANSFER_LIFE):
        reached = {life.initial}.union(*life.moves.values())
        assert reached == set(life.moves) == set(type(life.initial)), life.what.en
