"""Records: typed rows. The table is derived from the words; nothing says a column twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, TypeVar

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy import (
    Text as TextColumn,
)
from sqlalchemy.types import TypeEngine

from lotproof.kernel.lifecycle import LIVES, LifeCycle
from lotproof.kernel.meaning import Field, Meaning, fields_of
from lotproof.kernel.text import Text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RECORDS: dict[str, "Kind"] = {}


class Record(msgspec.Struct):
    """Base of all records. Attributes are set freely; the unit of work captures what changed."""

    KIND: ClassVar["Kind"]


R = TypeVar("R", bound=Record)

_INTEGER = BigInteger().with_variant(Integer(), "sqlite")


def _text(length_max: int) -> TypeEngine[str]:
    """Sorted and compared by code points on every engine, whatever the server's locale is: so
    lists are alike, and an index finds the beginning of a text."""
    if length_max > 400:
        return TextColumn().with_variant(TextColumn(collation="C"), "postgresql")
    return String(length_max).with_variant(String(length_max, collation="C"), "postgresql")


_COLUMN: dict[str, Callable[[Meaning], Any]] = {
    "text": lambda m: _text(m.length_max),
    "integer": lambda m: _INTEGER,
    "instant": lambda m: _INTEGER,
    "amount": lambda m: _INTEGER,
    "id": lambda m: _INTEGER,
    "yesno": lambda m: Boolean(create_constraint=False),
    "date": lambda m: _text(10),
    "choice": lambda m: _text(40),
    "list": lambda m: TextColumn(),
    "map": lambda m: TextColumn(),
}

_encode_json = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True)
class Visible:
    """Records that belong to somebody: whoever holds the permission sees their own, and those that
    are shared; whoever may read the module sees all."""

    permission: str
    owner: str
    """The field with the user's id."""
    shared: str
    """The yes-or-no field that lets everybody see it."""


class Kind:
    """What is known about one kind of record: `warehouse.lot`, its fields, key and table."""

    def __init__(
        self,
        name: str,
        cls: type[Record],
        key: tuple[str, ...],
        unique: Iterable[tuple[str, ...]],
        index: Iterable[tuple[str, ...]],
        label: Text,
        checks: Mapping[str, str],
        covers: tuple[str, ...],
        visible: Visible | None,
    ) -> None:
        self.name, self.cls, self.key, self.label = name, cls, key, label
        self.visible = visible
        self.fields = fields_of(cls)
        self.by_name = {field.name: field for field in self.fields}
        self.key_indexes = tuple(
            next(i for i, f in enumerate(self.fields) if f.name == part) for part in key
        )
        self.is_flat = not any(field.kind in ("list", "map") for field in self.fields)
        self.has_personal = any(field.meaning.personal for field in self.fields)
        self.unique, self.index = tuple(unique), tuple(index)
        self.table = self._table(checks, covers)
        self._from_db = [
            (i, convert) for i, f in enumerate(self.fields) if (convert := _from_db(f))
        ]
        self._to_db = [(i, convert) for i, f in enumerate(self.fields) if (convert := _to_db(f))]
        self._key_to_db = [(part, _to_db(self.by_name[part])) for part in key]

    def _table(self, checks: Mapping[str, str], covers: tuple[str, ...]) -> Table:
        name = self.name.replace(".", "_")
        columns: list[Any] = [
            Column(
                f.name,
                _COLUMN[f.kind](f.meaning),
                autoincrement=False,
                nullable=f.nullable,
            )
            for f in self.fields
        ]
        columns.append(PrimaryKeyConstraint(*self.key, postgresql_include=list(covers)))
        columns += [CheckConstraint(sql, name=each) for each, sql in checks.items()]
        columns += [UniqueConstraint(*names) for names in self.unique]
        columns += [Index(None, *names) for names in self.index]
        columns += [check for f in self.fields for check in _checks(f)]
        composite = len(self.key) > 1
        return Table(name, METADATA, *columns, sqlite_with_rowid=not composite)

    def load(self, row: tuple[Any, ...]) -> Any:
        """A database row as a typed record."""
        if not self._from_db:
            return self.cls(*row)
        values = list(row)
        for i, convert in self._from_db:
            if values[i] is not None:
                values[i] = convert(values[i])
        return self.cls(*values)

    def row(self, record: Record) -> tuple[Any, ...]:
        """A record as the values of its database row."""
        values = msgspec.structs.astuple(record)
        if not self._to_db:
            return values
        out = list(values)
        for i, convert in self._to_db:
            if out[i] is not None:
                out[i] = convert(out[i])
        return tuple(out)

    def key_of(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[i] for i in self.key_indexes)

    def key_in(self, record: Record) -> tuple[Any, ...]:
        """`key_of` its row."""
        return tuple(
            convert(getattr(record, part)) if convert else getattr(record, part)
            for part, convert in self._key_to_db
        )

    def key_text(self, record: Any) -> str:
        """`lot_12`, or the parts of a composite key joined by `|`."""
        if len(self.key) == 1:
            (part,) = self.key
            return str(self.by_name[part].dump(getattr(record, part), record))
        return "|".join(
            str(self.by_name[part].dump(getattr(record, part), record)) for part in self.key
        )

    @cached_property
    def id_field(self) -> Field | None:
        """The id that names the record, when its key is one id."""
        field = self.by_name[self.key[0]]
        return field if len(self.key) == 1 and field.kind == "id" else None

    @cached_property
    def state_field(self) -> Field | None:
        """The field that says where the record is in its life, if it has one."""
        return next((field for field in self.fields if field.type in LIVES), None)

    @property
    def life(self) -> LifeCycle[Any] | None:
        """The moves between the states of `state_field`."""
        return LIVES[self.state_field.type] if self.state_field is not None else None


