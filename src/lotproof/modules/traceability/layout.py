"""Where the nodes of a layered graph are drawn: few crossings, no overlap, the same every time.

The layered drawing of Sugiyama, Tagawa and Toda (1981): layers are given, the order within each
follows the barycentres of neighbours, and places are the nearest to the neighbours' mean that
keep the distance (isotonic regression by pooling adjacent violators).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_ORDER_SWEEPS = 4
_PLACE_SWEEPS = 3

Neighbours = Sequence[Sequence[int]]


class Place(NamedTuple):
    """Across by layer, down within it; in steps of one node."""

    x: int
    y: float


def placed(ranks: Sequence[int], edges: Iterable[tuple[int, int]]) -> list[Place]:
    """A place for each node: `ranks[i]` is its layer, edges join nodes of different layers.

    Nodes of one layer lie at least 1 apart. The order given is kept where edges do not decide.
    Time is O(sweeps · (n log n + edges)).
    """
    before, after = _neighbours(ranks, edges)
    layers = _layers(ranks)
    down = _ordered(layers, before, after)
    for _ in range(_PLACE_SWEEPS):
        _settle(layers, down, before)
        _settle(layers[::-1], down, after)
    _settle(layers, down, [[*a, *b] for a, b in zip(before, after, strict=True)])
    top = min(down, default=0.0)
    return [Place(rank, round(y - top, 2)) for rank, y in zip(ranks, down, strict=True)]


def _layers(ranks: Sequence[int]) -> list[list[int]]:
    """Nodes by rank, ascending."""
    found: dict[int, list[int]] = {}
    for node, rank in enumerate(ranks):
        found.setdefault(rank, []).append(node)
    return [found[rank] for rank in sorted(found)]


def _neighbours(
    ranks: Sequence[int], edges: Iterable[tuple[int, int]]
) -> tuple[list[list[int]], list[list[int]]]:
    """For each node its neighbours in lower layers, and those in higher ones."""
    before: list[list[int]] = [[] for _ in ranks]
    after: list[list[int]] = [[] for _ in ranks]
    for one, other in edges:
        low, high = (one, other) if ranks[one] < ranks[other] else (other, one)
        if ranks[low] != ranks[high]:
            before[high].append(low)
            after[low].append(high)
    return before, after


def _ordered(layers: list[list[int]], before: Neighbours, after: Neighbours) -> list[float]:
    """Order each layer in place by barycentres; gives first places, each layer about 0."""
    down = [0.0] * len(before)
    for layer in layers:
        _number(layer, down)
    for _ in range(_ORDER_SWEEPS):
        for sweep, near in ((layers, before), (layers[::-1], after)):
            for layer in sweep:
                middles = {node: _mean(near[node], down, down[node]) for node in layer}
                layer.sort(key=middles.__getitem__)
                _number(layer, down)
    return down


def _number(layer: list[int], down: list[float]) -> None:
    middle = (len(layer) - 1) / 2
    for index, node in enumerate(layer):
        down[node] = index - middle


def _mean(near: Sequence[int], down: Sequence[float], otherwise: float) -> float:
    return sum([down[each] for each in near]) / len(near) if near else otherwise


def _settle(layers: Iterable[Sequence[int]], down: list[float], near: Neighbours) -> None:
    """Move each layer, order kept, as near as may be to the means of its neighbours."""
    for layer in layers:
        wanted = [_mean(near[node], down, down[node]) for node in layer]
        for node, y in zip(layer, spread(wanted), strict=True):
            down[node] = y


def spread(wanted: Sequence[float]) -> list[float]:
    """The ascending places, each at least 1 after the one before, nearest to those wanted.

    Nearest in the sum of squares: isotonic regression of wanted[i] − i.
    """
    pools: list[tuple[float, int]] = []
    for index, each in enumerate(wanted):
        total, count = each - index, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            more = pools.pop()
            total, count = total + more[0], count + more[1]
        pools.append((total, count))
    found: list[float] = []
    for total, count in pools:
        start = total / count + len(found)
        found.extend(start + step for step in range(count))
    return found
