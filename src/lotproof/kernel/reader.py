"""Typed reads over one connection."""

from datetime import date
from typing import Any, TypeVar

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Connection, KindSql, Row, Statement, sql_of
from lotproof.kernel.ids import Id
from lotproof.kernel.masking import Hides, nothing
from lotproof.kernel.record import Kind, Record
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.site import Site

R = TypeVar("R", bound=Record)


class Defect(Exception):
    """The program is wrong, not the user; nothing of an intention is kept."""


class Reader:
    """Typed reads over one connection. The only door to tables; it cannot write."""

    hides: Hides = staticmethod(nothing)
    """What lists, names and stories made for somebody leave out (`masking`)."""

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
            raise missing(cls.KIND, key)
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
        return self.connection.rows(text, [plain(equal[name]) for name in names])

    def _take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        return kind.load(row)


def plain(value: Any) -> Any:
    if isinstance(value, Id):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if hasattr(value, "value") else value


def missing(kind: Kind, key: tuple[Any, ...]) -> NotFound:
    id_field = kind.id_field
    which = id_field.type.text(key[0]) if id_field else "|".join(str(k) for k in key)
    return NotFound(what=kind.label, which=which)
