"""HIBC codes, against the table of formats in the standard and other published codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.identification import keys
from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.problems import UnreadableCarrier

TODAY = date(2026, 11, 22)


def checked(code: str) -> str:
    return code + keys.hibc_check(code)


# ANSI/HIBC SLS, table of secondary formats: lot 3C001, link L. The date is 2012-09-27 or
# 2012-02-16 or, in months, 2012-02.
@pytest.mark.parametrize(
    ("code", "expires_on", "quantity", "hour"),
    [
        ("+122713C001L5", date(2012, 9, 27), None, None),
        ("+$3C001LV", None, None, None),
        ("+$$02123C001LW", date(2012, 2, 29), None, None),
        ("+$$20215123C001L/", date(2012, 2, 15), None, None),
        ("+$$31202153C001L+", date(2012, 2, 15), None, None),
        ("+$$4120216113C001L2", date(2012, 2, 16), None, "11"),
        ("+$$5122713C001L2", date(2012, 9, 27), None, None),
        ("+$$612271113C001L5", date(2012, 9, 27), None, "11"),
        ("+$$73C001LY", None, None, None),
        ("+$$82402123C001L3", date(2012, 2, 29), 24, None),
        ("+$$82420216123C001LC", date(2012, 2, 16), 24, None),
        ("+$$8244120216183C001LN", date(2012, 2, 16), 24, "18"),
        ("+$$90010009953C001LH", date(1995, 9, 30), 100, None),
    ],
)
def test_secondary_codes_of_the_standard(
    code: str, expires_on: date | None, quantity: int | None, hour: str | None
) -> None:
    scan = read(code, today=TODAY)
    assert (scan.kind, scan.issuer, scan.di) == ("hibc", "HIBCC", None)
    assert (scan.lot, scan.serial) == ("3C001", None)
    assert (scan.expires_on, scan.quantity) == (expires_on, quantity)
    assert scan.others == {"link": "L"} | ({"hour": hour} if hour else {})


def test_a_secondary_code_may_hold_a_quantity_only() -> None:
    scan = read("+$$824LP", today=TODAY)
    assert (scan.quantity, scan.lot, scan.others) == (24, None, {"link": "L"})


def test_primary_code() -> None:
    scan = read("+A123BJC5D6E71G", today=TODAY)
    assert (scan.di, scan.lot, scan.others) == ("A123BJC5D6E71", None, {})
    assert read("*+A123BJC5D6E71G*", today=TODAY).di == "A123BJC5D6E71"
    assert read("]C0+A123BJC5D6E71G", today=TODAY).di == "A123BJC5D6E71"


def test_combined_code_with_supplements() -> None:
    scan = read("+A99912345/$$52001510X3/16D20111212/S77DE1G45-", today=TODAY)
    assert (scan.di, scan.lot, scan.serial) == ("A99912345", "10X3", "77DE1G45")
    assert (scan.expires_on, scan.made_on) == (date(2020, 1, 15), date(2011, 12, 12))
    assert read("+A123BJC5D6E71/$$52001510X3C", today=TODAY).lot == "10X3"


def test_the_example_of_the_fda_with_its_true_check_character() -> None:
    """The FDA's table prints C, a placeholder, where modulo 43 gives H."""
    code = "+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202"
    scan = read(code + "H", today=TODAY)
    assert (scan.di, scan.lot) == ("H123PARTNO1234567890120", "LOT123456789012345")
    assert scan.serial == "XYZ456789012345678"
    assert (scan.expires_on, scan.made_on) == (date(2020, 2, 2), date(2013, 2, 2))
    assert scan.others == {"hour": "16"}
    with pytest.raises(UnreadableCarrier) as caught:
        read(code + "C", today=TODAY)
    assert caught.value.params["expected"] == "H"


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("+A99912345/$+SN1", "serial", "SN1"),
        ("+A99912345/$$+7SN1", "serial", "SN1"),
        ("+A99912345/$$+3280115SN1", "serial", "SN1"),
        ("+A99912345/$$+3280115SN1", "expires_on", date(2028, 1, 15)),
        ("+A99912345/$$8050128LOT", "quantity", 5),
        ("+A99912345/SSN1", "serial", "SN1"),
        ("+A99912345/14D20280115", "expires_on", date(2028, 1, 15)),
        ("+A99912345/16D20260115", "made_on", date(2026, 1, 15)),
        ("+A99912345/$LOT/Q500", "quantity", 500),
        ("+A99912345/20015LOT", "expires_on", date(2020, 1, 15)),
        ("+A99912345/$LOT/1LABC", "others", {"1L": "ABC"}),
    ],
)
def test_combined_forms(body: str, field: str, value: object) -> None:
    assert getattr(read(checked(body), today=TODAY), field) == value


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("+A123BJC5D6E71H", "bad_hibc_check"),
        ("+A123BJC5D6E7IG", "bad_hibc_check"),
        ("+a123bjc5d6e71g", "bad_character"),
        ("+AB", "truncated"),
        (checked("+A12"), "bad_hibc"),
        (checked("+A123BJC5D6E7X"), "bad_hibc"),  # the unit of measure is a digit
        (checked("+A123" + "B" * 19 + "1"), "bad_hibc"),
        (checked("+A99912345/$$"), "bad_hibc"),
        (checked("+A99912345/$"), "bad_hibc"),
        (checked("+A99912345/$" + "X" * 19), "bad_hibc"),
        (checked("+A99912345/$$3281301LOT"), "bad_date"),
        (checked("+A99912345/$$328"), "bad_date"),
        (checked("+A99912345/$$528367LOT"), "bad_date"),
        (checked("+A99912345/$$1328LOT"), "bad_date"),
        (checked("+A99912345/$$428011524LOT"), "bad_hibc"),
        (checked("+A99912345/$$8A5LOT"), "bad_hibc"),
        (checked("+A99912345/$$ALOT"), "bad_hibc"),
        (checked("+A99912345/14D20281301"), "bad_date"),
        (checked("+A99912345/--"), "bad_hibc"),
        (checked("+A99912345/$$3280115LOT/14D20280116"), "conflicting_values"),
        (checked("+A99912345/$+S1/SS2"), "conflicting_values"),
    ],
)
def test_refuses(code: str, problem: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        read(code, today=TODAY)
    assert caught.value.code == problem, caught.value.message("en")


def test_a_blank_check_character_survives_trimming_and_typing() -> None:
    """It is a character like any other, and printed as an underscore."""
    codes = (f"+A123{letter}{digit}1" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for digit in "09")
    code = next(code for code in codes if keys.hibc_check(code) == " ")
    for text in (code + " ", code + " \r\n", code + "_", f"*{code}_*", f" {code} "):
        assert read(text, today=TODAY).di == code[1:], repr(text)
    with pytest.raises(UnreadableCarrier):
        read(code, today=TODAY)


@given(
    st.from_regex(r"\A[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]\Z"),
    st.from_regex(r"\A[A-Z0-9.-]{1,18}\Z"),
    st.from_regex(r"\A[A-Z0-9.-]{1,18}\Z"),
    st.dates(date(2000, 1, 1), date(2070, 12, 31)),
)
def test_what_is_written_is_read(di: str, lot: str, serial: str, day: date) -> None:
    code = checked(f"+{di}/$$3{day:%y%m%d}{lot}/S{serial}/16D{day:%Y%m%d}")
    scan = read(code, today=TODAY)
    assert (di, lot, serial, day, day) == (
        scan.di, scan.lot, scan.serial, scan.expires_on, scan.made_on,
    )  # fmt: skip
