"""What a command would be refused for, before everything that it needs is known.

The handler itself is run as far as it gets without writing and without an input that nobody has
given yet. Whatever it refuses on the way it would refuse in earnest, with the same words, so that
no rule is said a second time. Nothing is locked, reserved, written or sealed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn, TypeVar

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import KindSql, Row, Statement
from lotproof.kernel.ids import Id
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import HANDLERS, CommandSpec, Event
from lotproof.kernel.work import Frame, Work

R = TypeVar("R", bound=Record)
I = TypeVar("I", bound=Id)  # noqa: E741

_REASON: Final = "…"
"""Some reason will be given."""


def why_not(
    reader: Reader, spec: CommandSpec, given: Mapping[str, Any], actor: str
) -> Refused | None:
    """The refusal that awaits the command with these typed fields; None as far as can be told.

    Permission is not asked about: that does not depend on the fields. A physical fact is never
    refused for what the records say.
    """
    open_ = {f.name: NOT_GIVEN for f in spec.fields}
    least = open_ | {f.name: f.default for f in spec.fields if not f.required}
    # What is refused only because an optional field is empty, or is not, is still possible.
    return _tried(reader, spec, open_ | dict(given), actor) and _tried(
        reader, spec, least | dict(given), actor
    )


def _tried(reader: Reader, spec: CommandSpec, values: dict[str, Any], actor: str) -> Refused | None:
    command = spec.cls(**values)
    try:
        HANDLERS[spec.cls].run(command, _Trial(reader, Frame("", command), actor))
    except FarEnough:
        return None
    except Refused as refusal:
        return refusal
    return None


class FarEnough(Exception):
    """The handler is past what can be told: it writes, or needs what is not given."""


def _stop(*args: object, **named: object) -> NoReturn:
    raise FarEnough


_USES: Final = (
    "bool eq ne lt le gt ge hash str repr format len iter contains getitem call int float index "
    "abs neg add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod getattr"
).split()
NOT_GIVEN: Final[Any] = type("NotGiven", (), {f"__{use}__": _stop for use in _USES})()
"""Stands in a field that nobody has filled in yet; ends the trial when it is used."""


class _Trial(Work):
    """The unit of work of a command that is not meant to be done."""

    def __init__(self, reader: Reader, frame: Frame, actor: str) -> None:
        Reader.__init__(self, reader.connection, reader.site, reader.now)
        self.actor, self.occurred, self.reason = actor, Instant(reader.now), _REASON
        self.frame = frame
        self._seen: dict[tuple[str, tuple[Any, ...]], Any] = {}

    def _by_key(self, cls: type[R], key: tuple[Any, ...], lock: str) -> R | None:
        del lock
        return Reader._by_key(self, cls, key, "")

    def _where(self, cls: type[R], equal: dict[str, Any], lock: str) -> list[R]:
        del lock
        return Reader._where(self, cls, equal, "")

    def _select(self, sql: KindSql, equal: dict[str, Any], lock: str) -> list[Row]:
        return Reader._select(self, sql, equal, lock)

    def rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        return Reader.rows(self, statement, **params)

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        """One object for each record: what the handler has set on it, it reads again."""
        return self._seen.setdefault((kind.name, kind.key_of(row)), kind.load(row))

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
