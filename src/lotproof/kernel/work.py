"""The unit of work: typed reads, captured writes, one frame per command."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Connection, KindSql, Row, Statement, sql_of
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import dump, fields_of
from lotproof.kernel.record import RECORDS, Kind, Record
from lotproof.kernel.refusals import NotFound, OnFallbackHold, Refused
from lotproof.kernel.registry import HANDLERS, Command, Event, Gate
from lotproof.kernel.site import FallbackHold, Site

R = TypeVar("R", bound=Record)
I = TypeVar("I", bound=Id)  # noqa: E741
A = TypeVar("A", bound=msgspec.Struct)


class Defect(Exception):
    """The program is wrong, not the user; nothing of an intention is kept."""


class Reader:
    """Typed reads over one connection. The only door to tables; it cannot write."""

    def __init__(self, connection: Connection, site: Site, now: Instant) -> None:
        self.connection, self.site, self.now = connection, site, now

    @property
    def today(self) -> date:
        return clock.day(self.now, self.site.zone)

    def rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        text, values = statement.values(self.connection.dialect, params)
        return self.connection.rows(text, values)

    def select(self, statement: Statement[R], **params: Any) -> list[R]:
        """Whole records; the statement selects all columns of its kind in order."""
        assert statement.into is not None
        kind = statement.into.KIND
        return [self._take_in(kind, row, "") for row in self.rows(statement, **params)]

    def seek(self, cls: type[R], *key: Any) -> R | None:
        """The record with this key, or None."""
        return self._by_key(cls, key, "")

    def get(self, cls: type[R], *key: Any) -> R:
        """The record with this key; NotFound otherwise."""
        found = self._by_key(cls, key, "")
        if found is None:
            raise _missing(cls.KIND, key)
        return found

    def find(self, cls: type[R], **equal: Any) -> list[R]:
        """All records whose fields equal the given values, in key order."""
        return self._where(cls, equal, "")

    def only(self, cls: type[R], **equal: Any) -> R | None:
        """The record whose fields equal the given values, or None; more than one is a defect."""
        found = self._where(cls, equal, "")
        if len(found) > 1:
            raise Defect(f"more than one {cls.KIND.name} with {equal}")
        return found[0] if found else None

    def _by_key(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R | None:
        kind = cls.KIND
        rows = self._select(sql_of(kind), dict(zip(kind.key, key, strict=True)), lock)
        return self._take_in(kind, rows[0], lock) if rows else None

    def _where(self, cls: type[R], equal: dict[str, Any], lock: str) -> list[R]:
        rows = self._select(sql_of(cls.KIND), equal, lock)
        return [self._take_in(cls.KIND, row, lock) for row in rows]

    def _select(self, sql: KindSql, equal: dict[str, Any], lock: str) -> list[Row]:
        if any(value is None for value in equal.values()):
            raise Defect(f"a search in {sql.kind.name} for an absent value: {equal}")
        text, names, _ = sql.where(tuple(equal), lock).on(self.connection.dialect)
        return self.connection.rows(text, [_plain(equal[name]) for name in names])

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        return kind.load(row)


@dataclass(slots=True)
class Tracked:
    """A record of this unit of work, the row last written or read, and whether it is locked."""

    record: Any
    row: Row | None
    locked: bool


@dataclass(slots=True)
class Frame:
    """What one command of the unit of work has done: becomes one entry."""

    id: str
    command: Command
    cause: str | None = None
    events: list[Event] = field(default_factory=list)
    deviations: list[Refused] = field(default_factory=list)
    before: dict[tuple[str, tuple[Any, ...]], Row | None] = field(default_factory=dict)
    after: dict[tuple[str, tuple[Any, ...]], Row] = field(default_factory=dict)
    failed: bool = False


class Work(Reader):
    """A unit of work over one write transaction; handlers get it as `work`.

    `get` reads, `rely` reads and keeps others from changing it meanwhile, `take` reads in order
    to change. Attributes of taken or added records are set freely; what changed is captured here.
    """

    def __init__(
        self,
        connection: Connection,
        site: Site,
        now: Instant,
        actor: str,
        reserve: Callable[[str, int], int],
        occurred: Instant,
        reason: str | None,
    ) -> None:
        super().__init__(connection, site, now)
        self.actor, self.occurred, self.reason = actor, occurred, reason
        self._reserve = reserve
        self._tracked: dict[tuple[str, tuple[Any, ...]], Tracked] = {}
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
        self.flush()
        return super().rows(statement, **params)

    def _locked(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R:
        found = self._by_key(cls, key, lock)
        if found is None:
            raise _missing(cls.KIND, key)
        return found

    def _by_key(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R | None:
        tracked = self._tracked.get(
            (cls.KIND.name, tuple(int(k) if isinstance(k, Id) else k for k in key))
        )
        if tracked is not None and (tracked.locked or not lock):
            return tracked.record  # type: ignore[no-any-return]
        return super()._by_key(cls, key, lock)

    def _select(self, sql: KindSql, equal: dict[str, Any], lock: str) -> list[Row]:
        self.flush()
        return super()._select(sql, equal, lock)

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        name = (kind.name, kind.key_of(row))
        tracked = self._tracked.get(name)
        if tracked is None:
            tracked = self._tracked[name] = Tracked(kind.load(row), row, lock == "update")
        elif tracked.row != row:  # changed by others between a plain read and this one
            fresh = kind.load(row)
            for each in kind.fields:
                setattr(tracked.record, each.name, getattr(fresh, each.name))
            tracked.row = row
        tracked.locked = tracked.locked or lock == "update"
        return tracked.record

    # --- writing --------------------------------------------------------------------------------

    def new_id(self, cls: type[I]) -> I:
        return cls(self._reserve(cls.counter, 1))

    def new_ids(self, cls: type[I], count: int) -> range:
        """`count` consecutive ids."""
        first = self._reserve(cls.counter, count)
        return range(first, first + count)

    def add(self, record: R) -> R:
        """A new record."""
        kind = record.KIND
        row = kind.row(record)
        name = (kind.name, kind.key_of(row))
        if name in self._tracked:
            raise Defect(f"{kind.name} {name[1]} is added twice")
        self._tracked[name] = Tracked(record, None, True)
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

    # --- gates ----------------------------------------------------------------------------------

    def answers(self, gate: Gate[A], asked: A) -> Iterator[Refused]:
        """Every refusal of everyone who joined the gate, and of the kernel's own holds."""
        for each in fields_of(gate.asks):
            value = getattr(asked, each.name)
            if each.kind == "id" and value is not None:
                subject = each.type.text(value)
                for hold in self.find(FallbackHold, subject=subject, is_active=True):
                    yield OnFallbackHold(
                        subject=subject, cause=hold.cause, task=f"tsk_{hold.task_id}"
                    )
        for say in gate.joiners:
            no = say(asked, self)
            if no is not None:
                yield no

    def ask(self, gate: Gate[A], asked: A) -> None:
        """May this go on? An intention is refused by the first no; a fact goes on, deviating."""
        for no in self.answers(gate, asked):
            self.object(no)

    def object(self, refusal: Refused) -> None:
        """Refuse an intention; let a fact stand and mark it as deviating."""
        if not self.frame.command.SPEC.is_fact:
            raise refusal
        self.frame.deviations.append(refusal)

    # --- capture --------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what has changed since the last flush; remember old and new for the entry."""
        statements: dict[tuple[str, tuple[str, ...]], tuple[Statement[Any], list[list[Any]]]] = {}
        for name, tracked in self._tracked.items():
            kind: Kind = tracked.record.KIND
            row = kind.row(tracked.record)
            if row == tracked.row:
                continue
            self._capture(name, tracked, row)
            self._write(statements, kind, tracked, row)
            tracked.row = row
        if statements:
            dialect = self.connection.dialect
            self.connection.write(
                [(statement.on(dialect)[0], values) for statement, values in statements.values()]
            )

    def _capture(self, name: tuple[str, tuple[Any, ...]], tracked: Tracked, row: Row) -> None:
        if not tracked.locked:
            raise Defect(f"{name[0]} {name[1]} was changed without being taken")
        if name[1] != tracked.record.KIND.key_of(row):
            raise Defect(f"the key of {name[0]} {name[1]} was changed")
        self.frame.before.setdefault(name, tracked.row)
        self.frame.after[name] = row

    def _write(
        self,
        statements: dict[Any, tuple[Statement[Any], list[list[Any]]]],
        kind: Kind,
        tracked: Tracked,
        row: Row,
    ) -> None:
        sql, dialect = sql_of(kind), self.connection.dialect
        values = {f.name: value for f, value in zip(kind.fields, row, strict=True)}
        if tracked.row is None:
            columns: tuple[str, ...] = ()
            statement = sql.insert
        else:
            columns = tuple(
                f.name
                for f, new, old in zip(kind.fields, row, tracked.row, strict=True)
                if new != old
            )
            statement = sql.update(columns)
            values |= {f"key_{part}": values[part] for part in kind.key}
        _, batch = statements.setdefault((kind.name, columns), (statement, []))
        batch.append([values[name] for name in statement.on(dialect)[1]])

    def forget(self) -> None:
        """After a rollback: nothing read or written here holds any more."""
        self._tracked.clear()


