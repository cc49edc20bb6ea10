"""Check characters and keys, against published numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.identification import keys
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.identification.udi import check_digit, gtin14, sscc


@pytest.mark.parametrize(
    ("payload", "digit"),
    [
        # GS1 TDS and General Specifications examples.
        ("0061414112345", "2"),
        ("1061414112345", "9"),
        ("10614141123456789", "7"),
        ("061414100001", "2"),
        # General Specifications 7.9.1, the worked example 6291041500213.
        ("629104150021", "3"),
    ],
)
def test_check_digit_agrees_with_published_numbers(payload: str, digit: str) -> None:
    assert check_digit(payload) == digit


@given(st.text("0123456789", min_size=1, max_size=17), st.data())
def test_check_digit_notices_every_single_wrong_digit(payload: str, data: st.DataObject) -> None:
    """What a check digit is for: one mistyped digit must never pass."""
    number = payload + check_digit(payload)
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda d: d != number[place]))
    with pytest.raises(UnreadableCarrier) as caught:
        keys.check_key(number[:place] + other + number[place + 1 :])
    assert caught.value.code == "bad_check_digit"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("40170725", "00000040170725"),
        ("614141123452", "00614141123452"),
        ("6948000000016", "06948000000016"),
        (" 06948000000016 ", "06948000000016"),
        ("51022222233336", "51022222233336"),
    ],
)
def test_gtin14_pads_to_fourteen_digits(typed: str, stored: str) -> None:
    assert gtin14(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("06948000000017", "bad_check_digit"),
        ("694800000001", "bad_check_digit"),
        ("123456789", "bad_gtin"),
        ("", "bad_gtin"),
        ("0694800000001X", "bad_gtin"),
        ("٠٦٩٤٨٠٠٠٠٠٠٠١٦", "bad_gtin"),  # Arabic-Indic digits: str.isdigit says yes
        ("00000000000000", "bad_gtin"),
    ],
)
def test_gtin14_refuses(typed: str, code: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gtin14(typed)
    assert caught.value.code == code


def test_wrong_check_digit_is_named_with_the_right_one() -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        gtin14("06948000000017")
    assert caught.value.params == {"number": "06948000000017", "expected": "6"}
    assert "should be 6" in caught.value.message("en")
    assert "应为 6" in caught.value.message("zh")


def test_sscc_agrees_with_the_published_number() -> None:
    assert sscc(1, "0614141", 123456789) == "106141411234567897"
    assert sscc(1, "0614141", 234567890) == "106141412345678908"


@pytest.mark.parametrize(
    ("extension", "prefix", "reference"),
    [(10, "0614141", 1), (-1, "0614141", 1), (1, "061", 1), (1, "0614141000000", 1),
     (1, "06A4141", 1), (1, "0614141", 10**9), (1, "0614141", -1)],
)  # fmt: skip
def test_sscc_refuses_parts_that_do_not_fit(extension: int, prefix: str, reference: int) -> None:
    """A reference that overflows would change the prefix: somebody else's number."""
    with pytest.raises(UnreadableCarrier) as caught:
        sscc(extension, prefix, reference)
    assert caught.value.code == "bad_sscc_part"


def test_check_pair_agrees_with_the_published_gmn() -> None:
    # General Specifications 7.9.5: 1987654Ad4X4bL5ttr2310c2K.
    assert keys.check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@pytest.mark.parametrize(
    ("code", "check"),
    [
        # ANSI/HIBC SLS, the example label and the table of secondary formats (link character L).
        ("+A123BJC5D6E71", "G"),
        ("+122713C001L", "5"),
        ("+$3C001L", "V"),
        ("+$$02123C001L", "W"),
        ("+$$20215123C001L", "/"),
        ("+$$31202153C001L", "+"),
        ("+$$4120216113C001L", "2"),
        ("+$$5122713C001L", "2"),
        ("+$$612271113C001L", "5"),
        ("+$$73C001L", "Y"),
        ("+$$82402123C001L", "3"),
        ("+$$824L", "P"),
        ("+$$90010009953C001L", "H"),
        ("+A99912345/$$52001510X3/16D20111212/S77DE1G45", "-"),
    ],
)
def test_hibc_check_agrees_with_published_codes(code: str, check: str) -> None:
    assert keys.hibc_check(code) == check
