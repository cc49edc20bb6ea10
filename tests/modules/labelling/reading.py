"""Reads labels back as a scanner and a printer would: pictures by zxing-cpp, GS1 data by biip.

The reader of ZPL knows the few words that labels are written in, after Zebra's programming guide.
"""

import re
from typing import Any, NamedTuple

import biip
import zxingcpp

from lotproof.adapters.typesetting import picture

DPI = 300.0


class Image(NamedTuple):
    """Grey pixels."""

    width: int
    pixels: bytes

    @property
    def height(self) -> int:
        return len(self.pixels) // self.width


def rendered(svg: str, dpi: float = DPI) -> Image:
    """An SVG drawing in its real size at a resolution."""
    source = '#set page(width: auto, height: auto, margin: 0mm)\n#image("a.svg")\n'
    return Image(*picture(source, {"a.svg": svg}, dpi))


def scanned(image: Image) -> list[str]:
    """What a scanner transmits of a picture: symbology identifier, then the data as they are."""
    view: Any = memoryview(image.pixels).cast("B", shape=[image.height, image.width])
    return [
        each.symbology_identifier + each.bytes.decode("ascii")
        for each in zxingcpp.read_barcodes(view)
    ]


def gs1_of(text: str) -> dict[str, str]:
    """Application identifier → value, as an independent parser reads a scanner's text."""
    message = biip.parse(text).gs1_message
    assert message is not None, text
    return {each.ai.ai: each.value for each in message.element_strings}


# --- ZPL ----------------------------------------------------------------------------------------


class Field(NamedTuple):
    """One field: where, what command draws it, and its data with escapes undone."""

    left: int
    top: int
    command: str
    data: str


class Printed(NamedTuple):
    """One label: its size in dots, copies, and fields."""

    width: int
    height: int
    copies: int
    fields: list[Field]

    def of(self, command: str) -> list[Field]:
        return [each for each in self.fields if each.command.startswith(command)]


_WORDS = re.compile(r"\^([A-Z][A-Z0-9])([^^]*)")


def labels_in(zpl: str) -> list[Printed]:
    """Every label from ^XA to ^XZ; a word that is not known fails."""
    found = []
    for body in re.findall(r"\^XA(.*?)\^XZ\n", zpl, re.DOTALL):
        found.append(_label(body.replace("\n", "")))
    rest = re.sub(r"\^XA.*?\^XZ\n", "", zpl, flags=re.DOTALL)
    assert rest == "", rest
    return found


def _label(body: str) -> Printed:
    size: dict[str, int] = {}
    fields, left, top, command, data, is_hex = [], 0, 0, "", "", False
    assert "~" not in body
    for word, given in _WORDS.findall(body):
        if word in ("PW", "LL", "PQ"):
            size[word] = int(given)
        elif word in ("FO", "FT"):
            left, top = map(int, given.split(","))
            command, data, is_hex = "", "", False
        elif word in ("A0", "BX", "GF", "GB"):
            command = word + given
        elif word == "FH":
            assert given == "_"
            is_hex = True
        elif word == "FD":
            data = _unescaped(given) if is_hex else given
        elif word == "FS":
            fields.append(Field(left, top, command, data))
        else:
            assert (word, given) == ("CI", "28"), word
    return Printed(size["PW"], size["LL"], size["PQ"], fields)


def _unescaped(text: str) -> str:
    return re.sub(r"_([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)


def data_matrix_text(field: Field) -> str:
    """What a scanner transmits of a ^BX field: ]d2 where it begins with FNC1, GS in between."""
    assert re.fullmatch(r"BXN,[0-9]+,200,,,6,_,1", field.command)
    text = re.sub(r"_d([0-9]{3})", lambda f: chr(int(f[1])), field.data)
    if text.startswith("_1"):
        return "]d2" + text[2:].replace("_1", "\x1d")
    return "]d1" + text


def graphic_of(field: Field) -> Image:
    """A ^GFA field as a picture, its compression undone, with white around it."""
    total, again, row_bytes, digits = re.fullmatch(
        r"GFA,([0-9]+),([0-9]+),([0-9]+),([0-9A-F,:]*)", field.command
    ).groups()  # type: ignore[union-attr]
    assert total == again
    rows: list[str] = []
    per_row, row = int(row_bytes) * 2, ""
    for letter in digits:
        if letter == ":":
            assert row == ""
            rows.append(rows[-1])
            continue
        row = row.ljust(per_row, "0") if letter == "," else row + letter
        if len(row) == per_row:
            rows.append(row)
            row = ""
    assert row == ""
    assert len(rows) * int(row_bytes) == int(total)
    bits = [f"{int(each, 16):0{per_row * 4}b}" for each in rows]
    margin = 60
    width = per_row * 4 + 2 * margin
    white = b"\xff" * width
    side = b"\xff" * margin
    lines = [side + bytes(0 if bit == "1" else 255 for bit in each) + side for each in bits]
    return Image(width, white * margin + b"".join(lines) + white * margin)
