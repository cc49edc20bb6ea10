"""Writes one label in ZPL II, the language of thermal transfer printers.

What the printer has, it draws: Latin text in its font 0, DataMatrix by ^BX, lines. What it may
not have goes as bitmap (^GFA): Chinese and bold text, symbols, and the codes whose modules must
be those that were tried (GS1-128, QR). Lengths on the label are in micrometres, here in dots.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lotproof.modules.identification.gs1 import GS, ElementString
from lotproof.modules.identification.symbols import Modules
from lotproof.modules.labelling.drawing import (
    MODULE_MIN,
    Box,
    CodeDoesNotFit,
    Size,
    box_of,
    element_svg,
    place_code,
    set_text,
    text_of,
)
from lotproof.modules.labelling.vocabulary import Carrier, ElementGiven, ElementKind

# Dots a millimetre, times ten: print heads called 203 dpi have 8, those called 300 dpi 11.8.
_DOTS_A_CENTIMETRE: Final = {203: 80, 300: 118}
_MICROMETRES_A_CENTIMETRE: Final = 10_000
_ESCAPE: Final = "_"
_HEX: Final = {character: f"_{ord(character):02X}" for character in "_^~\\"}


class Bitmap(NamedTuple):
    """Black dots: one byte a dot, 1 is black, row by row."""

    width: int
    dots: bytes


Rasterise = Callable[[str, int], Bitmap]
"""An SVG drawing as dots, at so many dots a centimetre."""


def label_zpl(
    size: Size,
    elements: Sequence[ElementGiven],
    values: Mapping[str, str],
    *,
    dpi: int,
    copies: int,
    rasterise: Rasterise,
) -> str:
    """The label from ^XA to ^XZ. `dpi` is 203 or 300. Raises as `drawing.label_svg` does, and
    CodeDoesNotFit where whole dots would make the modules too narrow.
    """
    scale = _Scale(_DOTS_A_CENTIMETRE[dpi], rasterise)
    lines = ["^XA", "^CI28", f"^PW{scale.dots(size.width)}", f"^LL{scale.dots(size.height)}"]
    for each in elements:
        lines += _element(each, values, scale)
    return "\n".join([*lines, f"^PQ{copies}", "^XZ", ""])


class _Scale(NamedTuple):
    dots_a_centimetre: int
    rasterise: Rasterise

    def dots(self, micrometres: int) -> int:
        return micrometres * self.dots_a_centimetre // _MICROMETRES_A_CENTIMETRE

    def micrometres(self, dots: int) -> int:
        """Rounded up, so that so many dots fit."""
        return -(-dots * _MICROMETRES_A_CENTIMETRE // self.dots_a_centimetre)

    def dots_at_least(self, micrometres: int) -> int:
        return -(-micrometres * self.dots_a_centimetre // _MICROMETRES_A_CENTIMETRE)


def _element(element: ElementGiven, values: Mapping[str, str], scale: _Scale) -> Iterator[str]:
    match element.kind:
        case ElementKind.TEXT | ElementKind.INTERPRETATION:
            text = text_of(element, values)
            if text.replace("\n", "").isascii() and not element.is_bold:
                yield from _text(element, text, scale)
            else:
                yield _picture(element, values, scale)
        case ElementKind.SIGN:
            yield _picture(element, values, scale)
        case ElementKind.CODE:
            yield _code(element, values, scale)
        case ElementKind.LINE:
            box = _in_dots(box_of(element), scale)
            thick = min(box.width, box.height)
            yield f"^FO{box.left},{box.top}^GB{box.width},{box.height},{thick}^FS"


def _in_dots(box: Box, scale: _Scale) -> Box:
    left, top, width, height = map(scale.dots, box)
    return Box(left, top, max(width, 1), max(height, 1))


def _text(element: ElementGiven, text: str, scale: _Scale) -> Iterator[str]:
    setting, box = set_text(element, text), box_of(element)
    height = scale.dots(setting.size)
    for line in setting.lines:
        if line.text:
            escaped = "".join(_HEX.get(character, character) for character in line.text)
            left, base = scale.dots(box.left), scale.dots(box.top + line.base)
            yield f"^FT{left},{base}^A0N,{height}^FH_^FD{escaped}^FS"


def _picture(element: ElementGiven, values: Mapping[str, str], scale: _Scale) -> str:
    box = _in_dots(box_of(element), scale)
    return graphic(
        box.left, box.top, scale.rasterise(element_svg(element, values), scale.dots_a_centimetre)
    )


def graphic(left: int, top: int, bitmap: Bitmap) -> str:
    """A bitmap at a place: ^GFA, eight dots a byte in hexadecimal digits, rows filled up.

    Of the printer's compression what saves most: a comma ends a row whose rest is white, a colon
    is a row like the one above.
    """
    row_bytes = -(-bitmap.width // 8)
    rows = [
        int(
            bitmap.dots[start : start + bitmap.width].translate(_BITS).ljust(row_bytes * 8, b"0"), 2
        )
        for start in range(0, len(bitmap.dots), bitmap.width)
    ]
    said = ""
    for above, row in zip([None, *rows], rows, strict=False):
        digits = f"{row:0{row_bytes * 2}X}"
        short = digits.rstrip("0")
        said += ":" if row == above else digits if short == digits else short + ","
    total = row_bytes * len(rows)
    return f"^FO{left},{top}^GFA,{total},{total},{row_bytes},{said}^FS"


_BITS: Final = bytes.maketrans(b"\0\1", b"01")


def _code(element: ElementGiven, values: Mapping[str, str], scale: _Scale) -> str:
    """The code with as many whole dots a module as its box holds."""
    assert element.carrier is not None
    placed, given = place_code(element, values), box_of(element)
    box = _in_dots(given, scale)
    across = placed.modules.width + 2 * placed.quiet
    is_linear = element.carrier is Carrier.CODE_128
    module = (box.width if is_linear else min(box.width, box.height)) // across
    least = scale.dots_at_least(MODULE_MIN[element.carrier])
    if module < least:
        room = given.width if is_linear else min(given.width, given.height)
        # Up to the next tenth of a millimetre.
        needed = -(-scale.micrometres(least * across) // 100)
        raise CodeDoesNotFit(
            carrier=element.carrier.label, needed=f"{needed / 10:.1f}", given=f"{room / 1000:.1f}"
        )
    left = box.left + placed.quiet * module
    if is_linear:
        return graphic(left, box.top, _scaled(placed.modules, module, box.height))
    top = box.top + placed.quiet * module
    if element.carrier is Carrier.QR:
        return graphic(left, top, _scaled(placed.modules, module, module))
    return f"^FO{left},{top}^BXN,{module},200,,,6,{_ESCAPE},1^FD{_data_matrix(placed.data)}^FS"


def _scaled(modules: Modules, width: int, height: int) -> Bitmap:
    """Each module as so many dots."""
    rows = [bytes(dot for dot in row for _ in range(width)) for row in modules.rows]
    return Bitmap(modules.width * width, b"".join(row * height for row in rows))


def _data_matrix(data: ElementString | str) -> str:
    """Field data of ^BX: FNC1 as _1, and the escape character itself as _d095."""
    text = data if isinstance(data, str) else data.data
    escaped = text.replace(_ESCAPE, f"{_ESCAPE}d{ord(_ESCAPE):03}").replace(GS, f"{_ESCAPE}1")
    return escaped if isinstance(data, str) else f"{_ESCAPE}1{escaped}"
