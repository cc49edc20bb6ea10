"""Role × command × state × scope, written down: who may do what, in which states, limited to what.

`states` are those in which the handler lets the command work, read from its source: `LotState
quarantined>released` moves, `LotState released` requires. `limits` are what a grant can be limited
to so that it still permits the command: areas (are), workstations (wst), items (itm); `-` is
nothing, so that a limited grant never permits it. `test_golden` compares.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from lotproof.kernel.belonging import way
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.lifecycle import LifeCycle
from lotproof.kernel.registry import HANDLERS
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions
from lotproof.modules.people.rules_access import is_unlimited
from lotproof.modules.people.scope import TARGETS, checkable
from tests.every_module.declared import COMMAND_SPECS

DEEP = 3
"""Calls that are followed from a handler."""


def states(run: Callable[..., Any]) -> list[str]:
    """The states that a handler moves between or requires, as said above."""
    return sorted(set(_states(run, DEEP, set())))


def _states(run: Callable[..., Any], deep: int, seen: set[Any]) -> Iterator[str]:
    seen.add(run)
    known = run.__globals__
    for call in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(run)))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func
        if isinstance(name, ast.Attribute) and isinstance(name.value, ast.Name):
            life = known.get(name.value.id)
            if isinstance(life, LifeCycle) and name.attr in ("move", "require"):
                yield _said(life, name.attr, [_value(a, known) for a in call.args[2:]])
        elif isinstance(name, ast.Name) and deep:
            called = known.get(name.id)
            if inspect.isfunction(called) and called not in seen and _is_ours(run, called):
                yield from _states(called, deep - 1, seen)


def _is_ours(one: Callable[..., Any], other: Callable[..., Any]) -> bool:
    return one.__module__.split(".")[:3] == other.__module__.split(".")[:3]


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    """A state that is named in the source; None for one that is known at run time only."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(known.get(node.value.id), node.attr, None)
    return None


def _said(life: LifeCycle[Any], what: str, values: list[Any]) -> str:
    of = type(life.initial).__name__
    if None in values or not values:
        return f"{of} by input"
    if what == "require":
        return f"{of} {','.join(each.value for each in values)}"
    to = values[0]
    before = ",".join(s.value for s, after in life.moves.items() if to in after)
    return f"{of} {before}>{to.value}"


def matrix() -> list[str]:
    """`role | command | permission | states | limits`, by role and command."""
    held = {role.code: set(permissions(role)) for role in STANDARD_ROLES}
    lines = ["# role | command | permission | states | limits"]
    for role in sorted(held):
        for kind, spec in sorted(COMMAND_SPECS.items()):
            if spec.permission in held[role]:
                handler = HANDLERS[spec.cls].run
                found = ["any"] if is_unlimited(spec.permission) else checkable(spec)
                cells = (role, kind, spec.permission, "; ".join(states(handler)) or "-")
                lines.append(" | ".join((*cells, " ".join(found) or "-")))
    return lines


def belonging() -> list[str]:
    """`prefix > target: record.field > …`: how it is told what a thing belongs to. A new field of
    a record may make a shorter way; then limits of grants mean another thing."""
    lines = []
    for prefix in sorted(PREFIXES):
        for target in TARGETS:
            steps = way(prefix, target)
            if steps:
                said = " > ".join(f"{step.kind.name}.{step.field.name}" for step in steps)
                lines.append(f"{prefix} > {target}: {said}")
    return lines
