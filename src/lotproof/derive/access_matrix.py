"""Command × state × scope: in which states a command works, and what a grant of it can be
limited to; told by the program itself, so that it is said nowhere a second time."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.registry import COMMANDS, HANDLERS, CommandSpec
from lotproof.modules.people.rules_access import is_unlimited
from lotproof.modules.people.scope import checkable

DEEP: Final = 3
"""Calls that are followed from a handler."""


class Step(NamedTuple):
    """A life cycle that a handler looks at: from which states it works, and what comes of it.

    `before` is None for states that are known at run time only; `to` is None for what is
    required and stays as it is.
    """

    life: LifeCycle[Any]
    before: tuple[Choice, ...] | None
    to: Choice | None

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.life.what._asdict(),
            "from": None if self.before is None else [_said(each) for each in self.before],
            "to": None if self.to is None else _said(self.to),
        }


def steps(run: Callable[..., Any]) -> list[Step]:
    """The states that a handler moves between or requires, read from its source."""
    return list(_steps(run, DEEP, set()))


def limits(spec: CommandSpec) -> list[str] | None:
    """The prefixes a grant can be limited to so that it still permits the command: areas (are),
    workstations (wst), items (itm). None: a limit says nothing about it."""
    return None if is_unlimited(spec.permission) else checkable(spec)


@cache
def commands_by_state() -> list[dict[str, Any]]:
    """Every command that people send, by kind; the modules are loaded before."""
    found = []
    for kind, spec in sorted(COMMANDS.items()):
        if not spec.by_program:
            told: dict[str, dict[str, Any]] = {}
            for step in steps(HANDLERS[spec.cls].run):
                told.setdefault(repr(step.as_json()), step.as_json())
            found.append({"kind": kind, "states": list(told.values()), "limits": limits(spec)})
    return found


def _said(state: Choice) -> dict[str, Any]:
    return {"value": state.value, "label": state.label._asdict()}


def _steps(run: Callable[..., Any], deep: int, seen: set[Any]) -> Iterator[Step]:
    seen.add(run)
    known = run.__globals__
    for call in ast.walk(_sources(run.__module__)[run.__name__]):
        if not isinstance(call, ast.Call):
            continue
        name = call.func
        if isinstance(name, ast.Attribute) and isinstance(name.value, ast.Name):
            life = known.get(name.value.id)
            if isinstance(life, LifeCycle) and name.attr in ("move", "require"):
                yield _step(life, name.attr, [_value(a, known) for a in call.args[2:]])
        elif isinstance(name, ast.Name) and deep:
            called = known.get(name.id)
            if inspect.isfunction(called) and called not in seen and _is_ours(run, called):
                yield from _steps(called, deep - 1, seen)


@cache
def _sources(module: str) -> dict[str, ast.FunctionDef]:
    """The functions of a module by name, read once: handlers and what they call are no methods."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _is_ours(one: Callable[..., Any], other: Callable[..., Any]) -> bool:
    return one.__module__.split(".")[:3] == other.__module__.split(".")[:3]


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    """A state that is named in the source; None for one that is known at run time only."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(known.get(node.value.id), node.attr, None)
    return None


def _step(life: LifeCycle[Any], what: str, values: list[Any]) -> Step:
    if None in values or not values:
        return Step(life, None, None)
    if what == "require":
        return Step(life, tuple(values), None)
    to = values[0]
    return Step(life, tuple(state for state, after in life.moves.items() if to in after), to)
