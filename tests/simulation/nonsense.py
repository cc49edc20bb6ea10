"""Inputs of the right form and no sense: any command, about whatever there is or is not."""

from typing import Any

from hypothesis import strategies as st

from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.registry import CommandSpec
from lotproof.kernel.work import Reader
from tests.every_module.declared import COMMAND_SPECS, KINDS

MODULES = ("equipment", "inspection", "production", "purchasing", "sales", "warehouse")
SPECS = tuple(spec for spec in COMMAND_SPECS.values() if spec.module in MODULES)

AMOUNTS = ("0", "1", "2", "3", "5", "8", "0.01", "0.5", "100", "1000000000", "-1")
UNITS = ("pcs", "kg", "g", "CNY")
TEXTS = ("A", "B-7", "C001", "文本")
DATES = ("2026-01-01", "2026-03-02", "2026-06-30", "2030-12-31")


class Ref:
    """The n-th thing of its kind, whatever there will be when it is asked for."""

    def __init__(self, prefix: str, n: int) -> None:
        self.prefix, self.n = prefix, n

    def __repr__(self) -> str:
        return f"{self.prefix}#{self.n}"


def commands() -> st.SearchStrategy[tuple[CommandSpec, dict[str, Any]]]:
    """A command and its body, with `Ref`s in the place of ids."""
    return st.sampled_from(SPECS).flatmap(lambda s: st.tuples(st.just(s), _struct(s.cls)))


def _struct(cls: type) -> st.SearchStrategy[dict[str, Any]]:
    required = {f.name: _value(f) for f in fields_of(cls) if f.required}
    optional = {f.name: _value(f) for f in fields_of(cls) if not f.required}
    return st.fixed_dictionaries(required, optional=optional)


def _value(field: Field) -> st.SearchStrategy[Any]:
    if field.kind == "id":
        return st.builds(Ref, st.just(field.type.prefix), st.integers(0, 40))
    if field.kind == "choice":
        return st.sampled_from([member.value for member in field.type])
    if field.kind == "list":
        assert field.item is not None
        return st.lists(_value(field.item), max_size=3)
    if field.kind == "shape":
        return _struct(field.type)
    if field.kind == "text" and field.name in ("unit", "currency"):
        return st.sampled_from(UNITS)
    simple: dict[str, st.SearchStrategy[Any]] = {
        "amount": st.sampled_from(AMOUNTS),
        "integer": st.integers(-1, 4),
        "yesno": st.booleans(),
        "date": st.sampled_from(DATES),
        "instant": st.just("2026-03-02T00:00:00Z"),
        "text": st.sampled_from(TEXTS),
        "map": st.just({}),
    }
    return simple[field.kind]


def resolved(reader: Reader, value: Any) -> Any:
    """The body with ids of things that are there; of a kind of which nothing is, an id of none."""
    if isinstance(value, Ref):
        ids = known(reader, value.prefix)
        return f"{value.prefix}_{ids[value.n % len(ids)] if ids else value.n + 1}"
    if isinstance(value, dict):
        return {name: resolved(reader, each) for name, each in value.items()}
    return [resolved(reader, each) for each in value] if isinstance(value, list) else value


def known(reader: Reader, prefix: str) -> list[int]:
    """The numbers of everything that has an id with this prefix."""
    for kind in KINDS.values():
        if kind.key == ("id",) and kind.id_field and kind.id_field.type.prefix == prefix:
            table = kind.table.name
            return [
                row[0] for row in reader.connection.rows(f"SELECT id FROM {table} ORDER BY id", [])
            ]
    return []
