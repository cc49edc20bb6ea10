"""The standard designs: what a label looks like before anybody has designed one."""

from typing import Final, NamedTuple

from lotproof.kernel.quantity import Amount
from lotproof.modules.labelling.vocabulary import (
    Carrier,
    ElementGiven,
    ElementKind,
    Sign,
    TemplateUse,
)

_MM: Final = 1_000_000


class Known(NamedTuple):
    """What is known of the item to be labelled: which of its fields have values, and what it is."""

    names: frozenset[str]
    is_device: bool
    has_serials: bool
    is_sterile: bool
    is_single_use: bool


class Design(NamedTuple):
    """Size in steps of mm, and the elements."""

    width: Amount
    height: Amount
    elements: list[ElementGiven]


class _Page:
    """Elements from top to bottom; all in tenths of a millimetre."""

    def __init__(self) -> None:
        self.elements: list[ElementGiven] = []
        self.top = 20

    def add(self, kind: ElementKind, left: int, width: int, height: int, **more: object) -> None:
        tenths = [Amount(each * _MM // 10) for each in (left, self.top, width, height)]
        self.elements.append(
            ElementGiven(
                kind=kind,
                from_left=tenths[0],
                from_top=tenths[1],
                width=tenths[2],
                height=tenths[3],
                unit="mm",
                **more,  # type: ignore[arg-type]  # the rest of the same shape, by name
            )
        )

    def text(self, content: str, left: int, width: int, letters: int, lines: int = 1) -> None:
        """Text of so many lines; the first ones of a label are bold."""
        height = letters * (100 + (lines - 1) * 118) // 100 + 1
        size = Amount(letters * _MM // 10)
        is_bold = letters >= 30
        self.add(
            ElementKind.TEXT, left, width, height, content=content, letters=size, is_bold=is_bold
        )
        self.top += height + 4

    def row(self, sign: Sign, content: str, left: int, width: int) -> None:
        """A symbol and what it is the symbol of."""
        self.add(ElementKind.SIGN, left, 110, 42, sign=sign)
        self.top += 6
        self.add(
            ElementKind.TEXT,
            left + 115,
            width - 115,
            30,
            content=content,
            letters=Amount(28 * _MM // 10),
        )
        self.top += 45

    def signs(self, left: int, *shown: Sign) -> None:
        """Symbols side by side."""
        for sign in shown:
            width = {Sign.STERILE: 230, Sign.UDI: 100}.get(sign, 80)
            self.add(ElementKind.SIGN, left, width, 54, sign=sign)
            left += width + 5

    def code(self, carrier: Carrier, left: int, width: int, height: int) -> None:
        self.add(ElementKind.CODE, left, width, height, carrier=carrier)

    def interpretation(self, left: int, width: int, lines: int) -> None:
        letters = 22
        height = letters * (100 + (lines - 1) * 118) // 100 + 2
        self.add(
            ElementKind.INTERPRETATION, left, width, height, letters=Amount(letters * _MM // 10)
        )
        self.top += height + 4

    def design(self, width: int, height: int) -> Design:
        return Design(Amount(width * _MM // 10), Amount(height * _MM // 10), self.elements)


def standard(use: TemplateUse, known: Known) -> Design:
    """The standard design for what is labelled."""
    match use:
        case TemplateUse.ITEM:
            return _device(known) if known.is_device else _material(known)
        case TemplateUse.PACKAGE:
            return _package(known)
        case TemplateUse.LOGISTIC:
            return _logistic()


def _device(known: Known) -> Design:
    """80 × 50 mm: names, production identifiers, DataMatrix at the right, symbols below."""
    page = _Page()
    page.code(Carrier.DATA_MATRIX, 560, 220, 220)
    page.text("{item.name}", 20, 530, 32, lines=2)
    if "item.name_zh" in known.names:
        page.text("{item.name_zh}", 20, 530, 30)
    _model(page, known, 530)
    page.row(Sign.CATALOGUE, _catalogue(known), 20, 530)
    page.row(Sign.LOT, "{lot.number}", 20, 530)
    if known.has_serials:
        page.row(Sign.SERIAL, "{serial.number}", 20, 530)
    _dates(page, known, 530)
    page.top = 240
    _marks(page, known, 560)
    page.top = 440
    page.interpretation(20, 760, 2)
    return page.design(800, 500)


def _marks(page: _Page, known: Known, left: int) -> None:
    """Below the code: what it is, how it may be used, whether it is sterile."""
    page.signs(left, Sign.UDI, Sign.MEDICAL_DEVICE)
    page.top += 65
    page.signs(left, Sign.INSTRUCTIONS, *([Sign.DO_NOT_REUSE] if known.is_single_use else []))
    page.top += 65
    if known.is_sterile:
        page.signs(left, Sign.STERILE)


def _model(page: _Page, known: Known, width: int) -> None:
    said = [name for name in ("item.brand", "item.model") if name in known.names]
    if said:
        page.text("  ".join(f"{{{name}}}" for name in said), 20, width, 24)
    if "item.registration_number" in known.names:
        page.text("注册证 Reg. No. {item.registration_number}", 20, width, 22)


def _catalogue(known: Known) -> str:
    has_one = "item.catalogue_number" in known.names
    return "{item.catalogue_number}" if has_one else "{item.number}"


def _dates(page: _Page, known: Known, width: int) -> None:
    """Side by side where there are two."""
    top, half = page.top, width // 2
    page.row(Sign.MADE_ON, "{made_on}", 20, half)
    if "expires_on" in known.names:
        page.top = top
        page.row(Sign.USE_BY, "{expires_on}", 20 + half, half)


def _material(known: Known) -> Design:
    """70 × 35 mm, for what is received or made here and not sold."""
    page = _Page()
    page.code(Carrier.DATA_MATRIX, 520, 160, 160)
    page.text("{item.number}", 20, 490, 36)
    page.text("{item.name}", 20, 490, 26, lines=2)
    if "item.name_zh" in known.names:
        page.text("{item.name_zh}", 20, 490, 26)
    page.row(Sign.LOT, "{lot.number}", 20, 490)
    if known.has_serials:
        page.row(Sign.SERIAL, "{serial.number}", 20, 490)
    if "expires_on" in known.names:
        page.row(Sign.USE_BY, "{expires_on}", 20, 490)
    page.top = 190
    page.add(ElementKind.INTERPRETATION, 520, 160, 60, letters=Amount(22 * _MM // 10))
    return page.design(700, 350)


def _package(known: Known) -> Design:
    """100 × 60 mm, for a box, case or pallet with a device identifier of its own."""
    page = _Page()
    page.code(Carrier.DATA_MATRIX, 720, 260, 260)
    page.text("{item.name}", 20, 680, 36, lines=2)
    if "item.name_zh" in known.names:
        page.text("{item.name_zh}", 20, 680, 34)
    page.text("{package.name} × {package.items}", 20, 680, 40)
    page.row(Sign.CATALOGUE, _catalogue(known), 20, 680)
    page.row(Sign.LOT, "{lot.number}", 20, 680)
    _dates(page, known, 680)
    page.top = 300
    _marks(page, known, 720)
    page.top = 540
    page.interpretation(20, 960, 2)
    return page.design(1000, 600)


def _logistic() -> Design:
    """105 × 148 mm (A6), the SSCC as GS1-128 at the bottom (GS1 Logistic Label Guideline)."""
    page = _Page()
    page.top = 40
    page.text("{site.name}", 40, 970, 44, lines=2)
    page.add(ElementKind.LINE, 40, 970, 5)
    page.top += 20
    page.text("{package.level}", 40, 970, 60)
    page.text("{package.contents}", 40, 970, 34, lines=12)
    page.top = 820
    page.add(ElementKind.LINE, 40, 970, 5)
    page.top = 850
    page.text("SSCC", 40, 970, 36)
    page.text("{sscc}", 40, 970, 64)
    page.top = 1040
    page.code(Carrier.CODE_128, 40, 970, 330)
    page.top = 1390
    page.interpretation(340, 670, 1)
    return page.design(1050, 1480)