def changes_of(frame: Frame, *, personal: bool) -> list[dict[str, Any]]:
    """The frame's record changes: `{"record","key","new"}` or `{"record","key","set"}`.

    Fields are named by the vocabulary; personal ones are given apart from the rest.
    """
    changes = []
    for (kind_name, key), row in frame.after.items():
        kind, before = RECORDS[kind_name], frame.before[kind_name, key]
        if before == row:
            continue
        record = kind.load(row)
        change: dict[str, Any] = {"record": kind_name, "key": kind.key_text(record)}
        if before is None:
            new = dump(record, personal=personal)
            if new or not personal:
                changes.append(change | {"new": new})
            continue
        old = kind.load(before)
        moved = {
            f.name: [f.dump(getattr(old, f.name), old), f.dump(getattr(record, f.name), record)]
            for f, a, b in zip(kind.fields, before, row, strict=True)
            if a != b and f.meaning.personal is personal
        }
        if moved:
            changes.append(change | {"set": moved})
    return changes


def subjects_of(frame: Frame) -> list[str]:
    """Ids the entry is about: of changed records, and those the command and events name."""
    found: dict[str, set[int]] = {}
    for kind_name, key in frame.after:
        kind = RECORDS[kind_name]
        for part, value in zip(kind.key, key, strict=True):
            each = kind.by_name[part]
            if each.kind == "id":
                found.setdefault(each.type.prefix, set()).add(value)
    for struct in (frame.command, *frame.events):
        _collect(struct, found)
    return [text for prefix in sorted(found) for text in _runs(prefix, sorted(found[prefix]))]


