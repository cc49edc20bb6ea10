"""The ways from a unit joined to one drawing: where nodes stand, which edges join them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from lotproof.modules.genealogy.queries import Direction
from lotproof.modules.traceability.clusters import Clusters, Node
from lotproof.modules.traceability.layout import Place, placed


class Vertex(NamedTuple):
    """A node of the drawing; rank and level are negative for what came before the start."""

    node: Node
    rank: int
    level: int
    place: Place


class Edge(NamedTuple):
    """From what went in to what it went into, as indexes of vertices."""

    parent: int
    child: int
    kind: int
    certainty: int


class Drawing(NamedTuple):
    vertices: list[Vertex]
    edges: list[Edge]
    is_cut: bool
    """Nodes are left out."""


_SIGN: Final[dict[Direction, int]] = {"forward": 1, "backward": -1}


def drawing(ways: Sequence[tuple[Direction, Clusters]], nodes_max: int) -> Drawing:
    """One drawing of the start and all ways from it; the nearest `nodes_max` nodes are kept."""
    nodes: list[tuple[Node, int, int]] = []
    index: dict[tuple[Direction, int], int] = {}
    everything = [
        (node.rank, way, number, node)
        for way, (direction, clusters) in enumerate(ways)
        for number, node in enumerate(clusters.nodes)
    ]
    everything.sort(key=lambda each: each[:3])
    start: int | None = None
    for rank, way, number, node in everything:
        direction = ways[way][0]
        sign = _SIGN[direction]
        if node.of.level == 0 and start is not None:
            index[direction, number] = start
            continue
        if len(nodes) == nodes_max:
            break
        if node.of.level == 0:
            start = len(nodes)
        index[direction, number] = len(nodes)
        nodes.append((node, sign * rank, sign * node.of.level))
    edges = _edges(ways, index)
    places = placed([rank for _, rank, _ in nodes], ((e.parent, e.child) for e in edges))
    vertices = [Vertex(*each, place) for each, place in zip(nodes, places, strict=True)]
    return Drawing(vertices, edges, len(index) < len(everything))


def _edges(
    ways: Sequence[tuple[Direction, Clusters]], index: dict[tuple[Direction, int], int]
) -> list[Edge]:
    """Those between nodes that are drawn."""
    edges: list[Edge] = []
    for direction, clusters in ways:
        for bond, certainty in clusters.bonds.items():
            near, far = index.get((direction, bond.near)), index.get((direction, bond.far))
            if near is not None and far is not None:
                ends = (near, far) if direction == "forward" else (far, near)
                edges.append(Edge(*ends, bond.kind, certainty))
    return sorted(edges)
