"""Label runs as what a printer or a browser is given: SVG drawings, PDF pages, ZPL text."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from lotproof.adapters.typesetting import pdf, picture
from lotproof.kernel.clock import Instant
from lotproof.modules.labelling.contents import Label
from lotproof.modules.labelling.drawing import Size, label_svg
from lotproof.modules.labelling.vocabulary import ElementGiven, PrintFormat
from lotproof.modules.labelling.zpl import Bitmap, label_zpl

_GREY: Final = 128
_CENTIMETRES_AN_INCH: Final = 2.54
_DPI: Final = {PrintFormat.ZPL_203: 203, PrintFormat.ZPL_300: 300}


class Sheet(NamedTuple):
    """What is to be printed: size in micrometres, elements, and every different label."""

    size: Size
    elements: Sequence[ElementGiven]
    labels: Sequence[Label]


class Drawn(NamedTuple):
    """One drawing, and how many of it."""

    svg: str
    copies: int


def drawings(sheet: Sheet) -> list[Drawn]:
    """Every label as SVG, in order."""
    return [
        Drawn(label_svg(sheet.size, sheet.elements, each.values), each.copies)
        for each in sheet.labels
    ]


def pdf_of(sheet: Sheet, at: Instant) -> bytes:
    """A page a label, in real size; NotInFont."""
    width, height = (f"{length / 1000:g}mm" for length in sheet.size)
    drawn = drawings(sheet)
    files = {f"{number}.svg": each.svg for number, each in enumerate(drawn)}
    pages = [f"#set page(width: {width}, height: {height}, margin: 0mm)"]
    for number, each in enumerate(drawn):
        image = f'#image("{number}.svg", width: {width}, height: {height}, alt: "label")'
        pages += [image] * each.copies
    return pdf("\n#pagebreak(weak: true)\n".join(pages), files, at)


def zpl_of(sheet: Sheet, dpi: int) -> str:
    """One ^XA…^XZ a different label, copies by ^PQ; NotInFont, CodeDoesNotFit."""
    return "".join(
        label_zpl(
            sheet.size,
            sheet.elements,
            each.values,
            dpi=dpi,
            copies=each.copies,
            rasterise=_rasterised,
        )
        for each in sheet.labels
    )


def file_of(sheet: Sheet, form: PrintFormat, at: Instant) -> dict[str, object]:
    """What the door answers: `labels`, or `text`, or `base64`, with a media type and a name."""
    if form is PrintFormat.SVG:
        labels = [each._asdict() for each in drawings(sheet)]
        return {"media_type": "image/svg+xml", "extension": "svg", "labels": labels}
    if form is PrintFormat.PDF:
        content = base64.b64encode(pdf_of(sheet, at)).decode()
        return {"media_type": "application/pdf", "extension": "pdf", "base64": content}
    return {"media_type": "application/zpl", "extension": "zpl", "text": zpl_of(sheet, _DPI[form])}


# Names, symbols and units are the same on all labels of a run.
@lru_cache(maxsize=256)
def _rasterised(svg: str, dots_a_centimetre: int) -> Bitmap:
    source = '#set page(width: auto, height: auto, margin: 0mm)\n#image("drawing.svg")\n'
    # PDF is strict about missing letters, pictures are not.
    pdf(source, {"drawing.svg": svg}, Instant(0))
    width, pixels = picture(source, {"drawing.svg": svg}, dots_a_centimetre * _CENTIMETRES_AN_INCH)
    return Bitmap(width, bytes(pixel < _GREY for pixel in pixels))
