"""Templates: drafted, changed by new versions, approved by somebody else, withdrawn."""

from typing import Any

import pytest

from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.items.commands import RegisterItem, RetireItem
from lotproof.modules.items.vocabulary import ItemId, ItemKind, Tracking
from lotproof.modules.labelling.commands import (
    ApproveTemplate,
    ChangeTemplate,
    DraftTemplate,
    PrintLabels,
    WithdrawTemplate,
)
from lotproof.modules.labelling.queries import approved_template, elements, templates
from lotproof.modules.labelling.vocabulary import (
    Carrier,
    ElementGiven,
    ElementKind,
    Sign,
    TemplateState,
    TemplateUse,
)
from tests.modules.labelling.press import CHECKER, MAKER, Press


def mm(text: str) -> Amount:
    return parse_amount(text, "mm")


def element(kind: ElementKind, *box: str, **more: Any) -> ElementGiven:
    left, top, width, height = map(mm, box or ("2", "2", "30", "6"))
    return ElementGiven(
        kind=kind, unit="mm", from_left=left, from_top=top, width=width, height=height, **more
    )


def text(content: str, *box: str, letters: str = "3") -> ElementGiven:
    return element(ElementKind.TEXT, *box, content=content, letters=mm(letters))


CODE = element(ElementKind.CODE, "40", "2", "20", "20", carrier=Carrier.DATA_MATRIX)
PLAIN = element(ElementKind.INTERPRETATION, "2", "30", "60", "8", letters=mm("2.2"))


def draft(press: Press, *given: ElementGiven, **more: Any) -> DraftTemplate:
    what: dict[str, Any] = {
        "item_id": press.set,
        "width": mm("70"),
        "height": mm("40"),
        "unit": "mm",
    }
    return DraftTemplate(**(what | more), elements=list(given))


def test_the_standard_design_needs_no_designer(press: Press) -> None:
    template_id = press.drafted(item_id=press.set)
    found = press.template(template_id)
    assert (found.state, found.version, found.drafted_by) == (TemplateState.DRAFT, 1, MAKER)
    with press.plant.reader() as reader:
        kinds = {each.kind for each in elements(reader, template_id)}
        shown = {each.sign for each in elements(reader, template_id)}
    assert {ElementKind.CODE, ElementKind.INTERPRETATION, ElementKind.TEXT} <= kinds
    assert {Sign.LOT, Sign.USE_BY, Sign.MADE_ON, Sign.STERILE, Sign.DO_NOT_REUSE} <= shown
    press.plant.check()


def test_somebody_else_approves(press: Press) -> None:
    template_id = press.drafted(item_id=press.set)
    press.plant.refused("own_template", ApproveTemplate(template_id=template_id), actor=MAKER)
    press.plant.ok(ApproveTemplate(template_id=template_id), actor=CHECKER)
    found = press.template(template_id)
    assert (found.state, found.approved_by) == (TemplateState.APPROVED, CHECKER)


def test_a_change_is_a_new_version_and_the_old_one_stays_until_it_is_approved(
    press: Press,
) -> None:
    first = press.approved(item_id=press.set)
    changed = press.plant.ok(
        ChangeTemplate(
            template_id=first, width=mm("70"), height=mm("40"), unit="mm", elements=[CODE, PLAIN]
        ),
        reason="Smaller roll",
    )
    second = type(first).parse(changed.value("template_id"))
    assert press.template(first).state is TemplateState.APPROVED
    assert (press.template(second).version, press.template(second).changed_from) == (2, first)
    press.plant.ok(ApproveTemplate(template_id=second), actor=CHECKER)
    assert press.template(first).state is TemplateState.REPLACED
    with press.plant.reader() as reader:
        approved = approved_template(reader, f"itm_{press.set}")
        assert approved is not None
        assert approved.id == second
        assert [each.version for each in templates(reader, f"itm_{press.set}")] == [1, 2]
    press.plant.refused("wrong_state", ApproveTemplate(template_id=first), actor=CHECKER)
    press.plant.check()


def test_a_changed_draft_is_replaced_at_once(press: Press) -> None:
    first = press.drafted(item_id=press.set)
    change = ChangeTemplate(
        template_id=first, width=mm("70"), height=mm("40"), unit="mm", elements=[CODE, PLAIN]
    )
    press.plant.ok(change, reason="Smaller roll")
    assert press.template(first).state is TemplateState.REPLACED
    press.plant.refused("wrong_state", change, reason="Smaller roll")


def test_what_is_withdrawn_is_not_printed(press: Press) -> None:
    template_id = press.approved(item_id=press.set)
    lot_id = press.lot(press.set)
    press.plant.ok(WithdrawTemplate(template_id=template_id), reason="Wrong registration number")
    assert press.template(template_id).state is TemplateState.WITHDRAWN
    press.plant.refused("no_approved_label", PrintLabels(lot_id=lot_id))


