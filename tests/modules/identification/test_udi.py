"""Made identifiers can be read back, by us and by another reader, or are refused."""

import re
from datetime import date

import pytest
from biip.gs1_messages import GS1Message
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.keys import CHARACTER_SET_82
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.identification.udi import (
    ElementString,
    check_digit,
    gs1_sscc,
    gs1_udi,
    sscc,
)

TODAY = date(2026, 11, 22)
DI = "06948000000016"

device_identifiers = st.text("0123456789", min_size=13, max_size=13).filter(
    lambda digits: digits.strip("0") != ""
).map(lambda digits: digits + check_digit(digits))  # fmt: skip
# Few letters, so that brackets and digits meet often; and every letter.
values = st.one_of(
    st.text("()0123", min_size=1, max_size=20),
    st.text(CHARACTER_SET_82, min_size=1, max_size=20),
).filter(lambda value: not re.search(r"\([0-9]{2,4}\)", value))
days = st.dates(date(2000, 1, 1), date(2076, 12, 31))


def test_the_example_of_the_fda() -> None:
    element_string = gs1_udi(
        "51022222233336",
        lot="A213B1",
        expires_on=date(2015, 7, 7),
        made_on=date(2014, 12, 31),
        serial="1234",
    )
    assert element_string.hri == "(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234"
    assert element_string.data == "0151022222233336111412311715070710A213B1\x1d211234"


def test_no_separator_after_the_last_element_or_a_predefined_length() -> None:
    assert gs1_udi(DI).data == f"01{DI}"
    assert gs1_udi(DI, expires_on=date(2028, 1, 15)).data == f"01{DI}17280115"
    assert gs1_udi(DI, lot="L").data == f"01{DI}10L"


def test_short_gtins_are_padded() -> None:
    assert gs1_udi("6948000000016").hri == f"(01){DI}"


def test_sscc_label() -> None:
    element_string = gs1_sscc(sscc(1, "0614141", 234567890))
    assert element_string.hri == "(00)106141412345678908"
    assert read(element_string.data, today=TODAY).sscc == "106141412345678908"


@given(
    device_identifiers,
    st.none() | values,
    st.none() | days,
    st.none() | days,
    st.none() | values,
)
def test_what_is_made_is_read(
    di: str, lot: str | None, expires_on: date | None, made_on: date | None, serial: str | None
) -> None:
    """Both forms, by our reader; the scanned form also by biip."""
    made = gs1_udi(di, lot=lot, expires_on=expires_on, made_on=made_on, serial=serial)
    for text in (made.hri, made.data, "]d2" + made.data):
        scan = read(text, today=TODAY)
        found = (scan.di, scan.lot, scan.expires_on, scan.made_on, scan.serial)
        assert found == (di, lot, expires_on, made_on, serial), repr(text)
    message = GS1Message.parse(made.data)
    assert [(e.ai.ai, e.value) for e in message.element_strings] == list(made.elements)


@pytest.mark.parametrize(
    ("lot", "serial", "code"),
    [
        ("", None, "truncated"),
        (None, "", "truncated"),
        ("X" * 21, None, "value_too_long"),
        (None, "X" * 21, "value_too_long"),
        ("A B", None, "bad_value"),
        ("批1", None, "bad_value"),
        ("A#1", None, "bad_value"),
        ("A\x1dB", None, "bad_value"),
        ("A(10)B", None, "ambiguous"),
        (None, "S(21)", "ambiguous"),
    ],
)
def test_refuses_values_that_a_label_cannot_carry(
    lot: str | None, serial: str | None, code: str
) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gs1_udi(DI, lot=lot, serial=serial)
    assert caught.value.code == code


@pytest.mark.parametrize("di", ["06948000000017", "0694800000001", "A99912345", ""])
def test_refuses_a_wrong_gtin(di: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gs1_udi(di, lot="L")
    assert caught.value.code in ("bad_check_digit", "bad_gtin")


@pytest.mark.parametrize("year", [1999, 2100])
def test_refuses_a_year_that_two_digits_cannot_say(year: int) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gs1_udi(DI, expires_on=date(year, 1, 1))
    assert caught.value.code == "bad_date"


def test_an_sscc_with_a_wrong_check_digit_gets_no_label() -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gs1_sscc("106141412345678907")
    assert caught.value.code == "bad_check_digit"
    assert isinstance(gs1_sscc("106141412345678908"), ElementString)
