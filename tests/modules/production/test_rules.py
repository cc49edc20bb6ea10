"""Decisions about values alone."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.quantity import UNITS, Amount, parse_amount
from lotproof.kernel.refusals import REFUSALS
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.items.queries import OperationParameter, RoutingOperation
from lotproof.modules.items.vocabulary import (
    ItemId,
    OperationKind,
    ParameterId,
    RoutingId,
)
from lotproof.modules.production import balance, numbering, rules, sequence
from lotproof.modules.production.records import Material, OrderStep
from lotproof.modules.production.vocabulary import Verdict, WorkOrderId

KINDS = st.sampled_from(list(OperationKind))
amounts = st.integers(min_value=0, max_value=10**12).map(Amount)


def routing(kinds: Sequence[OperationKind]) -> list[RoutingOperation]:
    return [
        RoutingOperation(RoutingId(1), position, f"O{position}", "Operation", kind)
        for position, kind in enumerate(kinds, start=1)
    ]


# --- sequence -----------------------------------------------------------------------------------


@given(st.lists(KINDS, max_size=12))
def test_the_counted_operations_are_a_chain(kinds: list[OperationKind]) -> None:
    operations = routing(kinds)
    chain = sequence.counted(operations)
    for earlier, later in itertools.pairwise(chain):
        assert sequence.after(operations, earlier) == later
        assert sequence.before(operations, later) == earlier
    if chain:
        assert sequence.before(operations, chain[0]) is None
        assert sequence.after(operations, chain[-1]) is None


@given(st.lists(KINDS, max_size=12))
def test_a_first_article_covers_one_operation_where_there_is_any(
    kinds: list[OperationKind],
) -> None:
    operations = routing(kinds)
    chain = sequence.counted(operations)
    for each in operations:
        if each.kind is OperationKind.FIRST_ARTICLE:
            covered = sequence.covered_by(operations, each.position)
            assert (covered in chain) == bool(chain)
            if covered is not None:
                assert each.position in sequence.articles_over(operations, covered)
                # It is the operation before, unless none is before it.
                earlier = [position for position in chain if position < each.position]
                assert covered == (earlier[-1] if earlier else chain[0])


@given(st.lists(KINDS, min_size=1, max_size=12))
def test_a_clearance_covers_up_to_the_next(kinds: list[OperationKind]) -> None:
    operations = routing(kinds)
    for position in sequence.counted(operations):
        found = sequence.clearance_over(operations, position)
        between = [o.kind for o in operations if (found or 0) < o.position < position]
        assert OperationKind.LINE_CLEARANCE not in between
        if found is not None:
            assert operations[found - 1].kind is OperationKind.LINE_CLEARANCE


@given(st.lists(KINDS, max_size=12), st.data())
def test_rework_repeats_every_operation_between(
    kinds: list[OperationKind], data: st.DataObject
) -> None:
    operations = routing(kinds)
    chain = sequence.counted(operations)
    if not chain:
        return
    last = data.draw(st.sampled_from(chain))
    first = data.draw(st.sampled_from([p for p in chain if p <= last]))
    walked, position = [], first
    while position is not None:
        walked.append(position)
        position = sequence.next_to_repeat(operations, position, last)  # type: ignore[assignment]
    assert walked == [p for p in chain if first <= p <= last]


# --- quantities ---------------------------------------------------------------------------------


@given(amounts, amounts, amounts, amounts)
def test_a_run_balances_exactly_when_its_parts_make_it_up(
    quantity: Amount, good: Amount, scrap: Amount, rework: Amount
) -> None:
    try:
        balance.require_balanced(quantity, "pcs", good, scrap, rework)
        refused = False
    except balance.RunUnbalanced:
        refused = True
    assert refused == (good + scrap + rework != quantity)
    balance.require_balanced(Amount(good + scrap + rework), "pcs", good, scrap, rework)


@given(amounts, amounts, amounts, amounts)
def test_what_is_at_the_order_is_what_was_issued_and_did_not_leave(
    rest: Amount, consumed: Amount, returned: Amount, scrapped: Amount
) -> None:
    material = Material(
        WorkOrderId(1),
        LotId(1),
        ItemId(1),
        "pcs",
        issued=Amount(rest + consumed + returned + scrapped),
        consumed=consumed,
        returned=returned,
        scrapped=scrapped,
    )
    assert balance.at_order(material) == rest


@given(st.tuples(amounts, amounts, amounts, amounts, amounts, amounts))
def test_units_wait_until_a_run_takes_them_in(parts: tuple[Amount, ...]) -> None:
    rest, running, good, scrapped, set_aside, in_rework = parts
    step = OrderStep(
        WorkOrderId(1),
        2,
        "pcs",
        arrived=Amount(sum(parts)),
        running=running,
        good=good,
        scrapped=scrapped,
        set_aside=set_aside,
        in_rework=in_rework,
    )
    assert balance.waiting(step) == rest


@given(amounts, st.integers(1, 10**9).map(Amount), amounts)
def test_what_is_required_is_never_too_little_and_by_less_than_a_step_too_much(
    line: Amount, bom: Amount, order: Amount
) -> None:
    exact = Fraction(line * order, bom)
    assert exact <= balance.required(line, bom, order) < exact + 1


# --- readings -----------------------------------------------------------------------------------


def parameter(low: str | None, high: str | None, unit: str = "mm") -> OperationParameter:
    return OperationParameter(
        ParameterId(1),
        RoutingId(1),
        1,
        "L",
        "Length",
        unit,
        False,
        low=None if low is None else parse_amount(low, unit),
        high=None if high is None else parse_amount(high, unit),
    )


@pytest.mark.parametrize(
    ("value", "unit", "low", "high", "expected"),
    [
        ("10", "mm", "10", "20", Verdict.WITHIN),
        ("20", "mm", "10", "20", Verdict.WITHIN),
        ("9.999999", "mm", "10", "20", Verdict.OUTSIDE),
        ("20.000001", "mm", "10", "20", Verdict.OUTSIDE),
        ("0.02", "m", "10", "20", Verdict.WITHIN),
        ("0.020001", "m", "10", "20", Verdict.OUTSIDE),
        ("10000", "um", "10", None, Verdict.WITHIN),
        ("9999.999", "um", "10", None, Verdict.OUTSIDE),
        ("-1", "mm", None, "0", Verdict.WITHIN),
        ("5", "mm", None, None, Verdict.WITHIN),
        ("5", "kg", None, None, Verdict.OUTSIDE),
    ],
)
def test_a_value_is_within_its_limits_included(
    value: str, unit: str, low: str | None, high: str | None, expected: Verdict
) -> None:
    assert rules.verdict(parse_amount(value, unit), unit, parameter(low, high)) is expected


@given(st.integers(-(10**9), 10**9).map(Amount), st.sampled_from(["um", "mm", "m"]))
def test_the_verdict_does_not_depend_on_rounding(value: Amount, unit: str) -> None:
    measured = value * UNITS[unit].step
    limits = parameter("-5", "7")
    expected = Fraction(-5, 1000) <= measured <= Fraction(7, 1000)
    assert (rules.verdict(value, unit, limits) is Verdict.WITHIN) == expected


# --- numbers ------------------------------------------------------------------------------------


@given(st.from_regex(r"[A-Z-]{0,5}[0-9]{1,6}", fullmatch=True), st.integers(1, 30))
def test_consecutive_numbers_count_up_and_keep_their_length(first: str, count: int) -> None:
    try:
        found = numbering.consecutive_numbers(first, count)
    except numbering.SerialNumbersExhausted:
        digits = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
        assert int(digits) + count - 1 >= 10 ** len(digits)
        return
    assert found[0] == first
    assert len(set(found)) == count
    assert found == sorted(found)
    assert {len(number) for number in found} == {len(first)}


def test_a_number_without_digits_at_its_end_does_not_count() -> None:
    with pytest.raises(numbering.SerialNumberUncountable):
        numbering.consecutive_numbers("12-A", 1)


@given(st.text(alphabet="L0-", min_size=1, max_size=40), st.integers(1, 999))
def test_the_number_of_a_reworked_lot_fits_the_label(number: str, cycle: int) -> None:
    found = numbering.rework_lot_number(number, cycle)
    assert len(found) <= numbering.NUMBER_MAX
    assert found.endswith(f"-R{cycle}")
    if len(number) <= 35:
        assert found == f"{number}-R{cycle}"


@given(st.sets(st.integers(1, 60)))
def test_spans_are_the_numbers_in_the_fewest_runs(numbers: set[int]) -> None:
    spans = rules.spans(numbers)
    assert [n for first, last in spans for n in range(first, last + 1)] == sorted(numbers)
    for (_, last), (first, _) in itertools.pairwise(spans):
        assert first > last + 1


# --- refusals -----------------------------------------------------------------------------------


def test_every_refusal_says_what_is_the_matter_in_both_languages() -> None:
    own = [r for r in REFUSALS.values() if r.__module__.startswith("lotproof.modules.production")]
    assert len(own) > 40
    for refusal in own:
        en, zh = refusal.template
        places = {part.split("}")[0] for part in en.split("{")[1:]}
        assert places == {part.split("}")[0] for part in zh.split("{")[1:]}, refusal.code
