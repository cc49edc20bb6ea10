"""Draws one label as SVG: values in, text out. Lengths are in micrometres.

No style attributes and no scripts, so that it can stand in a page under a strict content policy.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

import msgspec

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t
from lotproof.modules.identification import symbols
from lotproof.modules.identification.gs1 import ElementString
from lotproof.modules.identification.symbols import QUIET_ZONES, Modules
from lotproof.modules.labelling import lettering, signs
from lotproof.modules.labelling.coding import NotEncodable, coded, interpretation
from lotproof.modules.labelling.fields import filled
from lotproof.modules.labelling.lettering import Setting
from lotproof.modules.labelling.vocabulary import (
    NANOMETRES_A_MICROMETRE,
    Carrier,
    ElementGiven,
    ElementKind,
)

_FAMILY: Final = (
    f"'{lettering.FONT}', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
)
_CARRIERS: Final[dict[Carrier, symbols.Carrier]] = {
    Carrier.DATA_MATRIX: "data_matrix",
    Carrier.CODE_128: "code_128",
    Carrier.QR: "qr",
}
_GS1_ONLY: Final = t(
    "GS1-128 holds GS1 data only, and the item has no GTIN. Choose a DataMatrix.",
    "GS1-128 只承载 GS1 数据，而该物料没有 GTIN。请选用 DataMatrix。",
)
MODULE_MIN: Final[dict[Carrier, int]] = {
    Carrier.DATA_MATRIX: 250,
    Carrier.QR: 250,
    Carrier.CODE_128: 170,
}
"""Narrowest module (X-dimension) for regulated healthcare items (General Specifications 5.12.3)."""


class TextDoesNotFit(
    Refused,
    code="label_text_does_not_fit",
    en="“{text}” does not fit its box on the label ({width} × {height} mm), even set at"
    " {smallest} % of its height. Make the box larger, or the text shorter.",
    zh="“{text}”在标签上的框（{width} × {height} 毫米）内放不下（字号已缩至 {smallest}%）。"
    "请放大该框或缩短文字。",
):
    """What stands on a label is never cut off."""


class CodeDoesNotFit(
    Refused,
    code="label_code_does_not_fit",
    en="The {carrier} needs {needed} mm on the label, and its box has {given} mm. Make the box"
    " larger.",
    zh="标签上的{carrier}需要 {needed} 毫米，而其框仅 {given} 毫米。请放大该框。",
):
    """Modules narrower than the least that scanners are sure to read."""


class Size(NamedTuple):
    """Of a label."""

    width: int
    height: int


class Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class PlacedCode(NamedTuple):
    """A code in its box: upper left corner of the dark part, and the width of a module.

    `quiet` are the modules that stay white on each side.
    """

    left: int
    top: int
    module: int
    bar_height: int
    quiet: int
    modules: Modules
    data: ElementString | str


def micrometres(length: Amount) -> int:
    """A length in mm, whose smallest step is a nanometre."""
    return length // NANOMETRES_A_MICROMETRE


def box_of(element: ElementGiven) -> Box:
    return Box(
        *map(micrometres, (element.from_left, element.from_top, element.width, element.height))
    )


def label_svg(
    size: Size,
    elements: Sequence[ElementGiven],
    values: Mapping[str, str],
    *,
    is_specimen: bool = False,
) -> str:
    """The label with these values as one `<svg>` element, in its real size.

    A specimen says so behind everything else, so that it is never taken for a label. Raises
    LabelValueMissing, NotEncodable, TextDoesNotFit, CodeDoesNotFit.
    """
    body = _rectangle(Box(0, 0, *size), "#fff")
    if is_specimen:
        body += _specimen(size)
    body += "".join(_element(each, values) for each in elements)
    width, height = (f"{length / 1000:g}mm" for length in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {size.width} {size.height}">{body}</svg>'
    )


def element_svg(element: ElementGiven, values: Mapping[str, str]) -> str:
    """One element alone, on white, in the size of its box."""
    origin = Amount(0)
    alone = msgspec.structs.replace(element, from_left=origin, from_top=origin)
    box = box_of(alone)
    return label_svg(Size(box.width, box.height), [alone], values)


def _specimen(size: Size) -> str:
    letters = min(size.height // 3, size.width // 8)
    x, y = size.width // 2, size.height // 2
    return (
        f'<text x="{x}" y="{y + letters // 3}" font-size="{letters}" text-anchor="middle" '
        f'font-family="{_FAMILY}" fill="#ddd" transform="rotate(-20 {x} {y})">SPECIMEN 样张</text>'
    )


def _element(element: ElementGiven, values: Mapping[str, str]) -> str:
    match element.kind:
        case ElementKind.TEXT | ElementKind.INTERPRETATION:
            return _text(element, text_of(element, values))
        case ElementKind.CODE:
            return "".join(_code(place_code(element, values)))
        case ElementKind.SIGN:
            return _sign(element)
        case ElementKind.LINE:
            return _rectangle(box_of(element), "#000")


def _rectangle(box: Box, fill: str) -> str:
    return (
        f'<rect x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" '
        f'fill="{fill}"/>'
    )


# --- text ---------------------------------------------------------------------------------------


def text_of(element: ElementGiven, values: Mapping[str, str]) -> str:
    """What a text element says."""
    if element.kind is ElementKind.INTERPRETATION:
        return interpretation(values)
    assert element.content is not None
    return filled(element.content, values)


def set_text(element: ElementGiven, text: str) -> Setting:
    """The text in the element's box, smaller if need be; TextDoesNotFit."""
    assert element.letters is not None
    box = box_of(element)
    setting = lettering.fit(
        text, box.width, box.height, micrometres(element.letters), is_bold=element.is_bold
    )
    if setting is None:
        raise TextDoesNotFit(
            text=text[:60],
            width=amount_text(element.width, element.unit),
            height=amount_text(element.height, element.unit),
            smallest=lettering.SMALLEST,
        )
    return setting


