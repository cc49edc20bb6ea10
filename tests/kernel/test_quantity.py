"""Amounts are whole steps; text and conversion are exact or refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lotproof.kernel.quantity import (
    AMOUNT_MAX,
    UNITS,
    Amount,
    InexactAmount,
    amount_text,
    convert,
    parse_amount,
)

units = st.sampled_from(sorted(UNITS))
amounts = st.integers(-AMOUNT_MAX, AMOUNT_MAX).map(Amount)


@given(amounts, units)
def test_text_and_steps_are_each_other(amount: Amount, unit: str) -> None:
    text = amount_text(amount, unit)
    assert parse_amount(text, unit) == amount
    assert "e" not in text.lower()
    assert not ("." in text and text.endswith(("0", ".")))
    assert Decimal(text) * 10 ** UNITS[unit].decimals == amount


@given(st.decimals(allow_nan=False, allow_infinity=False), units)
def test_a_decimal_is_held_exactly_or_refused(number: Decimal, unit: str) -> None:
    text = format(number, "f")
    steps = Fraction(number) * 10 ** UNITS[unit].decimals
    if len(text) <= 40 and steps.denominator == 1 and abs(steps) <= AMOUNT_MAX:
        assert parse_amount(text, unit) == steps
    else:
        with pytest.raises(ValueError, match=r"decimals|too large|not a plain"):
            parse_amount(text, unit)


@given(amounts, units, units)
def test_conversion_keeps_the_quantity_or_is_refused(amount: Amount, unit: str, to: str) -> None:
    source, target = UNITS[unit], UNITS[to]
    try:
        converted = convert(amount, unit, to)
    except InexactAmount:
        different = source.dimension != target.dimension
        assert different or (amount * source.step / target.step).denominator != 1
    else:
        assert source.dimension == target.dimension
        assert converted * target.step == amount * source.step
        assert convert(converted, to, unit) == amount


@given(amounts, units)
def test_money_and_mass_never_mix(amount: Amount, unit: str) -> None:
    assume(UNITS[unit].dimension != "money CNY")
    with pytest.raises(InexactAmount, match="is not CNY"):
        convert(amount, unit, "CNY")


@pytest.mark.parametrize(
    ("text", "unit", "steps"),
    [
        ("12.5", "kg", 12_500_000),
        ("0.000001", "kg", 1),
        ("-1", "pcs", -1),
        ("+3", "pcs", 3),
        (" 7 ", "pcs", 7),
        ("2.0", "pcs", 2),
        (".5", "h", 5_000),
    ],
)
def test_known_amounts(text: str, unit: str, steps: int) -> None:
    assert parse_amount(text, unit) == steps


@pytest.mark.parametrize("text", ["", "1e3", "1E3", "1_000", "1,5", "NaN", "inf", "0x10", "１２",
                                  "1/2", "--1", ".", "1" * 41])  # fmt: skip
def test_what_is_not_a_plain_decimal_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal number"):
        parse_amount(text, "kg")


def test_finer_digits_are_named() -> None:
    with pytest.raises(InexactAmount, match=r"0\.5 pcs has more than 0 decimals"):
        parse_amount("0.5", "pcs")


@pytest.mark.parametrize(
    ("amount", "unit", "to", "expected"),
    [("1.5", "kg", "g", "1500"), ("90", "min", "h", "1.5"), ("250", "mL", "L", "0.25"),
     ("0.1", "MPa", "kPa", "100")],
)  # fmt: skip
def test_known_conversions(amount: str, unit: str, to: str, expected: str) -> None:
    assert amount_text(convert(parse_amount(amount, unit), unit, to), to) == expected


def test_a_conversion_that_would_round_is_refused() -> None:
    with pytest.raises(InexactAmount, match="cannot be written in h"):
        convert(parse_amount("0.001", "s"), "s", "h")


def test_every_unit_has_both_names_and_its_own_code() -> None:
    for code, unit in UNITS.items():
        assert unit.code == code
        assert unit.label.en
        assert unit.label.zh
