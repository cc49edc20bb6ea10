"""What a command would be refused for, before everything that it needs is known.

The handler itself is run as far as it gets without writing and without an input that nobody has
given yet. Whatever it refuses on the way it would refuse in earnest, with the same words, so that
no rule is said a second time. Nothing is locked, reserved, written or sealed.

A field that is not given ends the trial when it is read. One that may be left out, or that has
few values, divides it: each way is gone, and only what all of them refuse alike is foretold. A
table is not read any more once the handler has changed one of its records: the database would not
know of it.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from typing import Any, Final, NoReturn, TypeVar

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.control import MAY_CHANGE, ChangeAsked, touched
from lotproof.kernel.database import KindSql, Row, Statement
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Field
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import HANDLERS, Command, CommandSpec, Event
from lotproof.kernel.session import Name
from lotproof.kernel.work import Frame, Work, answers

R = TypeVar("R", bound=Record)
I = TypeVar("I", bound=Id)  # noqa: E741

_REASON: Final = "…"
"""Some reason will be given."""
_WAYS_MAX: Final = 32
"""More ways than this are not gone: nothing is foretold."""


def why_not(
    reader: Reader, spec: CommandSpec, given: Mapping[str, Any], actor: str
) -> Refused | None:
    """The refusal that awaits the command with these typed fields; None as far as can be told.

    Whatever the fields that are not given will hold, it is refused with this code. Permission is
    not asked about: that does not depend on the fields. A physical fact is never refused for what
    the records say.
    """
    open_ways: list[dict[str, Any]] = [dict(given)]
    refusals: list[Refused] = []
    while open_ways:
        known = open_ways.pop()
        found = _tried(reader, spec, known, actor)
        if found is None or len(refusals) + len(open_ways) > _WAYS_MAX:
            return None
        if isinstance(found, Refused):
            refusals.append(found)
        else:
            open_ways += [known | {found.name: value} for value in _values(found)]
    return refusals[0] if len({each.code for each in refusals}) == 1 else None


def _values(field: Field) -> list[Any]:
    """All that a field may hold, as far as handlers can tell; the likeliest last."""
    values: list[Any] = [NOT_GIVEN]
    if field.kind == "choice":
        values = list(field.type)
    elif field.kind == "yesno":
        values = [False, True]
    if field.required:
        return values
    return [*values, None if field.default is msgspec.NODEFAULT else field.default]


def _tried(
    reader: Reader, spec: CommandSpec, known: Mapping[str, Any], actor: str
) -> Refused | Field | None:
    """The refusal, the field that divides the way, or None: the handler gets through."""
    command = Partial(spec, known)
    trial = _Trial(reader, Frame("", command), actor)  # type: ignore[arg-type] # stands for a command
    try:
        HANDLERS[spec.cls].run(command, trial)
    except FarEnough:
        return trial.uncontrolled()
    except Divided as way:
        return way.field
    except Refused as refusal:
        return refusal
    return trial.uncontrolled()


class FarEnough(Exception):
    """The handler is past what can be told: it writes, or needs what is not given."""


class Divided(Exception):
    """What follows depends on a field of which the values can be gone through."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.name)
        self.field = field


class Partial:
    """A command of which some fields are known. Reading another one ends or divides the trial."""

    def __init__(self, spec: CommandSpec, known: Mapping[str, Any]) -> None:
        self.SPEC, self._known = spec, known

    def __getattr__(self, name: str) -> Any:
        if name in self._known:
            return self._known[name]
        field = next((f for f in self.SPEC.fields if f.name == name), None)
        if field is None:
            raise AttributeError(name)
        if field.required and field.kind not in ("choice", "yesno"):
            raise FarEnough
        raise Divided(field)

    given = Command.given


def _stop(*args: object, **named: object) -> NoReturn:
    raise FarEnough


_USES: Final = (
    "bool eq ne lt le gt ge hash str repr format len iter contains getitem call int float index "
    "abs neg add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod getattr"
).split()
NOT_GIVEN: Final[Any] = type("NotGiven", (), {f"__{use}__": _stop for use in _USES})()
"""Stands for something, not None, that nobody has said yet; ends the trial when it is used."""


class _Trial(Work):
    """The unit of work of a command that is not meant to be done."""

    def __init__(self, reader: Reader, frame: Frame, actor: str) -> None:
        Reader.__init__(self, reader.connection, reader.site, reader.now)
        self.actor, self.occurred, self.reason = actor, Instant(reader.now), _REASON
        self.frame = frame
        self._seen: dict[Name, tuple[Any, Row]] = {}

    def _by_key(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R | None:
        del lock
        plain = tuple(int(part) if isinstance(part, Id) else part for part in key)
        known = self._seen.get((cls.KIND.name, plain))
        return known[0] if known is not None else Reader._by_key(self, cls, key, "")

    def _where(self, cls: type[R], equal: dict[str, Any], lock: str) -> list[R]:
        del lock
        return Reader._where(self, cls, equal, "")

    def _select(self, sql: KindSql, equal: dict[str, Any], lock: str) -> list[Row]:
        self._stop_if_changed(sql.tables)
        return Reader._select(self, sql, equal, lock)

    def rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        self._stop_if_changed(statement.tables)
        return Reader.rows(self, statement, **params)

    def _stop_if_changed(self, tables: frozenset[str]) -> None:
        for (name, _), (record, row) in self._seen.items():
            kind: Kind = type(record).KIND
            if kind.table.name in tables and kind.row(record) != row:
                _stop(name)

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        """One object for each record: what the handler has set on it, it reads again."""
        return self._seen.setdefault((kind.name, kind.key_of(row)), (kind.load(row), row))[0]

    def uncontrolled(self) -> Refused | None:
        """Why what the handler has changed so far may not be changed, if it is in force."""
        rows = {name: (row, type(each).KIND.row(each)) for name, (each, row) in self._seen.items()}
        before = {name: old for name, (old, new) in rows.items() if old != new}
        after = {name: rows[name][1] for name in before}
        with suppress(FarEnough):
            for subject in touched(self, before, after):
                for no in answers(self, MAY_CHANGE, ChangeAsked(subject=subject)):
                    return no
        return None

    def alone(self) -> AbstractContextManager[None]:
        """Another thing than those that are known is not asked about."""
        return suppress(FarEnough)

    def new_id(self, cls: type[I]) -> I:
        del cls
        _stop()

    def new_ids(self, cls: type[I], count: int) -> range:
        del cls, count
        _stop()

    def add(self, record: R) -> R:
        del record
        _stop()

    def add_all(self, records: Iterable[Record]) -> None:
        del records
        _stop()

    def record(self, event: Event) -> None:
        del event
        _stop()

    def flush(self) -> None:
        _stop()
