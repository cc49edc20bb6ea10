"""Life cycles: every state is reached and left or final; what is not allowed is refused."""

import re
from functools import cache
from typing import Any

import pytest

from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.refusals import WrongState
from tests.every_module.declared import CHOICES, KINDS, LIFE_CYCLES, sources

CYCLES = pytest.mark.parametrize("life", LIFE_CYCLES.values(), ids=LIFE_CYCLES)


def reached(life: LifeCycle[Any], start: Choice) -> set[Choice]:
    """The states that can follow a state, itself included."""
    found, todo = {start}, [start]
    while todo:
        for after in life.moves[todo.pop()] - found:
            found.add(after)
            todo.append(after)
    return found


@CYCLES
def test_states_of_a_life_cycle_are_those_of_its_choice(life: LifeCycle[Any]) -> None:
    choice: type[Choice] = type(life.initial)
    known = set(choice)
    assert set(life.moves) == known, "every state says what may follow it"
    assert {after for exits in life.moves.values() for after in exits} <= known


@CYCLES
def test_every_state_is_reached_from_the_first(life: LifeCycle[Any]) -> None:
    assert reached(life, life.initial) == set(life.moves)


@CYCLES
def test_no_state_is_a_trap(life: LifeCycle[Any]) -> None:
    """Where there are final states, one of them can be reached from everywhere."""
    final = {state for state, exits in life.moves.items() if not exits}
    trapped = [state for state in life.moves if final and not final & reached(life, state)]
    assert trapped == []


@CYCLES
def test_allowed_moves_are_made_and_others_refused(life: LifeCycle[Any]) -> None:
    for state, exits in life.moves.items():
        for to in life.moves:
            if to in exits:
                assert life.move("it", state, to) is to
                continue
            with pytest.raises(WrongState) as refused:
                life.move("it", state, to)
            assert state.label.en in refused.value.text("en")
            assert state.label.zh in refused.value.text("zh")


@CYCLES
def test_new_records_begin_in_the_first_state(life: LifeCycle[Any]) -> None:
    wrong = [
        f"{kind.name}.{field.name}"
        for kind in KINDS.values()
        for field in kind.fields
        if field.type is type(life.initial)
        and isinstance(field.default, Choice)
        and field.default is not life.initial
    ]
    assert wrong == []


@cache
def named() -> frozenset[str]:
    """Every `Name.NAME` in code that may set a state."""
    return frozenset(
        pair
        for path in sources()
        if not path.stem.startswith(("vocabulary", "site"))
        for pair in re.findall(r"(?=\b(\w+\.\w+)\b)", path.read_text(encoding="utf-8"))
    )


@CYCLES
def test_every_later_state_is_given_by_some_code(life: LifeCycle[Any]) -> None:
    """A state that nothing ever sets is a promise that the program does not keep."""
    name = type(life.initial).__name__
    silent = [
        state.name
        for state in life.moves
        if state is not life.initial and f"{name}.{state.name}" not in named()
    ]
    assert silent == []


@pytest.mark.parametrize("choice", CHOICES, ids=lambda c: f"{c.__module__}.{c.__name__}")
def test_members_of_a_choice_are_told_apart_in_both_languages(choice: type[Choice]) -> None:
    labels = [member.label for member in choice]
    assert all(label.en.strip() and label.zh.strip() for label in labels)
    assert len({label.en for label in labels}) == len(labels)
    assert len({label.zh for label in labels}) == len(labels)
    assert [m.value for m in choice if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_]{0,39}", m)] == []