def test_a_template_is_for_one_thing(press: Press) -> None:
    for unclear in (
        DraftTemplate(),
        DraftTemplate(item_id=press.set, package_level_id=press.box),
        DraftTemplate(use=TemplateUse.PACKAGE, item_id=press.set),
        DraftTemplate(use=TemplateUse.LOGISTIC, item_id=press.set),
    ):
        press.plant.refused("template_target_unclear", unclear)


def test_half_a_design_is_none(press: Press) -> None:
    press.plant.refused("design_incomplete", draft(press, CODE, width=None))
    press.plant.refused("design_incomplete", draft(press))
    template_id = press.drafted(item_id=press.set)
    press.plant.refused(
        "design_incomplete",
        ChangeTemplate(
            template_id=template_id, width=mm("70"), height=mm("40"), unit="mm", elements=[]
        ),
        reason="Empty",
    )


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("label_element_incomplete", element(ElementKind.TEXT, letters=mm("3"))),
        ("label_element_incomplete", element(ElementKind.TEXT, content="A")),
        ("label_element_incomplete", element(ElementKind.CODE)),
        ("label_element_incomplete", element(ElementKind.SIGN)),
        ("label_element_incomplete", element(ElementKind.INTERPRETATION)),
        ("letters_too_small", text("A", letters="1.19")),
        ("label_element_outside", text("A", "60", "2", "30", "6")),
        ("label_element_outside", text("A", "2", "36", "30", "6")),
        ("unknown_label_field", text("{lot.nummer}")),
        ("unknown_label_field", text("{package.name}")),
        ("unknown_label_field", text("{sscc}")),
        ("unknown_label_field", text("Lot {")),
        ("label_text_does_not_fit", text("a word that is too long " * 5)),
        (
            "label_code_does_not_fit",
            element(ElementKind.CODE, "2", "2", "4", "4", carrier=Carrier.DATA_MATRIX),
        ),
        (
            "label_code_does_not_fit",
            element(ElementKind.CODE, "2", "2", "30", "9", carrier=Carrier.CODE_128),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_printed_is_not_drafted(
    sqlite_press: Press, code: str, given: ElementGiven
) -> None:
    sqlite_press.plant.refused(code, draft(sqlite_press, given))


@pytest.mark.parametrize("size", [("4.9", "40"), ("70", "300.1"), ("0.1", "0.1")])
def test_a_label_has_the_size_of_a_label(sqlite_press: Press, size: tuple[str, str]) -> None:
    width, height = map(mm, size)
    sqlite_press.plant.refused(
        "wrong_label_size", draft(sqlite_press, CODE, width=width, height=height)
    )


def test_a_gs1_128_needs_a_gtin(sqlite_press: Press) -> None:
    linear = element(ElementKind.CODE, "2", "2", "60", "9", carrier=Carrier.CODE_128)
    sqlite_press.plant.refused(
        "not_encodable", draft(sqlite_press, linear, item_id=sqlite_press.resin)
    )


def test_the_udi_is_shown_as_code_and_in_plain_text(sqlite_press: Press) -> None:
    """21 CFR 801.40(a)."""
    for shown in ([CODE], [PLAIN]):
        receipt = sqlite_press.plant.ok(draft(sqlite_press, *shown), actor=MAKER)
        sqlite_press.plant.refused(
            "udi_incomplete",
            ApproveTemplate(template_id=_id(receipt.value("template_id"))),
            actor=CHECKER,
        )
    receipt = sqlite_press.plant.ok(
        draft(sqlite_press, CODE, item_id=sqlite_press.resin), actor=MAKER
    )
    sqlite_press.plant.ok(
        ApproveTemplate(template_id=_id(receipt.value("template_id"))), actor=CHECKER
    )


def _id(text_: str) -> Any:
    return int(text_.partition("_")[2])


def test_a_retired_item_gets_no_label(sqlite_press: Press) -> None:
    sqlite_press.plant.ok(RetireItem(item_id=sqlite_press.set), reason="Discontinued")
    sqlite_press.plant.refused("wrong_state", DraftTemplate(item_id=sqlite_press.set))


def test_the_longest_names_fit_the_standard_design_or_are_refused_by_name(
    sqlite_press: Press,
) -> None:
    for length, code in ((100, "done"), (200, "label_text_does_not_fit")):
        words = ("Catheter " * 30)[:length].strip()
        receipt = sqlite_press.plant.ok(
            RegisterItem(
                number=f"N{length}",
                name=words,
                kind=ItemKind.DEVICE,
                tracking=Tracking.LOT,
                unit="pcs",
            )
        )
        item_id = ItemId.parse(receipt.value("item_id"))
        answer = sqlite_press.plant.do(DraftTemplate(item_id=item_id))
        assert (answer.code or answer.outcome) == code
