"""Role × command × state × scope, written down: who may do what, in which states, limited to what.

`states` are those in which the handler lets the command work, read from its source: `LotState
quarantined>released` moves, `LotState released` requires. `limits` are what a grant can be limited
to so that it still permits the command: areas (are), workstations (wst), items (itm); `-` is
nothing, so that a limited grant never permits it. `test_golden` compares.
"""

from collections.abc import Callable
from typing import Any

from lotproof.derive.access_matrix import Step, limits, steps
from lotproof.kernel.belonging import way
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.registry import HANDLERS
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions
from lotproof.modules.people.scope import TARGETS
from tests.every_module.declared import COMMAND_SPECS


def states(run: Callable[..., Any]) -> list[str]:
    """The states that a handler moves between or requires, as said above."""
    return sorted({_said(step) for step in steps(run)})


def _said(step: Step) -> str:
    of = type(step.life.initial).__name__
    if step.before is None:
        return f"{of} by input"
    before = ",".join(state.value for state in step.before)
    return f"{of} {before}" if step.to is None else f"{of} {before}>{step.to.value}"


def matrix() -> list[str]:
    """`role | command | permission | states | limits`, by role and command."""
    held = {role.code: set(permissions(role)) for role in STANDARD_ROLES}
    lines = ["# role | command | permission | states | limits"]
    for role in sorted(held):
        for kind, spec in sorted(COMMAND_SPECS.items()):
            if spec.permission in held[role]:
                handler, found = HANDLERS[spec.cls].run, limits(spec)
                said = "any" if found is None else " ".join(found) or "-"
                cells = (role, kind, spec.permission, "; ".join(states(handler)) or "-", said)
                lines.append(" | ".join(cells))
    return lines


def belonging() -> list[str]:
    """`prefix > target: record.field > …`: how it is told what a thing belongs to. A new field of
    a record may make a shorter way; then limits of grants mean another thing."""
    lines = []
    for prefix in sorted(PREFIXES):
        for target in TARGETS:
            found = way(prefix, target)
            if found:
                said = " > ".join(f"{step.kind.name}.{step.field.name}" for step in found)
                lines.append(f"{prefix} > {target}: {said}")
    return lines
