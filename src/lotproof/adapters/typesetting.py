"""Pages and pictures by typst, with a font of our own: the same input gives the same bytes.

Text that the font has no letter for is an error, never a blank box on paper.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import pylopdf_fonts_zh_cn
import typst

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused

Standard = Literal["a-2b", "a-3b"]
_MAIN: Final = "main.typ"
_FONTS: Final = [pylopdf_fonts_zh_cn.sans_path().parent]
_NO_LETTER: Final = re.compile(r"the text `\"(.*)\"` could not be displayed")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_RGBA: Final = 4


class NotInFont(
    Refused,
    code="not_in_font",
    en="“{text}” cannot be printed: the font has no letter for it. Write it in another way.",
    zh="“{text}”无法打印：字库中没有该字符。请改用其他写法。",
    http_status=422,
):
    """A rare ideograph or a picture character in a text that is to be printed."""


def pdf(source: str, files: Mapping[str, str], at: Instant, standard: Standard = "a-2b") -> bytes:
    """A typst document as PDF/A-2b, as of a moment; NotInFont.

    `files` are what the source names: drawings, data. PDF/A-3b may have files attached.
    """
    try:
        made: bytes = typst.compile(
            _given(source, files),
            format="pdf",
            font_paths=_FONTS,
            ignore_system_fonts=True,
            pdf_standards=[standard],
            timestamp=datetime.fromtimestamp(at // 1_000_000, tz=UTC),
        )
        return made
    except typst.TypstError as error:
        found = _NO_LETTER.search(str(error))
        if found is None:
            raise
        raise NotInFont(text=found[1][:40]) from None


def picture(source: str, files: Mapping[str, str], dots_an_inch: float) -> tuple[int, bytes]:
    """The one page of a typst document as grey pixels: width, and a byte a pixel, row by row."""
    png: bytes = typst.compile(
        _given(source, files),
        format="png",
        ppi=dots_an_inch,
        font_paths=_FONTS,
        ignore_system_fonts=True,
    )
    return _grey(png)


def _given(source: str, files: Mapping[str, str]) -> Any:
    """The files by their names, which typst takes and its type stub does not know of."""
    return {_MAIN: source.encode()} | {name: text.encode() for name, text in files.items()}


def _grey(png: bytes) -> tuple[int, bytes]:
    """Width and the red of each pixel of a black and white picture (8-bit RGBA, ISO/IEC 15948)."""
    assert png.startswith(_PNG)
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (8, 6)
    data, position = b"", len(_PNG)
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += length + 12
    raw, stride = zlib.decompress(data), width * _RGBA
    above, pixels = bytearray(width), bytearray()
    for start in range(0, height * (stride + 1), stride + 1):
        # Each colour of a pixel differs from the same colour of others: one can be read alone.
        reds = raw[start + 1 : start + 1 + stride : _RGBA]
        above = _unfiltered(raw[start], reds, above)
        pixels += above
    return width, bytes(pixels)


def _unfiltered(method: int, row: bytes, above: bytearray) -> bytearray:
    """A row of one colour from its differences (ISO/IEC 15948, 9.2)."""
    out = bytearray(row)
    if method == 2:
        return bytearray(map(_sum, row, above))
    left = corner = 0
    for i, value in enumerate(row if method else ()):
        over = above[i]
        if method == 1:
            guess = left
        elif method == 3:
            guess = (left + over) // 2
        else:
            guess = _paeth(left, over, corner)
        left = out[i] = (value + guess) & 255
        corner = over
    return out


def _sum(difference: int, over: int) -> int:
    return (difference + over) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))
