"""The genealogy of a unit as people look at it: a drawing, its groups, and the scope as a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import func, select

from lotproof.kernel.ids import Id
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.spanned import Spanned, groups
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Direction, Reached, Span
from lotproof.modules.genealogy.vocabulary import (
    EDGE_KIND_LABELS,
    Certainty,
    EdgeKind,
    LotId,
    PackageId,
    SerialId,
)
from lotproof.modules.items.queries import Item
from lotproof.modules.traceability.clusters import Alike, Clusters, Node, clustered
from lotproof.modules.traceability.drawing import Edge, Vertex, drawing
from lotproof.modules.traceability.identify import Unknown
from lotproof.modules.traceability.naming import Named, named
from lotproof.modules.traceability.rules import sort_of, state_of, tone_of, unit
from lotproof.modules.traceability.scope import (
    Scope,
    described,
    nearest,
    scopes,
    steps,
    tallied,
)
from lotproof.modules.warehouse.queries import Stock

Ways = Literal["forward", "backward", "both"]

NODES_MAX: Final = 10_000
"""Nodes of the largest drawing."""
UNITS_DRAWN_MAX: Final = 20_000
"""Units, nearest first, that one way of a drawing shows or groups; the totals count the rest."""
_GROUP_OVER: Final = (12, 4, 1)
"""Units alike that stay single, tried until the drawing is small enough."""
_ACROSS, _DOWN = 260, 64
"""Steps of the drawing in pixels of its own scale."""
_IDS: Final[dict[str, type[Id]]] = {"lot": LotId, "serial": SerialId, "package": PackageId}


class Question(NamedTuple):
    """What is drawn: from which unit, which ways, how many levels."""

    start: int
    ways: Ways = "both"
    depth_max: int | None = None

    @property
    def directions(self) -> tuple[Direction, ...]:
        return ("backward", "forward") if self.ways == "both" else (self.ways,)


def question(subject: str, ways: Ways = "both", depth_max: int | None = None) -> Question:
    """About the id of a lot, serial or package; NotTraceable for another kind."""
    return Question(int(unit(subject)[1]), ways, depth_max)


def graph_of(reader: Reader, asked: Question, nodes_max: int) -> dict[str, Any]:
    """The drawing and the scope as one JSON value.

    Keys: nodes, edges, totals (of the whole scope), clipped (the drawing leaves some out),
    is_complete (the walk came to its end).
    """
    found = _scopes(reader, asked)
    ways, are_all = _clusters(reader, found, nodes_max)
    drawn = drawing(ways, nodes_max)
    names = _names(reader, drawn.vertices)
    stock = _stock(reader, drawn.vertices)
    nodes = [_node(each, names, stock) for each in drawn.vertices]
    return {
        "nodes": nodes,
        "edges": [_edge(nodes[e.parent]["id"], nodes[e.child]["id"], e) for e in drawn.edges],
        "totals": totals(reader, found),
        "clipped": drawn.is_cut or not are_all,
        "is_complete": all(each.trace.is_complete for each in found),
    }


def group_page(
    reader: Reader, asked: Question, nodes_max: int, of: str, offset: int, limit: int
) -> dict[str, Any]:
    """Members of a group of the same drawing, from `offset` on; Unknown for no such group."""
    ways, _ = _clusters(reader, _scopes(reader, asked), nodes_max)
    for _, clusters in ways:
        for node in clusters.nodes:
            if node.count > 1 and _group_id(node) == of:
                page = named(reader, _part(node.spans, offset, limit))
                nodes = [_member(node.of, each) for _, each in page]
                return {"of": of, "total": node.count, "offset": offset, "nodes": nodes}
    raise Unknown(text=of[:40])


def totals(reader: Reader, found: Sequence[Scope]) -> dict[str, Any]:
    """How many units the scope holds, by kind, item and state; the start is not counted."""
    runs = [each for scope in found for each in scope.reached]
    tallies = tallied(reader, ((each.first, each.last) for each in runs))
    items = {each.item_id: reader.get(Item, each.item_id) for each in tallies if each.item_id}
    by = []
    for each in tallies:
        said: dict[str, Any] = {"unit": each.unit, "state": each.state, "units": each.units}
        if each.item_id is not None:
            item = items[each.item_id]
            said |= {"item_id": f"itm_{item.id}", "item": item.number, "item_name": item.name}
        said["state_label"] = state_of(each.unit, each.state).label._asdict()
        said["tone"] = tone_of(each.unit, each.state, is_held=False)
        by.append(said | {"held": each.held})
    return {
        "units": _units(runs),
        "possible": _units(each for each in runs if not each.exact),
        "levels": sum(max((e.level for e in scope.reached), default=0) for scope in found),
        "by": by,
    }


# --- the drawing --------------------------------------------------------------------------------


def _scopes(reader: Reader, asked: Question) -> list[Scope]:
    return scopes(reader, asked.start, asked.directions, asked.depth_max)


def _clusters(
    reader: Reader, found: Sequence[Scope], nodes_max: int
) -> tuple[list[tuple[Direction, Clusters]], bool]:
    """Each way as clusters, few enough if that is possible; and whether all units are in them."""
    first, last = found[0].trace.start
    start = described(reader, [Reached(first, last, 0, exact=True)])
    if not start:
        raise Unknown(text=str(first))
    kept = [nearest(scope.reached, UNITS_DRAWN_MAX) for scope in found]
    stretches = [start + described(reader, runs) for runs in kept]
    ways: list[tuple[Direction, Clusters]] = []
    for group_over in _GROUP_OVER:
        ways = [
            (scope.direction, clustered(each, steps(scope), group_over))
            for scope, each in zip(found, stretches, strict=True)
        ]
        if sum(len(clusters.nodes) for _, clusters in ways) <= nodes_max:
            break
    are_all = all(_units(k) == _units(s.reached) for k, s in zip(kept, found, strict=True))
    return ways, are_all


def _units(runs: Iterable[Reached]) -> int:
    return sum(each.last - each.first + 1 for each in runs)


def _id(kind: str, number: int) -> str:
    return _IDS[sort_of(kind)].text(number)


def _group_id(node: Node) -> str:
    return f"group:{_id(node.of.unit, node.first)}"


def _node(vertex: Vertex, names: dict[int, Named], stock: dict[int, str]) -> dict[str, Any]:
    node = vertex.node
    said = _member(node.of, names[node.first])
    if node.count == 1:
        if node.first in stock:
            said["quantity"] = stock[node.first]
    else:
        first, last = names[node.first], names[node.last]
        said["group"] = {
            "count": node.count,
            "first": first.id,
            "last": last.id,
            "first_name": first.number or first.id,
            "last_name": last.number or last.id,
        }
        said |= {"id": _group_id(node), "name": f"{said['name']} … {last.number or last.id}"}
        said["quantity"] = str(node.count)
    return said | {
        "level": vertex.level,
        "rank": vertex.rank,
        "x": vertex.place.x * _ACROSS,
        "y": round(vertex.place.y * _DOWN),
    }


def _member(of: Alike, each: Named) -> dict[str, Any]:
    """A unit as the drawing shows it, without a place."""
    said: dict[str, Any] = {
        "id": each.id,
        "kind": f"warehouse.{sort_of(of.unit)}",
        "unit": of.unit,
        "name": each.number or each.id,
        "state": of.state,
        "state_label": state_of(of.unit, of.state).label._asdict(),
        "tone": tone_of(of.unit, of.state, is_held=of.is_held),
        "is_held": of.is_held,
        "is_possible": of.is_possible,
    }
    if each.item_id is not None:
        said |= {"item_id": each.item_id, "item": each.item, "item_name": each.item_name}
    return said


def _edge(parent: str, child: str, edge: Edge) -> dict[str, Any]:
    kind = EdgeKind(edge.kind)
    return {
        "from": parent,
        "to": child,
        "kind": kind.name.lower(),
        "label": EDGE_KIND_LABELS[kind]._asdict(),
        "certainty": Certainty(edge.certainty).name.lower(),
        "is_possible": edge.certainty == Certainty.POSSIBLE,
    }


def _names(reader: Reader, vertices: Iterable[Vertex]) -> dict[int, Named]:
    """Of each single unit, and of the first and last of each group."""
    wanted = sorted({end for each in vertices for end in (each.node.first, each.node.last)})
    return dict(named(reader, ((number, number) for number in wanted)))


_IN_STOCK = Spanned(
    Stock.KIND.table,
    "lot_id",
    lambda stock: select(stock.c.lot_id, stock.c.unit, func.sum(stock.c.quantity)).group_by(
        stock.c.lot_id, stock.c.unit
    ),
)


def _stock(reader: Reader, vertices: Iterable[Vertex]) -> dict[int, str]:
    """What there is of each lot that stands alone, in its unit: `12.5 kg`."""
    lots = sorted(v.node.first for v in vertices if v.node.of.unit == "lot" and v.node.count == 1)
    return {
        lot: f"{amount_text(int(quantity), unit)} {unit}"
        for group in groups((lot, lot) for lot in lots)
        for lot, unit, quantity in _IN_STOCK.rows(reader, group)
    }


def _part(spans: Iterable[Span], offset: int, limit: int) -> list[Span]:
    """`limit` units of the spans after the first `offset`."""
    found: list[Span] = []
    for start, last in spans:
        first = start + offset
        offset = max(0, first - last - 1)
        if first <= last and limit > 0:
            found.append((first, min(last, first + limit - 1)))
            limit -= found[-1][1] - first + 1
    return found


# --- the table ----------------------------------------------------------------------------------


class Wanted(NamedTuple):
    """Which units of a scope a table shows: of a sort, in a state; None for any.

    `left_out` are groups that it leaves out, such as `lot itm_3 released`.
    """

    sort: str | None = None
    state: str | None = None
    left_out: frozenset[str] = frozenset()
    with_possible: bool = True

    def takes(self, each: Alike) -> bool:
        item = "" if each.item_id is None else f"itm_{each.item_id}"
        return (
            self.sort in (None, sort_of(each.unit))
            and self.state in (None, each.state)
            and (self.with_possible or not each.is_possible)
            and f"{each.unit} {item} {each.state}" not in self.left_out
        )


def scope_rows(
    reader: Reader, asked: Question, wanted: Wanted, offset: int = 0, limit: int | None = None
) -> tuple[int, Iterator[dict[str, Any]]]:
    """How many units of the scope are wanted, and their rows in the order of the walks.

    A row is a node without a place, with its level: negative for what came before the start.
    """
    stretches: list[Alike] = []
    for scope in _scopes(reader, asked):
        sign = 1 if scope.direction == "forward" else -1
        for each in described(reader, scope.reached):
            if wanted.takes(each):
                stretches.append(each._replace(level=sign * each.level))
    total = sum(each.last - each.first + 1 for each in stretches)
    return total, _rows(reader, stretches, offset, total if limit is None else limit)


def _rows(
    reader: Reader, stretches: Iterable[Alike], offset: int, limit: int
) -> Iterator[dict[str, Any]]:
    shown: list[Alike] = []
    for each in stretches:
        for first, last in _part([(each.first, each.last)], offset, limit):
            shown.append(each._replace(first=first, last=last))
            limit -= last - first + 1
        offset = max(0, offset - (each.last - each.first + 1))
    of = iter(shown)
    now = next(of, None)
    for number, name in named(reader, ((each.first, each.last) for each in shown)):
        while now is not None and not now.first <= number <= now.last:
            now = next(of, None)
        if now is not None:
            yield _member(now, name) | {"level": now.level}
