"""What the program can do, as data: commands, events, gates, reactions, modules.

Routes, forms, permissions, manual and tests are derived from here; nothing is listed by hand.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

import msgspec

from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text

_COMMAND_KIND = re.compile(r"[a-z]+\.[a-z]+(_[a-z0-9]+)*/[1-9][0-9]*")
_PERMISSION = re.compile(r"[a-z]+(\.[a-z_]+){1,2}")


class Unchanging(msgspec.Struct, kw_only=True):
    """A value: its fields are set once. (Declared frozen, every subclass would have to say so.)"""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed to {value!r}")


class Command(Unchanging, kw_only=True):
    """Base of all commands. An intention may be refused; a physical fact never is."""

    SPEC: ClassVar["CommandSpec"]

    def given(self) -> dict[str, Any]:
        """All fields by name."""
        return {field.name: getattr(self, field.name) for field in self.SPEC.fields}


class Event(Unchanging, kw_only=True):
    """Base of all events: facts in the past tense, versioned."""

    SPEC: ClassVar["EventSpec"]


@dataclass(frozen=True)
class CommandSpec:
    """What is known about one kind of command."""

    kind: str
    cls: type[Command]
    label: Text
    help: Text
    permission: str
    is_fact: bool
    needs_reason: bool
    signs: Text | None = None
    """What the actor's signature on it means (21 CFR 11.50(a)(3)); None: it is not signed."""
    by_program: bool = False
    """Only the program can make its input, such as a digest: no person is offered a form."""
    late_as: str | None = None
    """The fact of the same fields that reports what was done while there was no line."""

    @property
    def module(self) -> str:
        return self.kind.partition(".")[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.cls)


@dataclass(frozen=True)
class EventSpec:
    kind: str
    cls: type[Event]
    label: Text
    """A sentence with field places for the timeline: "{lot_id} received"."""


@dataclass(frozen=True)
class Handler:
    command: type[Command]
    run: Callable[[Any, Any], None]
    emits: tuple[type[Event], ...]


@dataclass(frozen=True)
class Reaction:
    """What follows from an event; None: from any event, as users have decided."""

    event: type[Event] | None
    run: Callable[[Any, Any], None]
    issues: tuple[type[Command], ...]
    instead: Callable[[Any, Text], Command] | None = None
    """What is issued where it fails: then what has happened stands, an intention, too."""

    @property
    def name(self) -> str:
        return f"{self.run.__module__.split('.')[-2]}.{self.run.__name__}"

    @property
    def labels(self) -> list[Text]:
        """What it may have done, as people call it."""
        return [command.SPEC.label for command in self.issues]


class Following(NamedTuple):
    """A reaction to what users have decided on: `kinds` reads to which kinds of events it has
    something to say now, `rests_on` names the kinds of records that this answer rests on."""

    reaction: Reaction
    kinds: Callable[[Any], Collection[str]]
    rests_on: frozenset[str]


class Tier(StrEnum):
    FOUNDATION = "foundation"
    OPERATIONS = "operations"
    ASSURANCE = "assurance"
    OVERSIGHT = "oversight"


@dataclass(frozen=True)
class Module:
    """The manifest of one module folder."""

    name: str
    title: Text
    tier: Tier
    depends_on: tuple[str, ...] = ()


COMMANDS: dict[str, CommandSpec] = {}
EVENTS: dict[str, EventSpec] = {}
HANDLERS: dict[type[Command], Handler] = {}
REACTIONS: dict[type[Event], list[Reaction]] = {}
FOLLOWING: list[Following] = []
"""Reactions to any event, which users' decisions make follow; they come before the others."""
GATES: dict[str, "Gate[Any]"] = {}
MODULES: dict[str, Module] = {}

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)
A = TypeVar("A", bound=msgspec.Struct)


def command(
    kind: str,
    label: Text,
    *,
    permission: str,
    zh: str,
    is_fact: bool = False,
    needs_reason: bool = False,
    signs: Text | None = None,
    by_program: bool = False,
    late_for: type[Command] | None = None,
) -> Callable[[type[C]], type[C]]:
    """Declare a command. Its docstring is the English help, `zh` the Chinese one.

    `is_fact` marks what has physically happened: it is sealed even where rules say no.
    `needs_reason` marks commands that change what was entered before (21 CFR 11.10(e)).
    `signs` says what the actor's signature means: without one the command is refused.
    `by_program` marks commands that only the program can fill in; people are offered no form.
    `late_for` is the intention that a fact of the same fields reports when it was done while
    there was no line.
    """

    def declare(cls: type[C]) -> type[C]:
        if not _COMMAND_KIND.fullmatch(kind) or kind in COMMANDS:
            raise TypeError(f"{kind!r} is not a new kind like module.verb_noun/1")
        if not _PERMISSION.fullmatch(permission):
            raise TypeError(f"{permission!r} is not a permission like module.noun.verb")
        if not cls.__doc__ or not zh:
            raise TypeError(f"{kind} says in both languages what it is for")
        if is_fact and signs is not None:
            raise TypeError(f"{kind} is a fact: it stands without a signature")
        help_ = Text(" ".join(cls.__doc__.split()), zh)
        if signs is not None and any(field.meaning.apart for field in fields_of(cls)):
            raise TypeError(f"{kind} is signed: what is signed stands in one part")
        cls.SPEC = CommandSpec(
            kind, cls, label, help_, permission, is_fact, needs_reason, signs, by_program
        )
        COMMANDS[kind] = cls.SPEC
        if late_for is not None:
            late_for.SPEC = replace(late_for.SPEC, late_as=kind)
            COMMANDS[late_for.SPEC.kind] = late_for.SPEC
        return cls

    return declare


