"""All that a walk over genealogy reaches: what the units are, how many of each, which is whose."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, case, cast, func, literal, null, select

from lotproof.kernel.spanned import Spanned, groups
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Direction, Link, Reached, Span, Trace, trace
from lotproof.modules.traceability.clusters import Alike, Step
from lotproof.modules.warehouse.queries import Lot, Package, Serial

SCOPE_MAX = 200_000
"""Units that one scope takes in; a scope that is cut says so."""


class Tally(NamedTuple):
    """How many units of a scope are of one kind, item and state; `held` of them are on hold."""

    unit: str
    item_id: int | None
    state: str
    units: int
    held: int


class Scope(NamedTuple):
    """One way from a unit: the walk, without units that the other way has reached already."""

    direction: Direction
    trace: Trace
    reached: tuple[Reached, ...]


def scopes(
    reader: Reader, start: int, directions: Iterable[Direction], depth_max: int | None
) -> list[Scope]:
    """The walks from a unit, each with its links."""
    found: list[Scope] = []
    seen: set[int] = set()
    for direction in directions:
        walk = trace(
            reader, start, direction, depth_max=depth_max, limit=SCOPE_MAX, with_links=True
        )
        reached = tuple(_without(walk.reached, seen)) if seen else walk.reached
        found.append(Scope(direction, walk, reached))
        seen.update(unit for each in reached for unit in range(each.first, each.last + 1))
    return found


def _without(reached: Iterable[Reached], seen: set[int]) -> Iterator[Reached]:
    """The runs without units of a circle, which are reached both ways."""
    for each in reached:
        first = each.first
        for unit in (*(u for u in range(each.first, each.last + 1) if u in seen), each.last + 1):
            if first < unit:
                yield Reached(first, unit - 1, each.level, each.exact)
            first = unit + 1


def nearest(reached: Iterable[Reached], room: int) -> list[Reached]:
    """The first `room` units in the order of the walk."""
    kept: list[Reached] = []
    for each in reached:
        if room <= 0:
            break
        last = min(each.last, each.first + room - 1)
        kept.append(Reached(each.first, last, each.level, each.exact))
        room -= last - each.first + 1
    return kept


def steps(scope: Scope) -> list[Step]:
    """The edges walked, from nearer the start to farther."""
    return [_step(link, scope.direction) for link in scope.trace.links]


def _step(link: Link, direction: Direction) -> Step:
    near, far = link.parents, link.children
    if direction == "backward":
        near, far = far, near
    return Step(near, far, link.kind, int(link.certainty))


# --- what the units are -------------------------------------------------------------------------

_LOT, _SERIAL, _PACKAGE = Lot.KIND.table, Serial.KIND.table, Package.KIND.table


def _said(table: Any, unit: Any) -> list[Any]:
    """Kind of unit, item, state and whether it is held, as columns of the same sense."""
    if table is _PACKAGE:
        return [unit.c.level, cast(null(), Integer), unit.c.state, literal(0)]
    kind = literal("serial" if table is _SERIAL else "lot")
    return [kind, unit.c.item_id, unit.c.state, case((unit.c.holds > 0, 1), else_=0)]


def _traits_of(table: Any) -> Spanned:
    return Spanned(
        table,
        "id",
        lambda unit: select(unit.c.id, *_said(table, unit)),
    )


def _counts_of(table: Any) -> Spanned:
    def build(unit: Any) -> Select[Any]:
        kind, item, state, held = _said(table, unit)
        by = [kind, state] if table is _PACKAGE else [item, state]
        counted = select(kind, item, state, func.count(), func.sum(held))
        return counted.group_by(*by)

    return Spanned(table, "id", build)


_TABLES = (_SERIAL, _LOT, _PACKAGE)
_TRAITS = tuple(_traits_of(table) for table in _TABLES)
_COUNTS = tuple(_counts_of(table) for table in _TABLES)


def described(reader: Reader, reached: Iterable[Reached]) -> list[Alike]:
    """The units that exist, as runs of such as are alike, in the order of the walk."""
    runs = list(reached)
    traits = _traits(reader, ((each.first, each.last) for each in runs))
    found: list[Alike] = []
    for each in runs:
        for unit in range(each.first, each.last + 1):
            known = traits.get(unit)
            if known is None:
                continue
            last = found[-1] if found else None
            now = Alike(unit, unit, each.level, not each.exact, *known)
            if last is not None and last.last == unit - 1 and last[2:] == now[2:]:
                found[-1] = last._replace(last=unit)
            else:
                found.append(now)
    return found


def _traits(reader: Reader, spans: Iterable[Span]) -> dict[int, tuple[str, int | None, str, bool]]:
    found: dict[int, tuple[str, int | None, str, bool]] = {}
    for group in groups(spans):
        wanted = len(found) + sum(last - first + 1 for first, last in group)
        for statement in _TRAITS:
            if len(found) == wanted:
                break
            for unit, kind, item_id, state, held in statement.rows(reader, group):
                found[unit] = (kind, item_id, state, bool(held))
    return found


def tallied(reader: Reader, spans: Iterable[Span]) -> list[Tally]:
    """How many units there are of each kind, item and state, most first; counted in the store."""
    found: dict[tuple[str, int | None, str], tuple[int, int]] = {}
    for group in groups(spans):
        for statement in _COUNTS:
            for unit, item_id, state, count, held in statement.rows(reader, group):
                old = found.get((unit, item_id, state), (0, 0))
                found[unit, item_id, state] = old[0] + count, old[1] + (held or 0)
    tallies = [Tally(*key, *counts) for key, counts in found.items()]
    return sorted(tallies, key=lambda each: (-each.units, each.unit, each.item_id or 0, each.state))