def _collect(struct: Any, found: dict[str, set[int]]) -> None:
    for each in fields_of(type(struct)):
        value = getattr(struct, each.name)
        if value is None:
            continue
        if each.kind == "id":
            found.setdefault(each.type.prefix, set()).add(int(value))
        elif each.kind == "shape":
            _collect(value, found)
        elif each.kind == "list" and each.item is not None and each.item.kind == "shape":
            for item in value:
                _collect(item, found)
        elif each.kind == "list" and each.item is not None and each.item.kind == "id":
            found.setdefault(each.item.type.prefix, set()).update(int(v) for v in value)


def _runs(prefix: str, numbers: list[int]) -> Iterator[str]:
    start = 0
    for i in range(1, len(numbers) + 1):
        if i == len(numbers) or numbers[i] != numbers[i - 1] + 1:
            first, last = numbers[start], numbers[i - 1]
            yield f"{prefix}_{first}" if first == last else f"{prefix}_{first}..{prefix}_{last}"
            start = i


def _plain(value: Any) -> Any:
    if isinstance(value, Id):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if hasattr(value, "value") else value


def _missing(kind: Kind, key: tuple[Any, ...]) -> NotFound:
    id_field = kind.id_field
    which = id_field.type.text(key[0]) if id_field else "|".join(str(k) for k in key)
    return NotFound(what=kind.label, which=which)
