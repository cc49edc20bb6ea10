"""Decisions about items, on values alone."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.meaning import fields_of
from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import InexactQuantity
from lotproof.modules.items.identifiers import stored_form
from lotproof.modules.items.records import Item
from lotproof.modules.items.rules import (
    FIXED_ONCE_ACTIVE,
    NEEDS_NEW_DI,
    BadIdentifier,
    LimitsCrossed,
    NeedsNewIdentifier,
    NeedsNewItem,
    RepeatedInRevision,
    UntraceableItem,
    content_count,
    require_changeable,
    require_dimension,
    require_once,
    require_ordered,
    require_traceable,
)
from lotproof.modules.items.vocabulary import Issuer, ItemState, Tracking

TODAY = date(2026, 3, 2)
LIMITS = st.none() | st.integers(-(10**9), 10**9).map(Amount)
LABELS = {field.name: field.meaning.label for field in fields_of(Item)}


@pytest.mark.parametrize(
    ("issuer", "di", "stored"),
    [
        (Issuer.GS1, "00844588018923", "00844588018923"),
        (Issuer.GS1, "844588018923", "00844588018923"),
        (Issuer.HIBCC, "A123BJC5D6E71", "A123BJC5D6E71"),
        (Issuer.ICCBBA, "A9999XYZ10", "A9999XYZ10"),
        (Issuer.ZIIOT, "MA.156.M0.100133.30800000099AB0", "MA.156.M0.100133.30800000099AB0"),
        (Issuer.AHM, "81234567890123456789", "81234567890123456789"),
    ],
)
def test_identifier_has_one_stored_form(issuer: Issuer, di: str, stored: str) -> None:
    assert stored == stored_form(issuer, di, TODAY)
    assert stored == stored_form(issuer, stored, TODAY)


@pytest.mark.parametrize(
    ("issuer", "di"),
    [
        (Issuer.GS1, "00844588018924"),  # wrong check digit
        (Issuer.GS1, "0084458801892"),  # a digit missing, and the check digit wrong for 13
        (Issuer.GS1, "A123BJC5D6E71"),
        (Issuer.HIBCC, "+A123BJC5D6E71G"),  # with + and check character, as on the label
        (Issuer.HIBCC, "00841523106431"),  # stands as HIBCC in the FDA's data, and is none
        (Issuer.ICCBBA, "A9999XYZ1"),
        (Issuer.ZIIOT, "MA.156.M0.100133"),
        (Issuer.ZIIOT, "MA.156.M0.100133.30800000099AB0.L1"),  # a whole UDI, with its lot
    ],
)
def test_wrong_identifier_is_refused_with_its_problem(issuer: Issuer, di: str) -> None:
    with pytest.raises(BadIdentifier) as caught:
        stored_form(issuer, di, TODAY)
    assert di in caught.value.text("en")
    assert di in caught.value.text("zh")


def test_fields_that_are_guarded_exist() -> None:
    """A renamed field would silently fall out of the guard."""
    assert LABELS.keys() >= FIXED_ONCE_ACTIVE | NEEDS_NEW_DI


@pytest.mark.parametrize("name", sorted(LABELS))
def test_active_device_keeps_what_its_identifier_stands_for(name: str) -> None:
    """21 CFR 830.50: another version or model gets another DI."""
    changed = {name: LABELS[name]}
    require_changeable(ItemState.DRAFT, "00844588018923", changed)
    if name in FIXED_ONCE_ACTIVE:
        with pytest.raises(NeedsNewItem):
            require_changeable(ItemState.ACTIVE, None, changed)
    elif name in NEEDS_NEW_DI:
        require_changeable(ItemState.ACTIVE, None, changed)
        with pytest.raises(NeedsNewIdentifier, match=re.escape(LABELS[name].en)):
            require_changeable(ItemState.ACTIVE, "00844588018923", changed)
    else:
        require_changeable(ItemState.ACTIVE, "00844588018923", changed)


@given(st.sampled_from(Tracking), st.booleans(), st.booleans())
def test_sterile_and_implanted_items_are_traceable(
    tracking: Tracking, is_sterile: bool, is_implant: bool
) -> None:
    try:
        require_traceable("D-1", tracking, is_sterile=is_sterile, is_implant=is_implant)
        accepted = True
    except UntraceableItem:
        accepted = False
    assert accepted is (tracking is not Tracking.NONE or not (is_sterile or is_implant))


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)))
def test_quantity_is_in_the_items_dimension(item_unit: str, unit: str) -> None:
    if UNITS[item_unit].dimension == UNITS[unit].dimension:
        require_dimension("M-1", item_unit, unit)
    else:
        with pytest.raises(InexactQuantity, match="M-1 is measured in"):
            require_dimension("M-1", item_unit, unit)


@given(LIMITS, LIMITS, LIMITS)
def test_limits_are_in_order(
    low: Amount | None, target: Amount | None, high: Amount | None
) -> None:
    crossed = any(
        a is not None and b is not None and a > b
        for a, b in ((low, target), (target, high), (low, high))
    )
    if crossed:
        with pytest.raises(LimitsCrossed):
            require_ordered("T", low, target, high)
    else:
        require_ordered("T", low, target, high)


@given(st.lists(st.integers(0, 20)))
def test_nothing_is_given_twice(names: list[int]) -> None:
    if len(set(names)) == len(names):
        require_once(names)
    else:
        with pytest.raises(RepeatedInRevision):
            require_once(names)


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 1000))
def test_package_counts_devices_over_all_levels(box: int, case: int, pallet: int) -> None:
    boxes = content_count("unit", {}, "unit", box)
    assert boxes == box
    cases = content_count("unit", {"box": boxes}, "box", case)
    assert cases == box * case
    assert content_count("unit", {"box": boxes, "case": cases}, "case", pallet) == (
        box * case * pallet
    )
    assert content_count("unit", {"box": boxes}, "other", 5) is None
    assert content_count(None, {}, "unit", 5) is None
