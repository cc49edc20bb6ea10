"""Nothing that is declared is left without what it needs."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from lotproof.derive.possible import about
from lotproof.kernel.awaiting import ASKERS
from lotproof.kernel.figures import FIGURES, Figure, Group
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import (
    FOLLOWING,
    HANDLERS,
    REACTIONS,
    CommandSpec,
    Event,
    Reaction,
    check_acyclic,
)
from tests.every_module.declared import (
    ALL_GATES,
    COMMAND_SPECS,
    EVENT_SPECS,
    NAMES,
    sources,
    tree_of,
)

COMMANDS = pytest.mark.parametrize("spec", COMMAND_SPECS.values(), ids=COMMAND_SPECS)
KERNELS_OWN = {"kernel", "ledger"}


def reactions() -> Iterator[Reaction]:
    for event, all_of in REACTIONS.items():
        if event in {spec.cls for spec in EVENT_SPECS.values()}:
            yield from all_of


@cache
def calls() -> tuple[ast.Call, ...]:
    """Every call in the program."""
    return tuple(
        node for path in sources() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)
    )


@cache
def gates_asked() -> frozenset[str]:
    """Names of gates that somebody asks: `work.ask(GATE, …)`, `answers(reader, GATE, …)`."""
    places = {"ask": 0, "answers": 1}
    heard = [
        node.args[place]
        for node in calls()
        if (place := places.get(getattr(node.func, "attr", getattr(node.func, "id", ""))))
        is not None
        and len(node.args) > place
    ]
    return frozenset(ast.unparse(each).split(".")[-1] for each in heard)


@COMMANDS
def test_command_has_a_handler_that_emits_known_events(spec: CommandSpec) -> None:
    known = {event.cls for event in EVENT_SPECS.values()}
    handler = HANDLERS[spec.cls]
    assert set(handler.emits) <= known
    assert handler.emits, "what is done is stated as a fact"
    assert len(set(handler.emits)) == len(handler.emits)


@COMMANDS
def test_what_is_reported_late_is_a_fact_of_the_same_fields(spec: CommandSpec) -> None:
    if spec.late_as is not None:
        late = COMMAND_SPECS[spec.late_as]
        assert (spec.is_fact, late.is_fact, late.by_program) == (False, True, True)
        assert (late.permission, late.needs_reason) == (spec.permission, spec.needs_reason)
        assert late.fields == spec.fields


@COMMANDS
def test_command_and_permission_belong_to_their_module(spec: CommandSpec) -> None:
    assert spec.module in {*NAMES, *KERNELS_OWN}
    owner = "kernel" if spec.module in KERNELS_OWN else spec.module
    assert re.fullmatch(rf"{owner}\.[a-z_]+\.[a-z_]+", spec.permission)
    module = spec.cls.__module__.split(".")
    assert module[:2] == ["lotproof", "kernel"] or module[2] == spec.module


def test_every_event_is_emitted_by_a_handler() -> None:
    emitted = {event for handler in HANDLERS.values() for event in handler.emits}
    assert [kind for kind, spec in EVENT_SPECS.items() if spec.cls not in emitted] == []


def test_every_event_that_a_handler_declares_is_made_somewhere() -> None:
    """Declared and never recorded would be a fact that nobody ever hears of."""
    made = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in calls()
    }
    assert [k for k, spec in EVENT_SPECS.items() if spec.cls.__name__ not in made] == []


def test_reactions_do_not_run_in_a_circle() -> None:
    check_acyclic()


@pytest.mark.parametrize("reaction", list(reactions()), ids=lambda r: r.name)
def test_reaction_issues_what_can_be_carried_out(reaction: Reaction) -> None:
    assert reaction.event is not None
    assert issubclass(reaction.event, Event)
    assert [c.__name__ for c in reaction.issues if c not in HANDLERS] == []
    assert reaction.run.__doc__, "what follows from what, and why"


@pytest.mark.parametrize("name", ALL_GATES)
def test_gate_is_asked(name: str) -> None:
    """A gate that nobody asks would let everything through."""
    gate = ALL_GATES[name]
    variable = name.split(".")[1].upper()
    assert variable in gates_asked()
    assert gate.label.en.endswith("?")


def test_gates_that_are_joined_have_joiners_with_a_reason() -> None:
    silent = [
        f"{name}: {say.__name__}"
        for name, gate in ALL_GATES.items()
        for say in gate.joiners
        if not say.__doc__
    ]
    assert silent == []


BY_NAME = {permission for permission, _ in ASKERS.values()}
SIGNED = [
    (each, COMMAND_SPECS[each.command])
    for each in FIGURES.values()
    if each.group is Group.WAITING
    and each.command in COMMAND_SPECS
    and COMMAND_SPECS[each.command].signs is not None
]


@pytest.mark.parametrize(("figure", "spec"), SIGNED, ids=[each.code for each, _ in SIGNED])
def test_what_waits_for_a_signature_is_what_the_command_is_about(
    figure: Figure, spec: CommandSpec
) -> None:
    """The approval inbox opens the command with the record that waits."""
    kind = RECORDS[figure.kind]
    assert kind.id_field is not None
    assert about(spec, kind.id_field.type) is not None


def test_what_is_asked_of_persons_by_name_is_not_counted_for_everybody() -> None:
    """A person is told of their own signatures, not of how many others are asked for."""
    assert BY_NAME
    assert [each.code for each, spec in SIGNED if spec.permission in BY_NAME] == []


def test_no_reaction_orders_what_a_person_has_to_sign() -> None:
    """Verification names every step of a signed kind that has no signature, whatever caused it."""
    ordering = [*(each for found in REACTIONS.values() for each in found),
                *(each.reaction for each in FOLLOWING)]  # fmt: skip
    assert [
        (each.name, command.SPEC.kind)
        for each in ordering
        for command in each.issues
        if command.SPEC.signs is not None
    ] == []