def _text(element: ElementGiven, text: str) -> str:
    setting, box = set_text(element, text), box_of(element)
    # Printed labels have one weight of the font: strokes around the letters make them bold.
    weight = f' stroke="#000" stroke-width="{setting.size * 4 // 100}"' if element.is_bold else ""
    return "".join(
        f'<text x="{box.left}" y="{box.top + line.base}" font-size="{setting.size}" '
        f'font-family="{_FAMILY}"{weight} textLength="{line.width}" '
        f'lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(line.text)}</text>'
        for line in setting.lines
        if line.text
    )


# --- codes and signs ----------------------------------------------------------------------------


def place_code(element: ElementGiven, values: Mapping[str, str]) -> PlacedCode:
    """The code as large as whole micrometres a module let it be; CodeDoesNotFit, NotEncodable."""
    assert element.carrier is not None
    data, box, carrier = coded(values), box_of(element), _CARRIERS[element.carrier]
    if carrier == "code_128" and isinstance(data, str):
        raise NotEncodable(problem=_GS1_ONLY)
    found = symbols.modules(data, carrier)
    quiet = QUIET_ZONES[carrier]
    across = found.width + 2 * quiet
    is_linear = element.carrier is Carrier.CODE_128
    room = box.width if is_linear else min(box.width, box.height)
    module = room // across
    if module < MODULE_MIN[element.carrier]:
        needed = across * MODULE_MIN[element.carrier]
        raise CodeDoesNotFit(
            carrier=element.carrier.label,
            needed=f"{needed / 1000:.1f}",
            given=f"{room / 1000:.1f}",
        )
    left, top = box.left + quiet * module, box.top + (0 if is_linear else quiet * module)
    height = box.height if is_linear else module
    return PlacedCode(left, top, module, height, quiet, found, data)


def _code(code: PlacedCode) -> Iterator[str]:
    """Dark modules as one path; runs of them in a row are one bar."""
    quiet = code.module
    yield _rectangle(
        Box(
            code.left - quiet,
            code.top - quiet if len(code.modules.rows) > 1 else code.top,
            code.modules.width * code.module + 2 * quiet,
            len(code.modules.rows) * code.bar_height + (2 * quiet if code.modules.rows[1:] else 0),
        ),
        "#fff",
    )
    yield '<path fill="#000" shape-rendering="crispEdges" d="'
    for number, row in enumerate(code.modules.rows):
        y = code.top + number * code.bar_height
        for start, length in dark_runs(row):
            x, width = code.left + start * code.module, length * code.module
            yield f"M{x} {y}h{width}v{code.bar_height}h-{width}z"
    yield '"/>'


def dark_runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end - start
        start = row.find(1, end)


def _sign(element: ElementGiven) -> str:
    """The symbol as large as its box lets it be, at the upper left."""
    assert element.sign is not None
    box, drawn = box_of(element), signs.drawing(element.sign)
    return (
        f'<svg x="{box.left}" y="{box.top}" width="{box.width}" height="{box.height}" '
        f'viewBox="0 0 {drawn.width} {signs.HEIGHT}" preserveAspectRatio="xMinYMin meet">'
        f"{drawn.body}</svg>"
    )
