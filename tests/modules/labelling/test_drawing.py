"""Drawn labels are read back: what a scanner reads is what the label should say."""

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.adapters.label_files import Sheet, drawings, pdf_of, zpl_of
from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import parse_amount
from lotproof.modules.identification.keys import CHARACTER_SET_82
from lotproof.modules.labelling import designs, signs
from lotproof.modules.labelling.contents import Label
from lotproof.modules.labelling.drawing import (
    CodeDoesNotFit,
    Size,
    TextDoesNotFit,
    element_svg,
    label_svg,
    micrometres,
)
from lotproof.modules.labelling.fields import FIELDS, LabelValueMissing
from lotproof.modules.labelling.vocabulary import (
    Carrier,
    ElementGiven,
    ElementKind,
    Sign,
    TemplateUse,
)
from tests.modules.labelling.reading import (
    data_matrix_text,
    graphic_of,
    gs1_of,
    labels_in,
    rendered,
    scanned,
)

LOTS = st.text(CHARACTER_SET_82, min_size=1, max_size=20).filter(lambda text: "(" not in text)
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
WHOLE = designs.Known(
    frozenset(
        {"item.name_zh", "item.brand", "item.model", "item.registration_number", "expires_on"}
    ),
    is_device=True,
    has_serials=True,
    is_sterile=True,
    is_single_use=True,
)


def element(kind: ElementKind, *box: str, **more: Any) -> ElementGiven:
    left, top, width, height = (parse_amount(each, "mm") for each in box)
    return ElementGiven(
        kind=kind, from_left=left, from_top=top, width=width, height=height, unit="mm", **more
    )


def text(content: str, *box: str, letters: str = "3", **more: Any) -> ElementGiven:
    size = parse_amount(letters, "mm")
    return element(ElementKind.TEXT, *box, content=content, letters=size, **more)


def values_of(use: TemplateUse) -> dict[str, str]:
    return {name: each.sample for name, each in FIELDS[use].items()}


def sheet(use: TemplateUse, **more: str) -> Sheet:
    design = designs.standard(use, WHOLE)
    size = Size(micrometres(design.width), micrometres(design.height))
    return Sheet(size, design.elements, [Label(values_of(use) | more, 2)])


# --- standard designs ---------------------------------------------------------------------------


def expected(use: TemplateUse) -> dict[str, str]:
    """The samples of `fields` by application identifier."""
    if use is TemplateUse.LOGISTIC:
        return {"00": "106948000000000017"}
    found = {"01": "06948000000016", "11": "260115", "17": "290114", "10": "L2600001"}
    return found | ({"21": "SN000042"} if use is TemplateUse.ITEM else {})


@pytest.mark.parametrize("use", TemplateUse)
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_standard_design_is_read_back(use: TemplateUse, dpi: int) -> None:
    svg = drawings(sheet(use))[0].svg
    found = scanned(rendered(svg, dpi))
    assert [gs1_of(each) for each in found] == [expected(use)]


@pytest.mark.parametrize("use", TemplateUse)
def test_a_specimen_can_still_be_read(use: TemplateUse) -> None:
    size, given_, labels = sheet(use)
    svg = label_svg(size, given_, labels[0].values, is_specimen=True)
    assert len(scanned(rendered(svg))) == 1


@pytest.mark.parametrize("use", TemplateUse)
@pytest.mark.parametrize("is_device", [True, False])
def test_everything_of_the_standard_design_stands_on_the_label(
    use: TemplateUse, is_device: bool
) -> None:
    design = designs.standard(use, WHOLE._replace(is_device=is_device))
    for each in design.elements:
        assert each.from_left + each.width <= design.width
        assert each.from_top + each.height <= design.height


@pytest.mark.parametrize("is_device", [True, False])
@pytest.mark.parametrize("has_serials", [True, False])
def test_nothing_of_the_standard_design_lies_on_a_code(is_device: bool, has_serials: bool) -> None:
    known = WHOLE._replace(is_device=is_device, has_serials=has_serials)
    for use in TemplateUse:
        given_ = designs.standard(use, known).elements
        code = next(each for each in given_ if each.kind is ElementKind.CODE)
        for each in given_:
            is_apart = (
                each.from_left >= code.from_left + code.width
                or each.from_left + each.width <= code.from_left
                or each.from_top >= code.from_top + code.height
                or each.from_top + each.height <= code.from_top
            )
            assert each is code or is_apart, each


