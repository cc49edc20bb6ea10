"""Setting text into a box: widths of letters, lines, and a size at which it fits.

Widths are those of Noto Sans SC, the font of printed labels; other fonts are stretched to them
when the label is drawn, so that a text fits in a browser as it fits on paper. Lengths are in
micrometres.
"""

import unicodedata
from typing import Final, NamedTuple

FONT: Final = "Noto Sans SC"
SMALLEST: Final = 60
"""A text that is too long is set smaller, down to this part (%) of its height."""
_STEP: Final = 5

# Advance widths of Noto Sans SC, thousandths of the letter height, from "!" to "~".
_WIDTHS: Final = (
    323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555,
    555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552,
    689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531,
    603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284,
    926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
)  # fmt: skip
_OTHERS: Final = {
    " ": 224, "°": 370, "µ": 628, "–": 536, "®": 473, "©": 832, "™": 711, "²": 411, "³": 411,
    "€": 555, "£": 555, "¥": 555,
}  # fmt: skip
_IDEOGRAPH: Final = 1000
_ALPHABETS: Final = ("LATIN", "GREEK", "CYRILLIC")
_LETTER: Final = 650
"""About; the drawing stretches a text by what is missing."""
_BOLD: Final = 106
"""Bold letters take up so many hundredths of the width."""
_ASCENT: Final = 880
"""From the top of a line to the base of its letters, thousandths of the letter height."""
_LEADING: Final = 1180
"""From one line to the next, thousandths of the letter height."""


class Line(NamedTuple):
    """A line of text: `base` is the distance of its base line from the top of the box."""

    text: str
    base: int
    width: int


class Setting(NamedTuple):
    """Text as it stands in its box: letters of `size`."""

    size: int
    lines: tuple[Line, ...]


def width_of(text: str, size: int, *, is_bold: bool = False) -> int:
    """Micrometres that `text` takes up on one line in letters of `size`."""
    total = sum(map(_advance, text)) * size // 1000
    return total * _BOLD // 100 if is_bold else total


def _advance(letter: str) -> int:
    if "!" <= letter <= "~":
        return _WIDTHS[ord(letter) - ord("!")]
    if letter in _OTHERS:
        return _OTHERS[letter]
    if unicodedata.combining(letter):
        return 0
    return _LETTER if unicodedata.name(letter, "").startswith(_ALPHABETS) else _IDEOGRAPH


def fit(text: str, width: int, height: int, size: int, *, is_bold: bool = False) -> Setting | None:
    """`text` in a box, in letters of `size` or, if need be, smaller; None where it does not fit."""
    for percent in range(100, SMALLEST - 1, -_STEP):
        smaller = size * percent // 100
        lines = _lines(text, width, smaller, is_bold=is_bold)
        if lines is not None and _tall(len(lines), smaller) <= height:
            return Setting(
                smaller,
                tuple(
                    Line(
                        line,
                        (smaller * _ASCENT + number * smaller * _LEADING) // 1000,
                        width_of(line, smaller, is_bold=is_bold),
                    )
                    for number, line in enumerate(lines)
                ),
            )
    return None


def _tall(count: int, size: int) -> int:
    return size + (count - 1) * size * _LEADING // 1000


def _lines(text: str, width: int, size: int, *, is_bold: bool) -> list[str] | None:
    """The lines of `text`, broken at blanks and around ideographs; None if a word is too wide."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph):
            if width_of((line + word).rstrip(), size, is_bold=is_bold) <= width:
                line += word
                continue
            if width_of(word.strip(), size, is_bold=is_bold) > width:
                return None
            lines.append(line.rstrip())
            line = word.lstrip()
        lines.append(line.rstrip())
    return lines


def _words(paragraph: str) -> list[str]:
    """What stays together: letters up to the next blank, each ideograph, each bracketed element."""
    words: list[str] = []
    for letter in paragraph:
        opens = letter == "(" or _is_ideograph(letter) or letter == " "
        if not words or opens or words[-1] == " " or _is_ideograph(words[-1][-1]):
            words.append(letter)
        else:
            words[-1] += letter
    return words


def _is_ideograph(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter) == "Lo"
