"""What the pages about one thing show: a unit with its traces, any record, a history."""

from collections.abc import Iterator
from typing import Any

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive import listing as lists
from lotproof.derive.interface import kind_of
from lotproof.derive.names import may_name
from lotproof.derive.story import timeline
from lotproof.entrypoints.api.visitors import Visitor
from lotproof.kernel.ids import Id
from lotproof.kernel.registry import MODULES
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.queries import names_of, trace_from, unit_overview

HISTORY_ROWS = 20
TRACED_MAX = 2_000
"""Units that a page asks for; the whole answer is the API's."""
TRACED_SHOWN = 300
OPTIONS_MAX = 200
_NAMES = ("number", "code", "login", "sscc", "name", "title", "state")


def unit_page(reader: Reader, subject: str) -> dict[str, Any]:
    """A lot, serial or package at a glance, with its traces both ways."""
    return {
        "unit": unit_overview(reader, subject),
        "forward": trace_from(reader, subject, "forward", TRACED_MAX),
        "backward": trace_from(reader, subject, "backward", TRACED_MAX),
        "traced_shown": TRACED_SHOWN,
        "traced_max": TRACED_MAX,
    }


def record_page(reader: Reader, subject: str, kind: type[Id]) -> dict[str, Any]:
    """Any other record: its fields as stored."""
    record_kind = kind_of(kind.prefix)
    assert record_kind is not None
    return {"kind": record_kind, "record": lists.one(reader, record_kind, subject) or {}}


def history(reader: Reader, prefix: str, number: int, before: int | None) -> dict[str, Any]:
    """The newest entries about an id, with the names of the people; `older` leads on."""
    entries = timeline(
        LedgerView(reader.connection),
        prefix,
        number,
        before=before,
        limit=HISTORY_ROWS,
        hides=reader.hides,
    )
    return {
        "entries": entries,
        "names": names_of(reader, (entry["actor"] for entry in entries)),
        "older": entries[-1]["seq"] if len(entries) == HISTORY_ROWS else None,
        "is_newest": before is None,
    }


def options(
    reader: Reader, visitor: Visitor, inputs: list[dict[str, Any]]
) -> dict[str, list[tuple[str, str]]]:
    """For each kind of id that a form asks for: the newest ids with what people call them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for prefix in sorted(set(_prefixes(inputs))):
        kind = kind_of(prefix)
        if kind is None or not may_name(kind, visitor.may):
            continue
        newest = lists.listing(reader, kind.name, sort=f"-{kind.key[0]}", limit=OPTIONS_MAX)
        found[prefix] = [
            (record[kind.key[0]], " · ".join(str(record[n]) for n in _NAMES if n in record))
            for record in newest.records
        ]
    return found


def _prefixes(inputs: list[dict[str, Any]]) -> Iterator[str]:
    for each in inputs:
        if each["control"] == "id":
            yield each["prefix"]
        yield from _prefixes(each.get("inputs", []))
        for row in each.get("rows", []):
            yield from _prefixes(row)


def by_module(kinds: list[str], language: Language) -> list[tuple[str, list[str]]]:
    """Kinds under the title of their module."""
    groups: dict[str, list[str]] = {}
    for kind in kinds:
        module = kind.partition(".")[0]
        groups.setdefault(module if module in MODULES else "", []).append(kind)
    kernel = t("Site and ledger", "站点与账本")
    return [
        ((MODULES[name].title if name else kernel).in_(language), found)
        for name, found in sorted(groups.items())
    ]
