"""Figures that modules declare, counted for somebody: each with the list that it opens."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, literal, select

from lotproof.derive.filters import conditions
from lotproof.derive.openapi import read_permission
from lotproof.kernel.database import Statement
from lotproof.kernel.figures import FIGURES, FOUND_MAX, Figure, Group
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.work import Reader

COUNT_MAX = 10_000
"""A figure counts up to here; `is_exact` is false beyond."""

_TONES = {Group.WAITING: "wait", Group.WRONG: "bad", Group.LATE: "warn"}


def figures(reader: Reader, may: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Every figure whose records, and whose command if it has one, the permissions allow.

    Keys: code, label, group, value, is_exact, tone, kind, filters, command?. `filters` open the
    list of exactly the records counted; None where there are none, or too many to name.
    """
    return [
        _counted(reader, each)
        for each in FIGURES.values()
        if may(read_permission(each.kind))
        and (each.command is None or may(COMMANDS[each.command].permission))
    ]


def _counted(reader: Reader, each: Figure) -> dict[str, Any]:
    kind = RECORDS[each.kind]
    filters: Mapping[str, str] | None
    if each.find is None:
        filters = each.filters(reader)
        value, is_exact = counted(reader, kind, filters)
    else:
        filters, value, is_exact = _found(each.find(reader, FOUND_MAX + 1), kind)
    said: dict[str, Any] = {
        "code": each.code,
        "label": each.label._asdict(),
        "group": each.group.value,
        "value": value,
        "is_exact": is_exact,
        "tone": _TONES[each.group] if value else "muted",
        "kind": each.kind,
        "filters": filters if value else None,
    }
    return said if each.command is None else said | {"command": each.command}


def _found(ids: list[int], kind: Kind) -> tuple[Mapping[str, str] | None, int, bool]:
    """Filters that name the records; the first FOUND_MAX of them where there are more."""
    assert kind.id_field is not None
    texts = (kind.id_field.type.text(each) for each in ids[:FOUND_MAX])
    named = {f"{kind.id_field.name}.in": ",".join(texts)}
    return named, min(len(ids), FOUND_MAX), len(ids) <= FOUND_MAX


def counted(reader: Reader, kind: Kind, filters: Mapping[str, str]) -> tuple[int, bool]:
    """How many records fulfil the filters, up to COUNT_MAX, and whether that is all."""
    some = (
        select(literal(1))
        .select_from(kind.table)
        .where(*conditions(kind, dict(filters), ""))
        .limit(COUNT_MAX + 1)
    )
    found = int(reader.rows(Statement(select(func.count()).select_from(some.subquery())))[0][0])
    return min(found, COUNT_MAX), found <= COUNT_MAX
