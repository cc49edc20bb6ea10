"""How a lot stands by its cycles, what a basis needs, what is missing: pure decisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.sterilisation import rules
from lotproof.modules.sterilisation.vocabulary import (
    Basis,
    CycleState,
    IndicatorKind,
    Method,
)

BIOLOGICAL, CHEMICAL, DOSIMETER = IndicatorKind
NONE = {BIOLOGICAL: 0, CHEMICAL: 0, DOSIMETER: 0}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("basis", Basis)
def test_radiation_alone_is_released_by_dose(method: Method, basis: Basis) -> None:
    planned = {BIOLOGICAL: 1, CHEMICAL: 1, DOSIMETER: 1}
    fits = (method is Method.RADIATION) is (basis is Basis.DOSIMETRIC)
    if fits:
        rules.require_basis(method, basis, planned)
        return
    with pytest.raises(rules.BasisDoesNotFit):
        rules.require_basis(method, basis, planned)


def test_a_basis_needs_its_indicator() -> None:
    rules.require_basis(Method.MOIST_HEAT, Basis.PARAMETRIC, NONE)
    rules.require_basis(Method.MOIST_HEAT, Basis.CONVENTIONAL, NONE | {BIOLOGICAL: 1})
    with pytest.raises(rules.BasisWithoutIndicators):
        rules.require_basis(
            Method.MOIST_HEAT, Basis.CONVENTIONAL, NONE | {CHEMICAL: 5, DOSIMETER: 5}
        )
    rules.require_basis(Method.RADIATION, Basis.DOSIMETRIC, NONE | {DOSIMETER: 1})
    with pytest.raises(rules.BasisWithoutIndicators):
        rules.require_basis(Method.RADIATION, Basis.DOSIMETRIC, NONE | {BIOLOGICAL: 5})


def test_as_many_of_each_kind_as_planned() -> None:
    planned = NONE | {BIOLOGICAL: 2, CHEMICAL: 1}
    assert rules.missing(planned, [BIOLOGICAL, CHEMICAL]) == (BIOLOGICAL, 1)
    assert rules.missing(planned, [BIOLOGICAL, BIOLOGICAL]) == (CHEMICAL, 1)
    assert rules.missing(planned, [BIOLOGICAL, CHEMICAL, BIOLOGICAL]) is None


@given(st.lists(st.sampled_from(CycleState)))
def test_a_lot_is_as_its_last_cycle_unless_one_waits(states: list[CycleState]) -> None:
    found = rules.verdict(states)
    held = [each for each in states if each is not CycleState.CANCELLED]
    if not held:
        assert found is None
    elif all(each in (CycleState.ACCEPTED, CycleState.REJECTED) for each in held):
        assert found is held[-1]
    else:
        assert found in rules.OPEN


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_is_there_is_never_less_than_the_stock(on_hand: int, due: int, received: int) -> None:
    found = rules.still_there(on_hand, due, received)
    assert found == (on_hand + due - received if received < due else on_hand)