def event(kind: str, sentence: Text) -> Callable[[type[E]], type[E]]:
    """Declare an event; `sentence` says it in the timeline, with places for its fields."""

    def declare(cls: type[E]) -> type[E]:
        if not _COMMAND_KIND.fullmatch(kind) or kind in EVENTS:
            raise TypeError(f"{kind!r} is not a new kind like module.noun_verbed/1")
        EVENTS[kind] = cls.SPEC = EventSpec(kind, cls, sentence)
        return cls

    return declare


def handles(
    cls: type[C], *, emits: tuple[type[Event], ...] = ()
) -> Callable[[Callable[[C, Any], None]], Callable[[C, Any], None]]:
    """Register the one handler of a command and the events it may record."""

    def register(run: Callable[[C, Any], None]) -> Callable[[C, Any], None]:
        if cls in HANDLERS:
            raise TypeError(f"{cls.SPEC.kind} has a handler already")
        HANDLERS[cls] = Handler(cls, run, emits)
        return run

    return register


def reacts(
    cls: type[E],
    *,
    issues: tuple[type[Command], ...],
    instead: Callable[[E, Text], Command] | None = None,
) -> Callable[[Callable[[E, Any], None]], Callable[[E, Any], None]]:
    """Register a reaction to an event. A reaction decides and issues commands, nothing else.

    What a person must sign does not follow by itself. Where the reaction must not undo what it
    follows from, `instead` makes the command that says that it failed, and why.
    """
    _require_unsigned(issues)

    def register(run: Callable[[E, Any], None]) -> Callable[[E, Any], None]:
        REACTIONS.setdefault(cls, []).append(Reaction(cls, run, issues, instead))
        return run

    return register


def reacts_to_any(
    *,
    issues: tuple[type[Command], ...],
    kinds: Callable[[Any], Collection[str]],
    rests_on: Collection[str],
) -> Callable[[Callable[[Event, Any], None]], Callable[[Event, Any], None]]:
    """Register a reaction to events of every kind, for what users decide about while it runs.

    `kinds(reader)` says which kinds those are now: it is asked once a transaction, and again when
    a record that it `rests_on` was written there.
    It comes before the other reactions to all events of a command, so that it sees the records
    as that command left them. Its circles are for whoever registers it to refuse and to bound:
    `check_acyclic` knows only what is declared.
    """
    _require_unsigned(issues)

    def register(run: Callable[[Event, Any], None]) -> Callable[[Event, Any], None]:
        FOLLOWING.append(Following(Reaction(None, run, issues), kinds, frozenset(rests_on)))
        return run

    return register


def _require_unsigned(issues: tuple[type[Command], ...]) -> None:
    for issued in issues:
        if issued.SPEC.signs is not None:
            raise TypeError(f"a reaction cannot issue {issued.SPEC.kind}, which is signed")


class Gate(Generic[A]):
    """A question an operation puts to whoever has joined it: may this go on?

    `asks` is the Struct that carries what the answer depends on. A joiner returns a refusal or
    None; a joiner that crashes has said no, since the whole command fails with it.
    """

    def __init__(self, name: str, label: Text, asks: type[A]) -> None:
        if name in GATES:
            raise TypeError(f"the gate {name!r} is declared twice")
        self.name, self.label, self.asks = name, label, asks
        self.joiners: list[Callable[[A, Any], Refused | None]] = []
        GATES[name] = self

    def join(self, say: Callable[[A, Any], Refused | None]) -> Callable[[A, Any], Refused | None]:
        """Decorator: `@MAY_ISSUE.join` over `def say(asked, reader) -> Refused | None`."""
        self.joiners.append(say)
        return say


def module(name: str, title: Text, tier: Tier, depends_on: tuple[str, ...] = ()) -> Module:
    """Declare a module folder; in its `__init__.py`."""
    MODULES[name] = Module(name, title, tier, depends_on)
    return MODULES[name]


def check_acyclic() -> None:
    """The graph command → event → command must have no cycle; TypeError names one."""
    follows: dict[type[Command], set[type[Command]]] = {
        cls: {issued for ev in handler.emits for r in REACTIONS.get(ev, ()) for issued in r.issues}
        for cls, handler in HANDLERS.items()
    }
    done: set[type[Command]] = set()

    def visit(cls: type[Command], path: tuple[str, ...]) -> None:
        if cls.SPEC.kind in path:
            raise TypeError("reactions run in a circle: " + " → ".join((*path, cls.SPEC.kind)))
        if cls not in done:
            for after in follows.get(cls, ()):
                visit(after, (*path, cls.SPEC.kind))
            done.add(cls)

    for cls in follows:
        visit(cls, ())
