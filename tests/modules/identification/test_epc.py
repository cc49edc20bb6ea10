"""RFID tags, against published encodings and against bits put together here by hand."""

from datetime import date

import pytest
from epcpy.epc_schemes.sgtin import SGTIN, SGTINFilterValue
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.keys import check_digit
from lotproof.modules.identification.problems import UnreadableCarrier

TODAY = date(2026, 11, 22)
SGTIN_198 = "3674257BF6B7A659B2C2BF1" + "0" * 27

# GS1 EPC Tag Data Standard: company prefix digits → bits of prefix, bits of item reference.
PARTITIONS = {12: (40, 4), 11: (37, 7), 10: (34, 10), 9: (30, 14), 8: (27, 17), 7: (24, 20),
              6: (20, 24)}  # fmt: skip


def sgtin_bits(header: int, prefix: str, indicator_and_item: str) -> str:
    """Header, filter 1, partition, prefix and item reference, as the standard draws them."""
    prefix_bits, item_bits = PARTITIONS[len(prefix)]
    partition = 12 - len(prefix)
    return (
        f"{header:08b}{1:03b}{partition:03b}"
        f"{int(prefix):0{prefix_bits}b}{int(indicator_and_item):0{item_bits}b}"
    )


def as_hex(bits: str) -> str:
    padded = bits.ljust(-(-len(bits) // 16) * 16, "0")
    return f"{int(padded, 2):0{len(padded) // 4}X}"


def sgtin_198_with_serial(serial: str) -> str:
    letters = "".join(f"{ord(character):07b}" for character in serial).ljust(140, "0")
    return as_hex(sgtin_bits(0x36, "0614141", "712345") + letters)


@pytest.mark.parametrize(
    ("text", "di", "serial"),
    [
        ("3074257BF7194E4000001A85", "80614141123458", "6789"),
        ("3074257bf7194e4000001a85", "80614141123458", "6789"),
        ("3034257BF46DB64000003039", "10614141123459", "12345"),
        (SGTIN_198 + "00", "70614141123451", "32a/b"),
        (SGTIN_198, "70614141123451", "32a/b"),
        ("urn:epc:id:sgtin:0614141.112345.400", "10614141123459", "400"),
        ("urn:epc:id:sgtin:0614141.712345.32a%2Fb", "70614141123451", "32a/b"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.6789", "80614141123458", "6789"),
        ("urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb", "70614141123451", "32a/b"),
        ("urn:epc:raw:96.x3074257BF7194E4000001A85", "80614141123458", "6789"),
    ],
)
def test_sgtin(text: str, di: str, serial: str) -> None:
    scan = read(text, today=TODAY)
    assert (scan.kind, scan.issuer, scan.di, scan.serial) == ("epc", "GS1", di, serial)


@pytest.mark.parametrize(
    "text",
    [
        "3174257BF4499602D2000000",
        "urn:epc:id:sscc:0614141.1234567890",
        "urn:epc:tag:sscc-96:3.0614141.1234567890",
    ],
)
def test_sscc(text: str) -> None:
    scan = read(text, today=TODAY)
    assert (scan.kind, scan.sscc, scan.di) == ("epc", "106141412345678908", None)


@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.sampled_from(sorted(PARTITIONS)),
    st.integers(0, 2**38 - 1),
)
def test_sgtin_96_of_any_partition(digits: str, prefix_length: int, serial: int) -> None:
    """The bits are made by our own hand; the reader's library is not asked."""
    indicator, prefix, item = digits[0], digits[1 : 1 + prefix_length], digits[1 + prefix_length :]
    scan = read(as_hex(sgtin_bits(0x30, prefix, indicator + item) + f"{serial:038b}"), today=TODAY)
    assert (scan.di, scan.serial) == (digits + check_digit(digits), str(serial))


@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.sampled_from(sorted(PARTITIONS)),
    st.text("!%&'()*+,-./0129:;<=>?ABYZ_abyz\"", min_size=1, max_size=20),
)
def test_sgtin_198_of_any_partition(digits: str, prefix_length: int, serial: str) -> None:
    indicator, prefix, item = digits[0], digits[1 : 1 + prefix_length], digits[1 + prefix_length :]
    letters = "".join(f"{ord(character):07b}" for character in serial).ljust(140, "0")
    scan = read(as_hex(sgtin_bits(0x36, prefix, indicator + item) + letters), today=TODAY)
    assert (scan.di, scan.serial) == (digits + check_digit(digits), serial)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E28011606000020412345678", "bad_epc_header"),
        ("A0000000000000000000000A", "bad_epc_header"),
        ("urn:epc:raw:96.xE28011606000020412345678", "bad_epc_header"),
        ("307F257BF7194E4000001A85", "bad_epc"),  # partition 7
        (as_hex(sgtin_bits(0x30, "9999999", "0")[:14] + "1" * 82), "bad_epc"),  # 2**24 - 1
        (as_hex(f"{0x30:08b}001111{1:017b}{2:027b}{3:038b}"), "bad_epc"),  # partition 7 again
        (as_hex(f"{0x30:08b}001101{2**24 - 1:024b}{2:020b}{3:038b}"), "bad_epc"),  # 8 digits
        ("3174257BF4499602D2ABCDEF", "bad_epc"),  # reserved bits
        ("3674257BF6B7A659B2C2BF10", "bad_epc"),  # half of an SGTIN-198
        ("3674257BF6B7" + "0" * 40, "bad_epc"),  # no serial
        (SGTIN_198[:-1] + "F0F", "bad_epc"),
        ("urn:epc:tag:sgtin-96:9.0614141.812345.6789", "bad_epc"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.06789", "bad_epc"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.abc", "bad_epc"),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.274877906944", "bad_epc"),
        ("urn:epc:id:sgtin:0614141.1123.4", "bad_epc"),
        ("urn:epc:id:sgtin:0614141.112345.", "bad_epc"),
        ("urn:epc:id:sgtin:0614141.112345." + "1" * 21, "value_too_long"),
        ("urn:epc:id:sgln:0614141.12345.400", "bad_epc"),
        ("urn:epc:tag:sgtin-64:1.0614141.812345.1", "bad_epc"),
        (sgtin_198_with_serial("a\0b"), "bad_epc"),
        (sgtin_198_with_serial("#"), "bad_value"),  # not of character set 82
    ],
)
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(UnreadableCarrier) as caught:
        read(text, today=TODAY)
    assert caught.value.code == code, caught.value.message("en")