def _checks(field: Field) -> list[CheckConstraint]:
    low, high, name = field.meaning.minimum, field.meaning.maximum, field.name
    checks = []
    if field.kind == "choice":
        words = ", ".join(f"'{choice.value}'" for choice in field.type)
        checks.append(CheckConstraint(f'"{name}" IN ({words})', name=f"{name}_known"))
    if field.kind in ("integer", "amount") and low is not None:
        checks.append(CheckConstraint(f'"{name}" >= {low}', name=f"{name}_min"))
    if field.kind in ("integer", "amount") and high is not None:
        checks.append(CheckConstraint(f'"{name}" <= {high}', name=f"{name}_max"))
    return checks


def _from_db(field: Field) -> Callable[[Any], Any] | None:
    if field.kind == "choice":
        words = {choice.value: choice for choice in field.type}
        return words.__getitem__
    if field.kind in ("list", "map"):
        return msgspec.json.decode
    converters: dict[str, Callable[[Any], Any]] = {"date": date.fromisoformat, "yesno": bool}
    return converters.get(field.kind)


def _to_db(field: Field) -> Callable[[Any], Any] | None:
    if field.kind in ("list", "map"):
        return lambda value: _encode_json(value).decode()
    converters: dict[str, Callable[[Any], Any]] = {
        "date": date.isoformat,
        "choice": str.__str__,
        "id": int,
        "yesno": bool,
    }
    return converters.get(field.kind)


def record(
    name: str,
    label: Text,
    *,
    key: str | tuple[str, ...] = "id",
    unique: Iterable[tuple[str, ...]] = (),
    index: Iterable[tuple[str, ...]] = (),
    checks: Mapping[str, str] | None = None,
    covers: tuple[str, ...] = (),
    visible: Visible | None = None,
) -> Callable[[type[R]], type[R]]:
    """Declare a kind of record: `@record("warehouse.lot", t("Lot", "批"), unique=[("number",)])`.

    Composite keys name several fields. Table `warehouse_lot`, columns and checks follow;
    `checks` are further ones over several columns, by name. `covers` are the columns that
    PostgreSQL keeps in the key's index as well, so that reads need not touch the table. `visible`
    says whose records these are, where they are not everybody's.
    """

    def declare(cls: type[R]) -> type[R]:
        if name in RECORDS:
            raise TypeError(f"the record kind {name!r} is declared twice")
        parts = (key,) if isinstance(key, str) else key
        RECORDS[name] = cls.KIND = Kind(
            name, cls, parts, unique, index, label, checks or {}, covers, visible
        )
        return cls

    return declare
