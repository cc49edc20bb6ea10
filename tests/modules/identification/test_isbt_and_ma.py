"""ISBT 128 (ICCBBA) and MA (IDcode) codes."""

from datetime import date

import pytest

from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.problems import UnreadableCarrier

TODAY = date(2026, 11, 22)
# FDA, "UDI formats by issuing agency" 1.3, the examples for HCT/Ps and for blood bags.
TISSUE = "=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123"
BLOOD_BAG = "=)1TE123456A&)RZ12345678"
MA = "MA.156.M0.100350.01004YA10017.SLMSAGAAAC.M210628.LAY21062803.E220628.V220627.C3"


def test_tissue_example_of_the_fda() -> None:
    scan = read(TISSUE, today=TODAY)
    assert (scan.kind, scan.issuer) == ("iccbba", "ICCBBA")
    assert (scan.di, scan.serial, scan.lot) == ("A9999XYZ100T0944", "000025", "000000000000XYZ123")
    assert (scan.expires_on, scan.made_on) == (date(2014, 2, 1), date(2013, 2, 1))
    assert scan.others == {"din": "A99971312345600"}


def test_blood_bag_example_of_the_fda() -> None:
    scan = read(BLOOD_BAG, today=TODAY)
    assert (scan.di, scan.lot) == ("1TE123456A", "RZ12345678")


def test_compound_message_counts_its_structures() -> None:
    assert read("=+06000" + TISSUE, today=TODAY).di == "A9999XYZ100T0944"
    with pytest.raises(UnreadableCarrier) as caught:
        read("=+07000" + TISSUE, today=TODAY)
    assert caught.value.code == "truncated"


@pytest.mark.parametrize(
    ("text", "expires_on"),
    [
        ("=>024366", date(2024, 12, 31)),
        ("=>998001", date(1998, 1, 1)),
        ("=>100001", date(2100, 1, 1)),
    ],
)
def test_isbt_dates_state_their_century(text: str, expires_on: date) -> None:
    assert read(text, today=TODAY).expires_on == expires_on


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=>014366", "bad_date"),
        ("=>014000", "bad_date"),
        ("=>01403", "bad_isbt"),
        ("=/A9999XYZ100T094", "bad_isbt"),
        ("=/A9999XYZ100T0944=,000025=/A9999XYZ100T0945", "conflicting_values"),
        ("=/A9999XYZ100T0944=+01000", "bad_isbt"),
        ("=A9997131234560", "bad_isbt"),
        ("=O99971312345600", "bad_isbt"),  # facilities use no letter O
        ("&,", "bad_isbt"),
        ("=1+1", "bad_isbt"),
    ],
)
def test_isbt_refuses(text: str, code: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        read(text, today=TODAY)
    assert caught.value.code == code


def test_ma_code_with_production_identifiers() -> None:
    scan = read(MA, today=TODAY)
    assert (scan.kind, scan.issuer, scan.di) == ("ma", "ZIIOT", "MA.156.M0.100350.01004YA10017")
    assert (scan.lot, scan.serial) == ("AY21062803", "LMSAGAAAC")
    assert scan.made_on == date(2021, 6, 28)
    assert scan.expires_on == date(2022, 6, 27), "valid until and expiry differ: the earlier counts"
    assert scan.others == {"E": "220628", "V": "220627", "C": "3"}


def test_ma_code_without_production_identifiers_and_with_long_dates() -> None:
    assert read("MA.156.M0.100221.21234561", today=TODAY).di == "MA.156.M0.100221.21234561"
    scan = read("MA.156.M0.100761.21234561.M20220117.E20300116.Dste02", today=TODAY)
    assert (scan.made_on, scan.expires_on) == (date(2022, 1, 17), date(2030, 1, 16))
    assert scan.others == {"E": "20300116", "D": "ste02"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MA.156.M0.10022.21234561", "bad_ma"),
        ("MA.156.M0.100221", "bad_ma"),
        ("MA.156.M0.100221.21234561.", "bad_ma"),
        ("MA.156.M0.100221.21234561.7X", "bad_ma"),
        ("MA.156.M0.100221.21234561.LA.LB", "conflicting_values"),
        ("MA.156.M0.100221.21234561.E221301", "bad_date"),
        ("MA.156.M0.100221.21234561.E22130", "bad_date"),
    ],
)
def test_ma_refuses(text: str, code: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        read(text, today=TODAY)
    assert caught.value.code == code


def test_a_lot_number_that_begins_like_ma_is_plain() -> None:
    assert read("MA.12-7", today=TODAY).kind == "plain"
