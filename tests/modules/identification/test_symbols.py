"""Drawn symbols are decoded from their pixels, and say what they were made from."""

import re
import struct
import zlib
from datetime import date
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.identification.carriers import read
from lotproof.modules.identification.keys import CHARACTER_SET_82
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.identification.symbols import code128_svg, data_matrix_png, data_matrix_svg
from lotproof.modules.identification.udi import gs1_sscc, gs1_udi

TODAY = date(2026, 11, 22)
DI = "06948000000016"
UDI = gs1_udi(DI, expires_on=date(2028, 1, 15), lot="L2600001", serial="SN000042")


def pixels_of_png(png: bytes) -> tuple[bytes, int, int]:
    """The grey pixels of a PNG: chunks walked, checksums compared, rows unfiltered."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = {}
    position = 8
    while position < len(png):
        (length,) = struct.unpack_from(">I", png, position)
        kind_and_content = png[position + 4 : position + 8 + length]
        (checksum,) = struct.unpack_from(">I", png, position + 8 + length)
        assert checksum == zlib.crc32(kind_and_content)
        chunks[kind_and_content[:4]] = kind_and_content[4:]
        position += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour) == (8, 0)
    rows = zlib.decompress(chunks[b"IDAT"])
    lines = [rows[y * (width + 1) : (y + 1) * (width + 1)] for y in range(height)]
    assert all(line[0] == 0 for line in lines)
    return b"".join(line[1:] for line in lines), width, height


def pixels_of_svg(svg: str, scale: int = 4) -> tuple[bytes, int, int]:
    """The pixels of the rectangles that the drawing consists of."""
    root = ET.fromstring(svg)
    _, _, width, height = (int(number) for number in root.attrib["viewBox"].split())
    canvas = [bytearray(b"\xff" * width * scale) for _ in range(height * scale)]
    path = next(element for element in root.iter() if element.tag.endswith("path"))
    number = r"(-?[\d.]+)"
    marks = re.findall(rf"M{number} {number}h{number}v{number}h{number}Z", path.attrib["d"])
    assert len(marks) == path.attrib["d"].count("M"), "a shape that this test cannot draw"
    for x, y, w, h, _ in marks:
        left, top, right, bottom = (
            round(float(v) * scale)
            for v in (x, y, float(x) + float(w), float(y) + float(h))
        )  # fmt: skip
        for row in canvas[top:bottom]:
            row[left:right] = b"\x00" * (right - left)
    return b"".join(canvas), width * scale, height * scale


def decoded(pixels: bytes, width: int, height: int) -> str:
    """What a scanner would transmit, with its symbology identifier."""
    image = memoryview(pixels).cast("B", (height, width))
    symbol = zxingcpp.read_barcode(image, text_mode=zxingcpp.TextMode.Plain)
    assert symbol is not None, "nothing was found in the picture"
    return symbol.symbology_identifier + symbol.text


def test_data_matrix_as_png_and_as_svg() -> None:
    png = decoded(*pixels_of_png(data_matrix_png(UDI, scale=4)))
    svg = decoded(*pixels_of_svg(data_matrix_svg(UDI)))
    assert png == svg == "]d2" + UDI.data
    scan = read(png, today=TODAY)
    assert (scan.di, scan.lot, scan.serial) == (DI, "L2600001", "SN000042")
    assert scan.expires_on == date(2028, 1, 15)


def test_gs1_128_as_svg() -> None:
    assert decoded(*pixels_of_svg(code128_svg(UDI))) == "]C1" + UDI.data
    label = gs1_sscc("106141412345678908")
    scan = read(decoded(*pixels_of_svg(code128_svg(label))), today=TODAY)
    assert scan.sscc == "106141412345678908"


@given(
    st.text(CHARACTER_SET_82, min_size=1, max_size=20),
    st.text(CHARACTER_SET_82, min_size=1, max_size=20),
)
def test_any_lot_and_serial_is_drawn_as_it_is(lot: str, serial: str) -> None:
    """Brackets too: given the printed form, the encoder would make elements of them."""
    try:
        udi = gs1_udi(DI, lot=lot, serial=serial)
    except UnreadableCarrier:
        return
    assert decoded(*pixels_of_png(data_matrix_png(udi, scale=3))) == "]d2" + udi.data


def test_a_bracket_in_a_lot_stays_in_the_lot() -> None:
    udi = gs1_udi(DI, lot="A(1)B")
    assert read(decoded(*pixels_of_png(data_matrix_png(udi, 3))), today=TODAY).lot == "A(1)B"


@pytest.mark.parametrize("length", range(1, 21))
def test_the_matrix_is_always_square(length: int) -> None:
    """Older scanners do not know the rectangular extension, which the encoder would prefer."""
    _, width, height = pixels_of_png(data_matrix_png(gs1_udi(DI, lot="A" * length), 1))
    assert width == height


def test_svg_can_stand_in_a_page_and_says_what_it_is() -> None:
    svg = data_matrix_svg(gs1_udi(DI, lot="A\"<&>'1".replace("<", "-").replace(">", "-")[:5]))
    assert svg.startswith("<svg ")
    assert "<!DOCTYPE" not in svg
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == f'(01){DI}(10)A"-&-'


def test_quiet_zones_are_part_of_the_drawing() -> None:
    pixels, width, height = pixels_of_svg(code128_svg(UDI), scale=1)
    rows = [pixels[y * width : (y + 1) * width] for y in range(height)]
    assert all(set(row[:10]) == set(row[-10:]) == {255} for row in rows)
    pixels, width, height = pixels_of_png(data_matrix_png(UDI, 1))
    assert set(pixels[:width]) == set(pixels[-width:]) == {255}


def test_gs1_128_refuses_more_than_48_characters() -> None:
    just = gs1_udi(DI, lot="1" * 20, expires_on=date(2028, 1, 15))  # 16 + 8 + 22
    assert code128_svg(just).startswith("<svg ")
    with pytest.raises(UnreadableCarrier) as caught:
        code128_svg(gs1_udi(DI, lot="1" * 10, expires_on=date(2028, 1, 15), serial="1" * 10))
    assert caught.value.code == "symbol_too_long"
    assert caught.value.params == {"length": 49, "length_max": 48}


@pytest.mark.parametrize("scale", [0, -1, 65])
def test_png_refuses_a_scale_out_of_bounds(scale: int) -> None:
    with pytest.raises(ValueError, match="1 to 64"):
        data_matrix_png(UDI, scale)