# --- any contents -------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(lot=LOTS, expires=DAYS, carrier=st.sampled_from([Carrier.DATA_MATRIX, Carrier.QR]))
def test_whatever_a_lot_is_called_its_code_is_read_back(
    lot: str, expires: date, carrier: Carrier
) -> None:
    code = element(ElementKind.CODE, "0", "0", "30", "30", carrier=carrier)
    said = {"di": "06948000000016", "lot.number": lot, "expires_on": expires.isoformat()}
    found = scanned(rendered(element_svg(code, said)))
    assert [gs1_of(each) for each in found] == [
        {"01": "06948000000016", "17": f"{expires:%y%m%d}", "10": lot}
    ]


def test_without_a_device_identifier_the_code_is_our_own_id() -> None:
    code = element(ElementKind.CODE, "0", "0", "12", "12", carrier=Carrier.DATA_MATRIX)
    found = scanned(rendered(element_svg(code, {"code": "lot_12", "lot.number": "A"})))
    assert found == ["]d1lot_12"]


def test_a_code_is_as_large_as_its_box_lets_it_be_and_never_too_fine() -> None:
    """FNC1, 12 pairs of digits, 10, L, four pairs or digits: 19 codewords fit 20 × 20 modules
    (ISO/IEC 16022, table 7); with a quiet zone of 1 that is 22 × 0.25 = 5.5 mm.
    """
    said = {"di": "06948000000016", "lot.number": "L2600001", "expires_on": "2029-01-14"}
    least = element(ElementKind.CODE, "0", "0", "5.5", "5.5", carrier=Carrier.DATA_MATRIX)
    assert len(scanned(rendered(element_svg(least, said), 600))) == 1
    smaller = element(ElementKind.CODE, "0", "0", "5.4", "6", carrier=Carrier.DATA_MATRIX)
    with pytest.raises(CodeDoesNotFit) as refused:
        element_svg(smaller, said)
    assert "5.5 mm" in refused.value.text("en")
    assert "5.4 mm" in refused.value.text("en")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_sound_xml(content: str) -> None:
    printable = "".join(c for c in content if c.isprintable())
    shown = text("{item.name}", "0", "0", "100", "100", letters="2")
    drawn = element_svg(shown, {"item.name": printable or "x"})
    found = "".join(ET.fromstring(drawn).itertext())
    assert found.replace(" ", "") == (printable or "x").replace(" ", "")


def test_text_is_wrapped_made_smaller_and_at_last_refused() -> None:
    said = {"item.name": "Infusion set with needle, sterile"}
    roomy, narrow = (text("{item.name}", "0", "0", width, "8") for width in ("60", "30"))
    assert element_svg(roomy, said).count("<text") == 1
    assert element_svg(narrow, said).count("<text") == 2
    tight = text("{item.name}", "0", "0", "30", "4")
    assert 'font-size="3000"' not in element_svg(tight, said)
    with pytest.raises(TextDoesNotFit):
        element_svg(text("{item.name}", "0", "0", "10", "4"), said)


def test_widths_are_those_of_the_font() -> None:
    """Drawn without being stretched, a line is as wide as was reckoned (to a hundredth)."""
    line = "Wide LOT {lot.number} 输液器 15-30 °C, ß µ é (x)".replace("{lot.number}", "1")
    drawn = element_svg(text(line, "0", "0", "120", "6", letters="4"), {})
    width = int(drawn.split('textLength="')[1].split('"')[0])
    plain = drawn.replace(f' textLength="{width}"', "").replace(
        ' lengthAdjust="spacingAndGlyphs"', ""
    )
    image = rendered(plain)
    ink = [i % image.width for i, pixel in enumerate(image.pixels) if pixel < 128]
    across = (max(ink) + 1) / image.width * 120_000
    assert across == pytest.approx(width, rel=0.015)


def test_an_empty_place_is_never_printed() -> None:
    with pytest.raises(LabelValueMissing) as refused:
        element_svg(text("Use by {expires_on}", "0", "0", "60", "5"), {})
    assert "expires_on" in refused.value.text("en")
    assert "失效日期" in refused.value.text("zh")


# --- symbols ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", Sign)
def test_a_symbol_is_drawn_without_letters_and_inside_its_box(sign: Sign) -> None:
    drawn = signs.drawing(sign)
    assert "<text" not in drawn.body
    width = drawn.width + 40
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="140" '
        f'viewBox="-20 -20 {width} 140"><rect x="-20" y="-20" width="{width}" height="140" '
        f'fill="#fff"/>{drawn.body}</svg>'
    )
    image = rendered(svg, 96)
    dark = [divmod(i, image.width) for i, pixel in enumerate(image.pixels) if pixel < 128]
    rows, columns = [row for row, _ in dark], [column for _, column in dark]
    assert min(rows) >= 19
    assert max(rows) <= 121
    assert min(columns) >= 19
    assert max(columns) <= image.width - 19
    assert max(rows) - min(rows) > 70, "as high as its box"


def test_symbols_differ() -> None:
    assert len({signs.drawing(sign).body for sign in Sign}) == len(Sign)


