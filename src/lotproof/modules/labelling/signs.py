"""Symbols of ISO 15223-1, drawn simply, out of strokes alone: no font is needed.

Each stands in a box 100 units high; the words in a frame (LOT, STERILE) make it wider. They are
drawings of our own after the description in the standard. Before a label goes to print for a
market, compare them with the standard's.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from lotproof.modules.labelling.vocabulary import Sign

HEIGHT: Final = 100
_STROKE: Final = 6

# Letters 40 wide and 60 high, as SVG path data with {x} and {y} already at the origin.
_LETTERS: Final = {
    "A": "M0 60L20 0L40 60M8 40H32",
    "D": "M0 0V60H16Q40 58 40 30Q40 2 16 0Z",
    "E": "M38 0H0V60H38M0 30H32",
    "F": "M38 0H0V60M0 30H32",
    "I": "M20 0V60",
    "L": "M0 0V60H36",
    "M": "M0 60V0L20 36L40 0V60",
    "N": "M0 60V0L40 60V0",
    "O": "M20 0Q40 0 40 30Q40 60 20 60Q0 60 0 30Q0 0 20 0Z",
    "R": "M0 60V0H22Q38 0 38 16Q38 32 22 32H0M20 32L40 60",
    "S": "M39 9Q32 0 20 0Q2 0 2 15Q2 28 20 30Q39 32 39 46Q39 60 20 60Q6 60 0 50",
    "T": "M0 0H40M20 0V60",
    "U": "M0 0V40Q0 60 20 60Q40 60 40 40V0",
}
_LETTER_WIDTH, _GAP, _MARGIN = 40, 14, 18


class Drawing(NamedTuple):
    """SVG elements in a box `width` by HEIGHT units."""

    width: int
    body: str


def drawing(sign: Sign) -> Drawing:
    """The symbol in black strokes on nothing."""
    return _DRAWINGS[sign]()


def _strokes(path: str, *, fill: str = "none") -> str:
    return (
        f'<path d="{path}" fill="{fill}" stroke="#000" stroke-width="{_STROKE}" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _word(text: str, left: int) -> str:
    step = _LETTER_WIDTH + _GAP
    return "".join(
        f'<g transform="translate({left + index * step} 20)">{_strokes(_LETTERS[letter])}</g>'
        for index, letter in enumerate(text)
    )


def _word_width(text: str) -> int:
    return len(text) * _LETTER_WIDTH + (len(text) - 1) * _GAP + 2 * _MARGIN


def _framed(*words: str) -> Callable[[], Drawing]:
    """Words in a frame, with a bar between two."""

    def draw() -> Drawing:
        body, left = "", 3
        for word in words:
            width = _word_width(word)
            body += _strokes(f"M{left} 3H{left + width}V97H{left}Z") + _word(word, left + _MARGIN)
            left += width
        return Drawing(left + 3, body)

    return draw


def _square(body: str) -> Callable[[], Drawing]:
    return lambda: Drawing(HEIGHT, body)


def _dot(x: int, y: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="5" fill="#000"/>'


_FACTORY: Final = "M5 95V15H20V58L45 40V58L70 40V58L95 40V95Z"
_HOURGLASS: Final = "M20 5H80M20 95H80M27 5V20L47 50L27 80V95M73 5V20L53 50L73 80V95"
_DRAWINGS: Final[dict[Sign, Callable[[], Drawing]]] = {
    Sign.MANUFACTURER: _square(_strokes(_FACTORY, fill="#000")),
    Sign.MADE_ON: _square(_strokes(_FACTORY)),
    Sign.USE_BY: _square(_strokes(_HOURGLASS)),
    Sign.LOT: _framed("LOT"),
    Sign.CATALOGUE: _framed("REF"),
    Sign.SERIAL: _framed("SN"),
    Sign.STERILE: _framed("STERILE"),
    Sign.STERILE_EO: _framed("STERILE", "EO"),
    Sign.STERILE_R: _framed("STERILE", "R"),
    Sign.MEDICAL_DEVICE: _framed("MD"),
    Sign.UDI: _framed("UDI"),
    Sign.KEEP_DRY: _square(
        _strokes("M8 62Q10 30 50 28Q90 30 92 62Q78 52 64 62Q50 52 36 62Q22 52 8 62Z")
        + _strokes("M50 58V86Q50 95 41 95Q33 95 33 86M28 6V18M50 3V15M72 6V18")
    ),
    Sign.DO_NOT_REUSE: _square(
        '<circle cx="50" cy="50" r="45" fill="none" stroke="#000" stroke-width="6"/>'
        + _strokes("M36 40Q36 25 51 25Q66 25 66 39Q66 49 52 60L36 75H67M18 18L82 82")
    ),
    Sign.INSTRUCTIONS: _square(
        _strokes("M50 30Q35 18 7 20V80Q35 77 50 90Q65 77 93 80V20Q65 18 50 30V90M71 50V66")
        + _dot(71, 36)
    ),
    Sign.CAUTION: _square(_strokes("M50 8L95 90H5ZM50 36V62") + _dot(50, 76)),
}
