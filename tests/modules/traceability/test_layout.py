"""Drawings: nodes keep their distance, trees have no crossing, large ones are quick."""

import sys
from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random
from types import FrameType

from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.traceability.layout import Place, placed, spread

Edges = Sequence[tuple[int, int]]


@st.composite
def layered(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    """Ranks of up to 40 nodes and edges between nodes of different ranks."""
    ranks = draw(st.lists(st.integers(-3, 3), min_size=1, max_size=40))
    node = st.integers(0, len(ranks) - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=60))
    return ranks, [(a, b) for a, b in edges if ranks[a] != ranks[b]]


def crossings(places: Sequence[Place], edges: Edges) -> int:
    """Pairs of edges between the same two layers whose ends are in opposite order."""
    found = 0
    for (a, b), (c, d) in combinations(edges, 2):
        if (places[a].x, places[b].x) == (places[c].x, places[d].x):
            found += (places[a].y - places[c].y) * (places[b].y - places[d].y) < 0
    return found


@given(layered())
def test_nodes_of_a_layer_never_overlap(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    places = placed(*graph)
    for rank in set(graph[0]):
        down = sorted(place.y for place in places if place.x == rank)
        assert all(b - a >= 0.99 for a, b in pairwise(down)), down
    assert min(place.y for place in places) == 0


@given(layered())
def test_the_same_graph_is_drawn_the_same(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    assert placed(*graph) == placed(*graph)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_tree_is_drawn_without_a_crossing(parents: list[int]) -> None:
    """Node i + 1 hangs on some earlier node; its rank is one more."""
    ranks, edges = [0], []
    for node, wish in enumerate(parents, 1):
        parent = wish % node
        ranks.append(ranks[parent] + 1)
        edges.append((parent, node))
    assert crossings(placed(ranks, edges), edges) == 0


def test_a_parent_stands_at_the_middle_of_its_children() -> None:
    # Children at 0, 1 and 2: the parent of all three at 1.
    places = placed([0, 1, 1, 1], [(0, 1), (0, 2), (0, 3)])
    assert [place.y for place in places] == [1, 0, 1, 2]


def test_places_are_the_nearest_that_keep_the_distance() -> None:
    # By hand: 0 and 0 want one place and share the shift, so ±0.5; 10 is free.
    assert spread([0.0, 0.0, 10.0]) == [-0.5, 0.5, 10.0]
    # Three that want 5 stand about it.
    assert spread([5.0, 5.0, 5.0]) == [4.0, 5.0, 6.0]
    assert spread([]) == []


def in_layers(nodes: int) -> tuple[list[int], list[tuple[int, int]]]:
    """A graph of eight layers, each node of which hangs on two of the layer before."""
    chance = Random(1)
    ranks = [chance.randrange(8) for _ in range(nodes)]
    layer = [[n for n, r in enumerate(ranks) if r == rank] for rank in range(8)]
    edges = [(chance.choice(layer[r - 1]), n) for n, r in enumerate(ranks) if r for _ in "ab"]
    return ranks, edges


def calls_to_place(nodes: int) -> int:
    """How many functions are called to place so many nodes: the same on every machine."""
    graph, calls = in_layers(nodes), 0

    def count(frame: FrameType, event: str, of: object) -> None:
        nonlocal calls
        del frame, of
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        placed(*graph)
    finally:
        sys.setprofile(None)
    return calls


def test_work_grows_as_the_nodes_do() -> None:
    """What it takes by the clock is measured in `bench/`."""
    small, large = calls_to_place(1_000), calls_to_place(10_000)
    assert large <= 10.5 * small
    assert large <= 100 * 10_000