def test_a_decimal_number_of_the_same_length_is_no_tag() -> None:
    assert read("202611220000000000000001", today=TODAY).kind == "plain"


def test_gs1_data_of_the_same_length_is_no_tag() -> None:
    """(01)…(17)… without its start mark is 24 digits too."""
    scan = read("010694800000001617280115", today=TODAY)
    assert (scan.kind, scan.di) == ("gs1", "06948000000016")


@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.sampled_from(sorted(PARTITIONS)),
    st.integers(0, 2**38 - 1),
)
def test_epcpy_agrees_where_it_is_right(digits: str, prefix_length: int, serial: int) -> None:
    """An independent decoder, asked about numbers of the older scheme only (see `epc`)."""
    indicator, prefix, item = digits[0], digits[1 : 1 + prefix_length], digits[1 + prefix_length :]
    memory = as_hex(sgtin_bits(0x30, prefix, indicator + item) + f"{serial:038b}")
    tag = SGTIN.from_hex(memory)
    uri = tag.tag_uri(SGTIN.BinaryCodingScheme.SGTIN_96, SGTINFilterValue.POS_ITEM)
    for text in (memory, uri, tag.epc_uri):
        scan = read(text, today=TODAY)
        assert (scan.di, scan.serial) == (tag.gtin(), str(serial)), text
