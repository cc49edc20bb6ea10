"""Where units went and what they came from, with their names."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Direction, Link, Span, trace
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.sales.queries import shipments_of_lots, shipments_of_serials
from lotproof.modules.traceability.identify import Ambiguous, Unknown, identify

__all__ = ["Ambiguous", "NotTraceable", "Unknown", "identify", "trace_from"]

UNITS_SHOWN_MAX = 200_000
_UNITS = (
    ("lot", LotId, "warehouse.lot", ("number", "item_id", "state")),
    ("serial", SerialId, "warehouse.serial", ("number", "item_id", "state")),
    ("package", PackageId, "warehouse.package", ("sscc", "level", "state")),
)
_TRACEABLE = {"lot", "ser", "pkg"}


class NotTraceable(ValueError):
    """Only lots, serials and packages have ancestors and descendants."""


def _in_span(kind: str, columns: tuple[str, ...]) -> Statement[Any]:
    table = RECORDS[kind].table
    return Statement(
        select(table.c.id, *(table.c[c] for c in columns))
        .where(table.c.id >= bindparam("first"))
        .where(table.c.id <= bindparam("last"))
        .order_by(table.c.id)
    )


_NAMED = {kind: _in_span(kind, columns) for _, _, kind, columns in _UNITS}


def trace_from(
    reader: Reader, subject: str, direction: Literal["forward", "backward"]
) -> dict[str, Any]:
    """All that came of a unit (forward), or all that it came from (backward), as a JSON value.

    `exact` is false for units that are only possibly concerned; a recall takes them in. Forward
    answers name the consignees that got any of it.
    """
    kind, number = parse_any(subject)
    if kind.prefix not in _TRACEABLE:
        raise NotTraceable(f"{subject} is no lot, serial or package; ask for its timeline instead")
    found = trace(reader, number, _direction(direction), limit=UNITS_SHOWN_MAX)
    spans = [(each.first, each.last, each.level, each.exact) for each in found.reached]
    nodes = list(_named(reader, spans))
    answer: dict[str, Any] = {
        "subject": subject,
        "start": next(iter(_named(reader, [(number, number, 0, True)])), None),
        "direction": direction,
        "count": found.unit_count,
        "is_complete": found.is_complete,
        "possible_count": sum(1 for node in nodes if not node["exact"]),
        "nodes": nodes,
        "cycles": [_link(link) for link in found.cycles],
    }
    if direction == "forward":
        answer["shipments"] = _shipments(reader, [(number, number), *((s[0], s[1]) for s in spans)])
    return answer


def _direction(direction: str) -> Direction:
    return "forward" if direction == "forward" else "backward"


def _link(link: Link) -> dict[str, Any]:
    return {name: getattr(link, name) for name in link.__slots__}


def _named(
    reader: Reader, spans: Iterable[tuple[int, int, int, bool]]
) -> Iterator[dict[str, Any]]:
    """Each unit of the spans with what people call it, in the order of the spans."""
    items: dict[int, tuple[str, str]] = {}
    for first, last, level, exact in spans:
        units = []
        for name, id_type, kind, columns in _UNITS:
            for row in reader.rows(_NAMED[kind], first=first, last=last):
                node = {"id": id_type.text(row[0]), "unit": name, "level": level, "exact": exact}
                node |= {c: v for c, v in zip(columns, row[1:], strict=True) if v is not None}
                if "item_id" in node:
                    node["item_id"], node["item"] = _item(reader, items, node["item_id"])
                units.append((row[0], node))
        yield from (node for _, node in sorted(units, key=lambda unit: unit[0]))


def _item(reader: Reader, known: dict[int, tuple[str, str]], item_id: int) -> tuple[str, str]:
    if item_id not in known:
        item = reader.get(RECORDS["items.item"].cls, item_id)
        known[item_id] = (f"itm_{item_id}", item.number)  # type: ignore[attr-defined]
    return known[item_id]


def _shipments(reader: Reader, spans: list[Span]) -> list[dict[str, Any]]:
    """Who got any of it."""
    found: dict[str, dict[str, Any]] = {}
    for shipment in (*shipments_of_lots(reader, spans), *shipments_of_serials(reader, spans)):
        found[shipment["line_id"]] = shipment
    return [found[key] for key in sorted(found)]
