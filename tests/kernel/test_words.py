"""Ids, texts, clocks, refusals and life cycles: the small words everything is said in."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import NUMBER_MAX, PREFIXES, Id, parse_any
from lotproof.kernel.lifecycle import LifeCycle
from lotproof.kernel.refusals import REFUSALS, NotPermitted, Refused, WrongState
from lotproof.kernel.site import TASK_LIFE
from lotproof.kernel.text import t
from tests.support.toys import JAR_LIFE, JarEmpty, JarId, JarState, MarbleId

YEARS_1_TO_9999 = st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999)


# --- ids ------------------------------------------------------------------------------------------


@given(st.integers(0, NUMBER_MAX))
def test_an_id_and_its_text_are_each_other(number: int) -> None:
    text = JarId.text(number)
    assert JarId.parse(text) == number
    assert parse_any(text) == (JarId, number)


@pytest.mark.parametrize(
    "text",
    ["", "toyjar", "toyjar_", "_1", "toyjar_-1", "toyjar_1.0", "toyjar_１", "TOYJAR_1", "toymar_1",
     " toyjar_1", "toyjar_1 ", f"toyjar_{NUMBER_MAX + 1}", "toyjar_" + "0" * 20, 1, None, b"x"],
)  # fmt: skip
def test_what_is_no_id_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        JarId.parse(text)


def test_an_id_of_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="of any kind"):
        parse_any("nobody_1")


def test_prefixes_are_for_ever_one() -> None:
    with pytest.raises(TypeError, match="taken by MarbleId"):
        type("Other", (Id,), {}, prefix="toymar", label=t("x", "x"))
    assert PREFIXES["toymar"] is MarbleId


# --- time -----------------------------------------------------------------------------------------


@given(YEARS_1_TO_9999)
def test_an_instant_and_its_text_are_each_other(at: int) -> None:
    text = clock.text(Instant(at))
    assert len(text) == len("2026-01-31T08:00:00.000000Z")
    assert clock.parse(text) == at


@given(YEARS_1_TO_9999, YEARS_1_TO_9999)
def test_texts_of_instants_sort_like_instants(a: int, b: int) -> None:
    assert (clock.text(Instant(a)) < clock.text(Instant(b))) == (a < b)


@pytest.mark.parametrize(
    "text", ["2026-01-31T08:00:00", "now", "", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+01:00"]
)
def test_a_time_without_zone_or_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.parse(text)


def test_the_day_is_the_sites_own() -> None:
    late = clock.instant(datetime(2026, 1, 31, 23, 0, tzinfo=UTC))
    assert clock.day(late, "Asia/Shanghai").isoformat() == "2026-02-01"
    assert clock.day(late, "UTC").isoformat() == "2026-01-31"


# --- life cycles ----------------------------------------------------------------------------------

ALLOWED = {
    (JarState.CLOSED, JarState.OPEN),
    (JarState.CLOSED, JarState.BROKEN),
    (JarState.OPEN, JarState.BROKEN),
}


@pytest.mark.parametrize(("state", "to"), list(product(JarState, JarState)))
def test_each_move_is_allowed_or_refused(state: JarState, to: JarState) -> None:
    if (state, to) in ALLOWED:
        assert JAR_LIFE.move("jar 1", state, to) is to
    else:
        with pytest.raises(WrongState) as caught:
            JAR_LIFE.move("jar 1", state, to)
        from_states = [s.label.en for s, after in ALLOWED if after is to]
        said = caught.value.text("en")
        assert said.startswith(f"Jar jar 1 is {state.label.en};")
        assert all(word in said for word in from_states)
        assert state.label.zh in caught.value.text("zh")


def test_the_first_state_is_the_initial_one() -> None:
    assert JAR_LIFE.initial is JarState.CLOSED
    assert not JAR_LIFE.moves[JarState.BROKEN]


def test_a_state_is_required_among_some() -> None:
    JAR_LIFE.require("jar 1", JarState.OPEN, JarState.OPEN, JarState.CLOSED)
    with pytest.raises(WrongState, match="this needs open / closed"):
        JAR_LIFE.require("jar 1", JarState.BROKEN, JarState.OPEN, JarState.CLOSED)


@pytest.mark.parametrize("life", [JAR_LIFE, TASK_LIFE])
def test_every_state_can_be_reached_and_every_move_leads_to_a_state(life: LifeCycle) -> None:
    reached, waiting = set(), [life.initial]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += life.moves[state]
    assert reached == set(life.moves) == set(type(life.initial).__members__.values())


# --- refusals -------------------------------------------------------------------------------------


def test_a_refusal_says_it_in_both_languages() -> None:
    no = JarEmpty(jar="J-1")
    assert no.text("en") == "J-1 holds less than that. Take less."
    assert no.text("zh").startswith("J-1 中没有这么多")
    assert NotPermitted(permission="a.b").http_status == 403


def test_a_refusals_code_is_its_own() -> None:
    with pytest.raises(TypeError, match="taken by NotPermitted"):
        type("Twin", (Refused,), {}, code="not_permitted", en="x", zh="x")
    assert REFUSALS["not_permitted"] is NotPermitted


def test_a_text_is_filled_in_both_languages() -> None:
    assert t("{n} jars", "{n} 罐").fill(n=3).in_("zh") == "3 罐"
    assert t("{n} jars", "{n} 罐").fill(n=3).in_("en") == "3 jars"
