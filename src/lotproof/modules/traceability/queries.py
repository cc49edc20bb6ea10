"""Where units went and what they came from, with their names."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from lotproof.kernel.ids import parse_any
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Link, Reached, Span, trace
from lotproof.modules.sales.queries import shipments_of_lots, shipments_of_serials
from lotproof.modules.traceability.carrier import carrier_said
from lotproof.modules.traceability.identify import Ambiguous, Unknown, UnknownDevice, identify
from lotproof.modules.traceability.naming import Named, named
from lotproof.modules.traceability.overview import unit_overview
from lotproof.modules.traceability.people import names_of
from lotproof.modules.traceability.rules import UNIT_PREFIXES, NotTraceable, unit

__all__ = [
    "UNIT_PREFIXES",
    "Ambiguous",
    "NotTraceable",
    "Unknown",
    "UnknownDevice",
    "Way",
    "carrier_said",
    "identify",
    "names_of",
    "trace_from",
    "unit_overview",
]

Way = Literal["forward", "backward"]

UNITS_MAX = 200_000


def trace_from(
    reader: Reader, subject: str, way: Way, units_max: int = UNITS_MAX
) -> dict[str, Any]:
    """All that came of a unit (forward), or all that it came from (backward), as a JSON value.

    `exact` is false for units that are only possibly concerned; a recall takes them in.
    `is_complete` is false where more than `units_max` units are reached. Forward answers name
    who got any of it. The time is that of the answer: a few statements for hundreds of units.
    """
    _, number = unit(subject)
    found = trace(reader, number, way, limit=units_max)
    nodes = list(_nodes(reader, found.reached))
    start = next((each for _, each in named(reader, [found.start])), None)
    answer: dict[str, Any] = {
        "subject": subject,
        "start": start and _node(start, 0, exact=True),
        "direction": way,
        "count": found.unit_count,
        "is_complete": found.is_complete,
        "possible_count": sum(1 for node in nodes if not node["exact"]),
        "nodes": nodes,
        "cycles": [_link(link) for link in found.cycles],
    }
    if way == "forward":
        answer["shipments"] = _shipments(reader, [answer["start"] or {}, *nodes])
    return answer


def _nodes(reader: Reader, reached: tuple[Reached, ...]) -> Iterator[dict[str, Any]]:
    """Each unit in the order in which the walk came to it."""
    names = named(reader, ((run.first, run.last) for run in reached))
    at, number = next(names, (0, None))
    for run in reached:
        while number is not None and run.first <= at <= run.last:
            yield _node(number, run.level, exact=run.exact)
            at, number = next(names, (0, None))


def _shipments(reader: Reader, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who got any of the units: one value for each shipment line, in order."""
    lots = _spans(node["id"] for node in nodes if node.get("unit") == "lot")
    serials = _spans(node["id"] for node in nodes if node.get("unit") == "serial")
    found = {
        each["line_id"]: each
        for each in (*shipments_of_lots(reader, lots), *shipments_of_serials(reader, serials))
    }
    return sorted(found.values(), key=lambda each: int(each["line_id"].rpartition("_")[2]))


def _spans(ids: Iterable[str]) -> list[Span]:
    """Id texts as runs of consecutive numbers."""
    spans: list[Span] = []
    for number in sorted(parse_any(each)[1] for each in ids):
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def _node(each: Named, level: int, *, exact: bool) -> dict[str, Any]:
    said = {name: value for name, value in each._asdict().items() if value is not None}
    return said | {"level": level, "exact": exact}


def _link(link: Link) -> dict[str, Any]:
    return {name: getattr(link, name) for name in link.__slots__}
