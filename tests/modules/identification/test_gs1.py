"""GS1 carriers through the one door: element strings, brackets, links, bare numbers."""

from datetime import date

import pytest

from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.identification.scan import Scan

TODAY = date(2026, 11, 22)
DI = "06948000000016"


def _fields(scan: Scan) -> dict[str, object]:
    """What the scan states, without how it came."""
    stated = {
        "di": scan.di,
        "lot": scan.lot,
        "serial": scan.serial,
        "expires_on": scan.expires_on,
        "made_on": scan.made_on,
        "sscc": scan.sscc,
        "quantity": scan.quantity,
        **scan.others,
    }
    return {name: value for name, value in stated.items() if value is not None}


FDA_EXAMPLE = {
    "di": "51022222233336",
    "made_on": date(2014, 12, 31),
    "expires_on": date(2015, 7, 7),
    "lot": "A213B1",
    "serial": "1234",
}
LABEL = {"di": DI, "expires_on": date(2028, 1, 15), "lot": "L2600001", "serial": "SN000042"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # FDA, "UDI formats by issuing agency", 1.3.
        ("(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234", FDA_EXAMPLE),
        ("]d2015102222223333611141231171507071" "0A213B1\x1d211234", FDA_EXAMPLE),
        # One label, every way it may come.
        (f"(01){DI}(17)280115(10)L2600001(21)SN000042", LABEL),
        (f"(01) {DI} (17) 280115 (10) L2600001 (21) SN000042\r\n", LABEL),
        (f"（０１）{DI}（17）280115（10）L2600001（21）SN000042", LABEL),
        (f"]d201{DI}1728011510L2600001\x1d21SN000042", LABEL),
        (f"]C101{DI}1728011510L2600001\x1d21SN000042\r", LABEL),
        (f"]Q301{DI}1728011510L2600001\x1d21SN000042", LABEL),
        (f"]e001{DI}1728011510L2600001\x1d21SN000042", LABEL),
        (f"01{DI}1728011510L2600001\x1d21SN000042", LABEL),
        (f"\x1d01{DI}1728011510L2600001\x1d21SN000042\x1d", LABEL),
        (f"]d221SN000042\x1d10L2600001\x1d17280115\x1d01{DI}", LABEL),
        (f"]d210L2600001\x1d01{DI}\x1d21SN000042\x1d\x1d17280115", LABEL),
        (f"(21)SN000042(10)L2600001(17)280115(01){DI}", LABEL),
        (f"https://id.gs1.org/01/{DI}/10/L2600001/21/SN000042?17=280115", LABEL),
        (f"HTTP://udi.example.cn/p/x/01/{DI}/10/L2600001/21/SN000042?17=280115&a=b", LABEL),
        (f"]Q3https://id.gs1.org/01/{DI}/10/L2600001/21/SN000042?17=280115", LABEL),
        # No FNC1 after the last element; a lot that looks like elements.
        (f"01{DI}10ABC17", {"di": DI, "lot": "ABC17"}),
        (f"01{DI}10L17280115", {"di": DI, "lot": "L17280115"}),
        (f"(01){DI}(10)A(1)B", {"di": DI, "lot": "A(1)B"}),
        (f"01{DI}10" + "X" * 20, {"di": DI, "lot": "X" * 20}),
        (f"01{DI}21abC-xyz_9/", {"di": DI, "serial": "abC-xyz_9/"}),
        # Dates.
        ("]C117280200", {"expires_on": date(2028, 2, 29)}),
        ("]C117270200", {"expires_on": date(2027, 2, 28)}),
        ("]C111261100", {"made_on": date(2026, 11, 30)}),
        (f"(01){DI}(7003)2811221430", {"di": DI, "expires_on": date(2028, 11, 22),
                                       "7003": "2811221430"}),
        (f"(01){DI}(8008)26112207", {"di": DI, "made_on": date(2026, 11, 22), "8008": "26112207"}),
        # Logistics.
        ("]C100106141412345678908", {"sscc": "106141412345678908"}),
        ("00106141412345678908", {"sscc": "106141412345678908"}),
        (f"(00)106141412345678908(02){DI}(37)25(10)L1",
         {"sscc": "106141412345678908", "02": DI, "quantity": 25, "lot": "L1"}),
        (f"(01){DI}(30)100", {"di": DI, "quantity": 100}),
        (f"(37)6(30)100(01){DI}", {"di": DI, "quantity": 100, "37": "6"}),
        ("]d810L1", {"lot": "L1"}),
        (f"(01){DI}(3103)000195(240)REF-1", {"di": DI, "3103": "000195", "240": "REF-1"}),
        # Made to order, piece of a set, Basic UDI-DI.
        (f"(03){DI}(21)7", {"di": DI, "03": DI, "serial": "7"}),
        (f"(8006){DI}0102", {"di": DI, "8006": f"{DI}0102"}),
        ("(8013)1987654Ad4X4bL5ttr2310c2K", {"8013": "1987654Ad4X4bL5ttr2310c2K"}),
        # Bare numbers, with and without the symbology identifier of a retail symbol.
        (DI, {"di": DI}),
        ("6948000000016", {"di": DI}),
        ("614141123452", {"di": "00614141123452"}),
        ("40170725", {"di": "00000040170725"}),
        ("]E06948000000016", {"di": DI}),
        ("]E440170725", {"di": "00000040170725"}),
        ("]I116948000000013", {"di": "16948000000013"}),
        ("106141412345678908", {"sscc": "106141412345678908"}),
        # A value twice, if it is the same, says nothing new.
        (f"(01){DI}(10)A(10)A", {"di": DI, "lot": "A"}),
        # Links: percent-encoding, empty extras, short GTIN, other keys.
        (f"https://id.gs1.org/01/{DI}/10/L%2F1%2B2?17=280115",
         {"di": DI, "lot": "L/1+2", "expires_on": date(2028, 1, 15)}),
        (f"https://id.gs1.org/01/{DI}/21/S1/?11=260101&linkType=gs1:pip#top",
         {"di": DI, "serial": "S1", "made_on": date(2026, 1, 1)}),
        (f"https://id.gs1.org/01/{DI}?10=A+B", {"di": DI, "lot": "A+B"}),
        ("https://id.gs1.org/01/614141123452", {"di": "00614141123452"}),
        ("https://id.gs1.org/00/106141412345678908?02=00614141123452&37=25&10=ABC123",
         {"sscc": "106141412345678908", "02": "00614141123452", "quantity": 25, "lot": "ABC123"}),
        (f"https://example.cn/01/01/{DI}", {"di": DI}),
        ("https://id.gs1.org/414/0614141123452/254/A1", {"414": "0614141123452", "254": "A1"}),
    ],
)  # fmt: skip
def test_reads(text: str, expected: dict[str, object]) -> None:
    scan = read(text, today=TODAY)
    assert expected == _fields(scan)
    assert (scan.kind, scan.issuer, scan.raw) == ("gs1", "GS1", text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"(01){DI[:-1]}7(10)A", "bad_check_digit"),
        (f"01{DI[:-1]}710A", "bad_check_digit"),
        ("]d20106948000000017", "bad_check_digit"),
        ("]E06948000000017", "bad_check_digit"),
        ("]I106948000000017", "bad_check_digit"),
        ("]E069480000000", "bad_gtin"),
        ("(00)106141412345678907", "bad_check_digit"),
        ("(8013)1987654Ad4X4bL5ttr2310c2L", "bad_check_pair"),
        (f"(01){DI}(99)", "truncated"),
        (f"(01){DI}(05)1", "unknown_application_identifier"),
        (f"]d201{DI}0501", "unknown_application_identifier"),
        ("]d2HELLO", "unknown_application_identifier"),
        ("]C1+A123BJC5D6E71G", "unknown_application_identifier"),
        ("(01)0694800000001", "truncated"),
        ("]d2010694800000001", "truncated"),
        (f"]d201{DI}1728", "truncated"),
        (f"]d201{DI}17\x1d280115", "truncated"),
        (f"(01){DI}(10){'X' * 21}", "value_too_long"),
        (f"]d201{DI}10{'X' * 19}21S1", "missing_separator"),
        (f"]d201{DI}10L2600001" + "21SN000042" + "17280115", "missing_separator"),
        (f"(01){DI}(17)281301", "bad_date"),
        (f"(01){DI}(17)280230", "bad_date"),
        (f"(01){DI}(17)280000", "bad_date"),
        (f"(01){DI}(7003)2802001430", "bad_date"),
        (f"(01){DI}(30)12A", "bad_value"),
        (f"(01){DI}(10)A B", "bad_value"),
        (f"(01){DI}(10)A#B", "bad_value"),
        (f"(01){DI}(10)批1", "bad_character"),
        (f"(01){DI}(10)A\u00a0B", "bad_character"),
        (f"(01){DI}(10)A(10)B", "conflicting_values"),
        (f"(01){DI}(01)16948000000013", "conflicting_values"),
        (f"https://id.gs1.org/01/{DI}/21/S/10/L", "bad_digital_link"),
        (f"https://id.gs1.org/01/{DI}/10/L/235/T", "bad_digital_link"),
        (f"https://id.gs1.org/01/{DI}/lot/L", "bad_digital_link"),
        (f"https://id.gs1.org/01/{DI}/10", "bad_digital_link"),
        (f"https://id.gs1.org/01/{DI}/10/%FF", "bad_digital_link"),
        (f"https://id.gs1.org/01/{DI}?10=%FF", "bad_digital_link"),
        ("]Q3https://example.cn/", "bad_digital_link"),
        ("https://id.gs1.org/01/06948000000017", "bad_check_digit"),
        (f"https://id.gs1.org/01/{DI}?17=281301", "bad_date"),
        (f"https://id.gs1.org/01/{DI}?05=1", "unknown_application_identifier"),
        (f"https://id.gs1.org/01/{DI}/10/A?10=B", "conflicting_values"),
        ("]d2\x1d", "truncated"),
        ("]d2", "empty"),
        ("]E212", "unsupported_symbol"),
        ("", "empty"),
        (" \t\r\n", "empty"),
        ("A" * 513, "too_long"),
        ("LOT\x0042", "bad_character"),
        ("LOT\u200b42", "bad_character"),  # invisible, and no other lot number will equal it
        ("[)>\x1e06\x1d25S", "bad_character"),
    ],
)  # fmt: skip
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        read(text, today=TODAY)
    assert caught.value.code == code, caught.value.message("en")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lot_12", "lot_12"),
        ("L-2026-0001", "L-2026-0001"),
        (" 批号-2026-1 \r\n", "批号-2026-1"),
        ("]C0LOT123", "LOT123"),
        ("10ABC", "10ABC"),  # could be AI 10; nobody said so
        ("20261122", "20261122"),  # the check digit of a GTIN-8 agrees; the prefix is not global
        ("20261122000008", "20261122000008"),  # the same for fourteen digits
        ("81234567890123456789", "81234567890123456789"),  # a Chinese drug tracing code
        ("https://example.com/lots/12", "https://example.com/lots/12"),
        ("https://example.com/01", "https://example.com/01"),
        ("https://[", "https://["),
        ("00000000", "00000000"),
        ("]", "]"),
    ],
)
def test_anything_else_is_plain(text: str, found: str) -> None:
    scan = read(text, today=TODAY)
    assert (scan.kind, scan.text, scan.raw, scan.doubt) == ("plain", found, text, None)
    assert _fields(scan) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06948000000017", "bad_check_digit"),  # perhaps a mistyped GTIN, perhaps a lot
        ("40170726", "bad_check_digit"),
        ("1728011510L260", "unmarked"),  # perhaps the second GS1-128 symbol of a label
    ],
)
def test_a_plain_text_that_resembles_a_carrier_says_so(text: str, code: str) -> None:
    """The lookup decides; if it finds nothing, the remark tells the user why."""
    scan = read(text, today=TODAY)
    assert (scan.kind, scan.text) == ("plain", text)
    assert scan.doubt is not None
    assert scan.doubt.code == code
    assert scan.doubt.message("zh") != scan.doubt.message("en")


@pytest.mark.parametrize(
    ("today", "yymmdd", "year"),
    [
        # General Specifications 7.12: 49 years back, 50 ahead.
        (date(2026, 1, 1), "760101", 2076),
        (date(2026, 1, 1), "770101", 1977),
        (date(2026, 1, 1), "000101", 2000),
        (date(2026, 1, 1), "990101", 1999),
        (date(2051, 1, 1), "010101", 2101),
        (date(2051, 1, 1), "020101", 2002),
        (date(2099, 1, 1), "490101", 2149),
        (date(2099, 1, 1), "500101", 2050),
        (date(2000, 1, 1), "500101", 2050),
        (date(2000, 1, 1), "510101", 1951),
    ],
)
def test_the_century_is_taken_from_today(today: date, yymmdd: str, year: int) -> None:
    assert read(f"]C117{yymmdd}", today=today).expires_on == date(year, 1, 1)


def test_a_leap_day_is_judged_in_its_own_century() -> None:
    assert read("]C117000229", today=date(2026, 1, 1)).expires_on == date(2000, 2, 29)
    with pytest.raises(UnreadableCarrier) as caught:
        read("]C117000229", today=date(2080, 1, 1))  # 2100 has no 29 February
    assert caught.value.code == "bad_date"
