"""The unit of work: what a handler sees. One frame for each command, one session a transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.control import MAY_CHANGE, ChangeAsked, touched
from lotproof.kernel.database import KindSql, Row, Statement, sql_of
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import fields_of
from lotproof.kernel.reader import Defect, Reader, missing
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.refusals import OnFallbackHold, Refused
from lotproof.kernel.registry import HANDLERS, Command, Event, Gate
from lotproof.kernel.session import Name, Session
from lotproof.kernel.site import FallbackHold, Site

__all__ = ["Defect", "Frame", "Reader", "Work"]

R = TypeVar("R", bound=Record)
I = TypeVar("I", bound=Id)  # noqa: E741
A = TypeVar("A", bound=msgspec.Struct)


@dataclass(slots=True)
class Frame:
    """What one command of the unit of work has done: becomes one entry."""

    id: str
    command: Command
    cause: str | None = None
    path: tuple[Command, ...] = ()
    """The commands that led to it, the first one first."""
    events: list[Event] = field(default_factory=list)
    deviations: list[Refused] = field(default_factory=list)
    before: dict[Name, Row | None] = field(default_factory=dict)
    after: dict[Name, Row] = field(default_factory=dict)
    failed: bool = False

    def next(self, id_: str, command: Command) -> "Frame":
        """The frame of a command that follows from this one."""
        return Frame(id_, command, self.id, (*self.path, self.command))


def answers(reader: Reader, gate: Gate[A], asked: A) -> Iterator[Refused]:
    """Every refusal of everyone who joined the gate, and of the kernel's own holds."""
    for each in fields_of(gate.asks):
        value = getattr(asked, each.name)
        if each.kind == "id" and value is not None:
            subject = each.type.text(value)
            for hold in reader.find(FallbackHold, subject=subject, is_active=True):
                yield OnFallbackHold(subject=subject, cause=hold.cause, task=f"tsk_{hold.task_id}")
    for say in gate.joiners:
        no = say(asked, reader)
        if no is not None:
            yield no


class Work(Reader):
    """The unit of work of one command; handlers get it as `work`.

    `get` reads, `rely` reads and keeps others from changing it meanwhile, `take` reads in order
    to change. Attributes of taken or added records are set freely; what changed is captured.
    """

    behalf: str | None = None
    """The person for whom the actor acts as a deputy."""

    def __init__(
        self,
        session: Session,
        site: Site,
        now: Instant,
        actor: str,
        reserve: Callable[[str, int], int],
        occurred: Instant,
        reason: str | None,
    ) -> None:
        super().__init__(session.connection, site, now)
        self.session = session
        self.actor, self.occurred, self.reason = actor, occurred, reason
        self._reserve = reserve
        self.frame: Frame

    # --- reading --------------------------------------------------------------------------------

    def rely(self, cls: type[R], *key: Any) -> R:
        """The record, kept as it is until commit: decisions may rest on it. NotFound otherwise."""
        return self._locked(cls, key, "share")

    def take(self, cls: type[R], *key: Any) -> R:
        """The record, locked to be changed. NotFound otherwise."""
        return self._locked(cls, key, "update")

    def take_all(self, cls: type[R], **equal: Any) -> list[R]:
        """All matching records, locked in key order to be changed."""
        return self._where(cls, equal, "update")

    def rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        self._bring_up(statement.tables)
        self.session.has_waited()
        return super().rows(statement, **params)

    def _locked(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R:
        found = self._by_key(cls, key, lock)
        if found is None:
            raise missing(cls.KIND, key)
        return found

    def _by_key(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R | None:
        name = (cls.KIND.name, tuple(int(k) if isinstance(k, Id) else k for k in key))
        known: R | None = self.session.known(name, lock)
        if known is not None:
            return known
        # A row that is not yet written would be known: no need to write first.
        equal = dict(zip(cls.KIND.key, key, strict=True))
        if lock:
            self.session.has_waited()
        rows = super()._select(sql_of(cls.KIND), equal, lock)
        return self._take_in(cls.KIND, rows[0], lock) if rows else None

    def _select(self, sql: KindSql, equal: dict[str, Any], lock: str) -> list[Row]:
        self._bring_up(sql.tables)
        if lock:
            self.session.has_waited()
        return super()._select(sql, equal, lock)

    def _where(self, cls: type[R], equal: dict[str, Any], lock: str) -> list[R]:
        self._settle(sql_of(cls.KIND).tables)
        known = self.session.in_memory(cls.KIND, equal, lock)
        if known is not None:
            return known
        rows = self._select(sql_of(cls.KIND), equal, lock)
        found: list[R] = [self._take_in(cls.KIND, row, lock) for row in rows]
        self.session.remember(cls.KIND, equal, lock, rows)
        return found

    def _bring_up(self, tables: frozenset[str]) -> None:
        """Write first what a read of these tables would miss."""
        self._settle(tables)
        if self.session.concerns(tables):
            self.session.flush()

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        return self.session.take_in(kind, row, lock)

    # --- writing --------------------------------------------------------------------------------

    def new_id(self, cls: type[I]) -> I:
        number = self._reserve(cls.counter, 1)
        self.session.made_up(cls.counter, number)
        return cls(number)

    def new_ids(self, cls: type[I], count: int) -> range:
        """`count` consecutive ids."""
        first = self._reserve(cls.counter, count)
        return range(first, first + count)

    def add(self, record: R) -> R:
        """A new record."""
        self.session.add(record)
        return record

    def add_all(self, records: Iterable[Record]) -> None:
        for each in records:
            self.add(each)

    def record(self, event: Event) -> None:
        """State a fact; reactions follow after the handler."""
        declared = HANDLERS[type(self.frame.command)].emits
        if type(event) not in declared:
            raise Defect(f"{self.frame.command.SPEC.kind} does not declare {event.SPEC.kind}")
        self.frame.events.append(event)

    def flush(self) -> None:
        """Bring the database up to date, for a read that goes round typed statements."""
        self._settle()
        self.session.flush()

    def _settle(self, tables: frozenset[str] | None = None) -> None:
        self.session.settle(self.frame.before, self.frame.after, tables)

    def alone(self) -> AbstractContextManager[None]:
        """What is asked in the block depends on one thing that the command names, alone. Whoever
        foretells refusals without knowing that thing goes on behind the block (`trial`)."""
        return nullcontext()

    # --- gates ----------------------------------------------------------------------------------

    def is_own(self, maker: str | None) -> bool:
        """Whether the actor, or the person for whom the actor acts, is who made the thing: what
        one person makes, another one checks."""
        return maker is not None and maker in (self.actor, self.behalf)

    def ask(self, gate: Gate[A], asked: A) -> None:
        """May this go on? An intention is refused by the first no; a fact goes on, deviating."""
        for no in answers(self, gate, asked):
            self.object(no)

    def object(self, refusal: Refused) -> None:
        """Refuse an intention; let a fact stand and mark it as deviating."""
        if not self.frame.command.SPEC.is_fact:
            raise refusal
        self.frame.deviations.append(refusal)

    def finish(self) -> None:
        """The handler is done: what it changed belongs to its frame, if it may be changed.

        A version in force is what people decided: no physical fact changes it, so that a fact
        is refused here like an intention.
        """
        self._settle()
        for subject in touched(self, self.frame.before, self.frame.after):
            for no in answers(self, MAY_CHANGE, ChangeAsked(subject=subject)):
                raise no
