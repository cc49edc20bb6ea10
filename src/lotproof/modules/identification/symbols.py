"""Draw symbols: GS1 DataMatrix, GS1-128 and QR, as SVG, PNG or bare modules.

zxing-cpp draws them. It gets square brackets instead of round ones, because these are outside
character set 82: with round ones the lot A(10)B would become two elements on the label.
"""

import struct
import zlib
from typing import Final, Literal, NamedTuple
from xml.sax.saxutils import quoteattr

import zxingcpp

from lotproof.modules.identification.gs1 import ElementString
from lotproof.modules.identification.problems import UnreadableCarrier

GS1_128_LENGTH_MAX: Final = 48
"""Data characters in one symbol, separators included (General Specifications 5.4)."""
SCALES: Final = range(1, 65)
"""Pixels a module."""

Carrier = Literal["data_matrix", "code_128", "qr"]
QUIET_ZONES: Final[dict[Carrier, int]] = {"data_matrix": 1, "code_128": 10, "qr": 4}
"""Modules that stay white on each side (General Specifications 5.4 to 5.7); linear: left, right."""


class Modules(NamedTuple):
    """A symbol without quiet zone: one byte a module, 1 is dark; one row if it is linear."""

    rows: tuple[bytes, ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])


def modules(data: ElementString | str, carrier: Carrier) -> Modules:
    """The modules of GS1 `data`, or of plain text. GS1-128 takes GS1 data only.

    Raises UnreadableCarrier if a GS1-128 symbol would be longer than GS1 allows.
    """
    if carrier == "code_128":
        assert isinstance(data, ElementString)
        image = _code128(data).to_image(scale=1, add_quiet_zones=False)
        return Modules(_dark(image)[:1])
    if carrier == "data_matrix":
        symbol = _data_matrix(data)
    else:
        symbol = _create(data, zxingcpp.BarcodeFormat.QRCode)
    return Modules(_dark(symbol.to_image(scale=1, add_quiet_zones=False)))


def _dark(image: zxingcpp.Image) -> tuple[bytes, ...]:
    height, width = image.shape
    pixels = memoryview(image).tobytes()  # type: ignore[arg-type] # see data_matrix_png
    return tuple(
        bytes(pixel < 128 for pixel in pixels[y * width : (y + 1) * width]) for y in range(height)
    )


def data_matrix_svg(element_string: ElementString) -> str:
    """A GS1 DataMatrix as one `<svg>` element, one unit a module, quiet zone included."""
    return _svg(_data_matrix(element_string), element_string.hri)


def data_matrix_png(element_string: ElementString, scale: int) -> bytes:
    """A GS1 DataMatrix as grey PNG, `scale` (1–64) pixels a module, quiet zone included."""
    if scale not in SCALES:
        raise ValueError(f"scale must be 1 to 64 pixels a module, not {scale}")
    image = _data_matrix(element_string).to_image(scale=scale)
    height, width = image.shape
    # The image is a buffer, which its type stub does not say.
    return _png(memoryview(image).tobytes(), width, height)  # type: ignore[arg-type]


def code128_svg(element_string: ElementString) -> str:
    """A GS1-128 symbol (one line, bars only) as one `<svg>` element, one unit a module."""
    return _svg(_code128(element_string), element_string.hri)


def _code128(element_string: ElementString) -> zxingcpp.Barcode:
    length = len(element_string.data)
    if length > GS1_128_LENGTH_MAX:
        raise UnreadableCarrier("symbol_too_long", length=length, length_max=GS1_128_LENGTH_MAX)
    return _create(element_string, zxingcpp.BarcodeFormat.Code128)


def _data_matrix(data: ElementString | str) -> zxingcpp.Barcode:
    # Left alone, zxing-cpp may choose a rectangular extension that older scanners cannot read.
    return _create(data, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)


def _create(
    data: ElementString | str, form: zxingcpp.BarcodeFormat, **how: bool
) -> zxingcpp.Barcode:
    if isinstance(data, str):
        return zxingcpp.create_barcode(data, form, **how)
    return zxingcpp.create_barcode(_square_brackets(data), form, gs1=True, **how)


def _square_brackets(element_string: ElementString) -> str:
    return "".join(f"[{ai}]{value}" for ai, value in element_string.elements)


def _svg(symbol: zxingcpp.Barcode, hri: str) -> str:
    """The drawing without XML prologue, so that it can stand in a page, and made scalable."""
    drawing = symbol.to_svg()
    drawing = drawing[drawing.index("<svg") :]
    head, body = drawing.split(">", 1)
    width, height = (head.split(f'{name}="', 1)[1].split('"', 1)[0] for name in ("width", "height"))
    name = quoteattr(hri)
    return f'{head} viewBox="0 0 {width} {height}" role="img" aria-label={name}>{body}'


def _png(pixels: bytes, width: int, height: int) -> bytes:
    """Eight-bit grey `pixels`, row by row from the top, as PNG (ISO/IEC 15948)."""
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
