"""Conditions: what is wrong is told where it stands, in both languages, and judging is bounded."""

import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof import modules
from lotproof.modules.rules.conditions import CannotJudge, faults, judge, used
from lotproof.modules.rules.terms import sources, terms, triggers
from lotproof.modules.rules.vocabulary import CONDITION_MAX

modules.load()

BEGAN = "monitoring.excursion_began/1"
RESULT = "inspection.result_recorded/1"


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        'event.level == "action" && event.is_critical',
        '"alert" != event.level',
        'excursion.level in ["alert", "action"]',
        "excursion.worst > 185.0 || excursion.worst < 175.5",
        'event.equipment_id.is_given && equipment.code.startsWith("SEAL")',
        'point.source.kind == "opc_ua"',
        'excursion.began_at.getHours("Asia/Shanghai") >= 22',
        'point.code.matches("^T-[0-9]+$")',
    ],
)
def test_what_can_be_said(condition: str) -> None:
    assert faults(BEGAN, condition) == []


@pytest.mark.parametrize(
    ("condition", "line", "column", "said"),
    [
        ("event.levl == 'action'", 1, 1, "there is no word “event.levl” here"),
        ("true &&\n  machine.code == 'X'", 2, 3, "there is no word"),
        ("event.level == 3", 1, 13, "does not fit"),
        ("excursion.worst > 185", 1, 17, "write 185.0 for 185"),
        ("event.level == 'acton'", 1, 16, "“event.level” is one of: alert, action"),
        ("true ||\n'none' == event.level", 2, 1, "is one of"),
        ('event.level in ["alert", "red"]', 1, 26, "is one of"),
        ("event.level", 1, 1, "this is no yes or no"),
        ("event.is_critical && ", 1, 22, "not understood from here on"),
        ("", 1, 1, "not understood from here on"),
        ("has(event.level) && true", 1, 18, "does not fit"),
        ("(" * 400, 1, 1, "not understood"),
        ("true" + " " * CONDITION_MAX, 1, 1, "longer than 1000 characters"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    condition: str, line: int, column: int, said: str
) -> None:
    fault = faults(BEGAN, condition)[0]
    assert (fault.line, fault.column) == (line, column)
    assert said in fault.text.en
    assert fault.text.zh != fault.text.en


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(condition: str) -> None:
    for fault in faults(BEGAN, condition):
        lines = condition.split("\n")
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1


def test_every_kind_of_fact_has_words_and_none_tells_of_persons() -> None:
    for trigger in triggers():
        known = terms(trigger)
        assert faults(trigger, "true") == [], trigger
        told = [each.name for each in known.values() if each.field.meaning.personal]
        assert told == [], trigger
        secret = [each.name for each in known.values() if each.field.meaning.is_unseen]
        assert secret == [], trigger


def test_rules_do_not_follow_from_rules_own_facts() -> None:
    assert [kind for kind in triggers() if kind.startswith(("rules.", "ledger."))] == []


def test_words_come_from_the_fact_and_the_records_up_to_one_reference_away() -> None:
    assert list(sources(RESULT))[:6] == [
        "event", "result", "inspection", "lot", "characteristic", "equipment",
    ]  # fmt: skip
    assert "inspection.item.number" in terms(RESULT)
    assert "inspection.item.id" in terms(RESULT)
    assert not any(name.count(".") > 2 for name in terms(RESULT))
    worst = terms(BEGAN)["excursion.worst"]
    assert (worst.type, worst.unit) == ("double", "excursion.unit")


def test_only_the_words_of_a_condition_are_read() -> None:
    condition = 'lot.number == "inspection.stage" && result.value.is_given'
    assert [each.name for each in used(RESULT, condition)] == ["lot.number", "result.value"]


def test_an_absent_word_has_no_answer() -> None:
    with pytest.raises(CannotJudge, match=r"absent .*; ask event\.equipment_id\.is_given"):
        judge(BEGAN, 'event.equipment_id == "eqp_1"', {})
    assert not judge(
        BEGAN,
        'event.equipment_id.is_given && event.equipment_id == "eqp_1"',
        {"event.equipment_id.is_given": False},
    )


whole = st.integers(-(10**15) + 1, 10**15 - 1)


@given(whole, whole, st.integers(1, 6))
def test_amounts_of_fifteen_digits_are_compared_exactly(one: int, other: int, places: int) -> None:
    """As decimals of so many places: their order as doubles is that of the whole numbers."""
    left, right = (f"{Decimal(n).scaleb(-places):f}" for n in (one, other))
    seen = {"result.value": float(left)}
    assert judge(RESULT, f"result.value < {right}", seen) is (one < other)
    assert judge(RESULT, f"result.value == {right}", seen) is (one == other)


def test_loops_and_patterns_are_bounded() -> None:
    loop = "[1,2,3,4,5,6,7,8,9,0].all(a, "
    deep = loop * 6 + "a + 1 > 0" + ")" * 6
    assert faults(BEGAN, deep) == []
    started = time.perf_counter()
    with pytest.raises(CannotJudge, match="too many steps"):
        judge(BEGAN, deep, {})
    judge(BEGAN, 'point.code.matches("^(a+)+$")', {"point.code": "a" * 5000 + "b"})
    assert time.perf_counter() - started < 5


def test_times_are_times() -> None:
    at = {"excursion.began_at": datetime(2026, 3, 2, 15, 0, tzinfo=UTC)}
    assert judge(BEGAN, 'excursion.began_at.getHours("Asia/Shanghai") == 23', at)
    assert judge(BEGAN, 'excursion.began_at < timestamp("2026-03-03T00:00:00Z")', at)