# --- PDF and ZPL --------------------------------------------------------------------------------


def test_a_pdf_has_a_page_a_label_and_is_the_same_twice() -> None:
    first, again = (pdf_of(sheet(TemplateUse.ITEM), Instant(10**15)) for _ in range(2))
    assert first == again
    assert first.count(b"/MediaBox") == 2
    assert b"/MediaBox[0 0 226.77165 141.73228]" in first.replace(b" [", b"["), "80 × 50 mm"


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("use", [TemplateUse.ITEM, TemplateUse.PACKAGE])
def test_zpl_says_what_the_label_should_say(use: TemplateUse, dpi: int) -> None:
    (label,) = labels_in(zpl_of(sheet(use), dpi))
    assert label.copies == 2
    (code,) = label.of("BX")
    assert gs1_of(data_matrix_text(code)) == expected(use)
    shown = [each.data for each in label.of("A0")]
    assert "L2600001" in shown
    assert "".join(shown).count("(01)06948000000016") == 1
    millimetres = {TemplateUse.ITEM: (80, 50), TemplateUse.PACKAGE: (100, 60)}[use]
    dots = {203: 8, 300: 11.8}[dpi]
    assert (label.width, label.height) == tuple(int(each * dots) for each in millimetres)
    for each in label.fields:
        assert 0 <= each.left < label.width
        assert 0 <= each.top < label.height


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_sscc_is_a_bitmap_that_reads_back(dpi: int) -> None:
    (label,) = labels_in(zpl_of(sheet(TemplateUse.LOGISTIC), dpi))
    read = [found for each in label.of("GF") for found in scanned(graphic_of(each))]
    assert [gs1_of(each) for each in read] == [{"00": "106948000000000017"}]


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_qr_code_goes_as_bitmap(dpi: int) -> None:
    code = element(ElementKind.CODE, "0", "0", "20", "20", carrier=Carrier.QR)
    said = {"di": "06948000000016", "lot.number": "A1"}
    (label,) = labels_in(zpl_of(Sheet(Size(20_000, 20_000), [code], [Label(said, 1)]), dpi))
    (read,) = scanned(graphic_of(label.of("GF")[0]))
    assert gs1_of(read) == {"01": "06948000000016", "10": "A1"}


@settings(max_examples=30, deadline=None)
@given(lot=LOTS, shown=st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_nothing_in_a_text_is_a_command_of_the_printer(lot: str, shown: str) -> None:
    code = element(ElementKind.CODE, "0", "0", "20", "20", carrier=Carrier.DATA_MATRIX)
    words = text("{item.name}", "0", "20", "280", "60")
    said = {"di": "06948000000016", "lot.number": lot, "item.name": shown.strip() or "x"}
    size = Size(300_000, 100_000)
    (label,) = labels_in(zpl_of(Sheet(size, [code, words], [Label(said, 1)]), 203))
    assert gs1_of(data_matrix_text(label.of("BX")[0])) == {"01": "06948000000016", "10": lot}
    lines = " ".join(each.data for each in label.of("A0"))
    assert lines.split() == said["item.name"].split()


def test_chinese_and_bold_text_and_symbols_go_as_bitmaps() -> None:
    given_ = [
        text("输液器", "0", "0", "30", "5"),
        text("Plain", "0", "5", "30", "5"),
        text("Bold", "0", "10", "30", "5", is_bold=True),
        element(ElementKind.SIGN, "0", "15", "20", "5", sign=Sign.LOT),
        element(ElementKind.LINE, "0", "20", "30", "0.5"),
    ]
    sheet_ = Sheet(Size(30_000, 30_000), given_, [Label({}, 1)])
    (label,) = labels_in(zpl_of(sheet_, 203))
    assert [each.command[:2] for each in label.fields] == ["GF", "A0", "GF", "GF", "GB"]
    ink = [graphic_of(each).pixels.count(0) for each in label.of("GF")]
    assert min(ink) > 200, "something is drawn"


def test_whole_dots_may_need_a_larger_box() -> None:
    """0.25 mm are 3 dots of a 300 dpi head (2.95 rounded up): 22 modules are 66 dots, 5.6 mm."""
    code = element(ElementKind.CODE, "0", "0", "5.5", "5.5", carrier=Carrier.DATA_MATRIX)
    said = {"di": "06948000000016", "lot.number": "L2600001", "expires_on": "2029-01-14"}
    sheet_ = Sheet(Size(10_000, 10_000), [code], [Label(said, 1)])
    assert labels_in(zpl_of(sheet_, 203))
    with pytest.raises(CodeDoesNotFit) as refused:
        zpl_of(sheet_, 300)
    assert "5.6 mm" in refused.value.text("en")
