"""A walk over genealogy as a graph of few nodes: units that are alike in all are one node.

Alike are units of one kind, item, state and certainty that hang on the very same nodes nearer to
the start. So ten thousand serials of a lot are one node, the boxes they are packed in another,
and one rejected serial among them stands by itself.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lotproof.modules.genealogy.queries import Span


class Alike(NamedTuple):
    """Consecutive units of one kind, item and state, all as far from the start, all as sure."""

    first: int
    last: int
    level: int
    is_possible: bool
    unit: str
    item_id: int | None
    state: str
    is_held: bool


class Step(NamedTuple):
    """Each of the units `near` the start joined with each of those `far`; one side is one unit."""

    near: Span
    far: Span
    kind: int
    certainty: int


class Bond(NamedTuple):
    """An edge between nodes: which is nearer to the start, which farther, and how joined."""

    near: int
    far: int
    kind: int


@dataclass(slots=True)
class Node:
    """One unit, or units that are alike; `rank` is the longest way from the start."""

    spans: list[Span]
    count: int
    rank: int
    of: Alike

    @property
    def first(self) -> int:
        return self.spans[0][0]

    @property
    def last(self) -> int:
        return self.spans[-1][1]


@dataclass(slots=True)
class Clusters:
    """Nodes, and between them edges with the surest certainty of their parts."""

    nodes: list[Node] = field(default_factory=list)
    bonds: dict[Bond, int] = field(default_factory=dict)


_Hang = tuple[int, int, int]
"""On which node (or atom) something hangs, by which kind of edge, how surely."""


def clustered(stretches: Iterable[Alike], steps: Sequence[Step], group_over: int) -> Clusters:
    """Nodes of the walk; more than `group_over` units that are alike become one node.

    `stretches` are disjoint and hold the start as the only unit of level 0. Ways in a circle are
    cut where they close. Time follows the pieces into which the steps cut the stretches.
    """
    atoms = _atoms(stretches, steps)
    hangs = _hangs(atoms, steps)
    found = Clusters()
    nodes_of: list[list[int]] = [[] for _ in atoms]
    for generation in _generations(atoms, hangs):
        alike: dict[tuple[Alike, frozenset[_Hang]], list[int]] = {}
        for atom in generation:
            near = frozenset(
                (node, kind, certainty)
                for other, kind, certainty in hangs[atom]
                for node in nodes_of[other]
            )
            traits = atoms[atom]._replace(first=0, last=0)
            alike.setdefault((traits, near), []).append(atom)
        for (_, near), members in alike.items():
            _add(found, atoms, members, near, group_over, nodes_of)
    return found


def _add(
    found: Clusters,
    atoms: list[Alike],
    members: list[int],
    near: frozenset[_Hang],
    group_over: int,
    nodes_of: list[list[int]],
) -> None:
    """One node for all members, or one for each unit, hanging on the nodes `near`."""
    count = sum(atoms[each].last - atoms[each].first + 1 for each in members)
    rank = max((found.nodes[node].rank + 1 for node, _, _ in near), default=atoms[members[0]].level)
    added = range(len(found.nodes), len(found.nodes) + (1 if count > group_over else count))
    if count > group_over:
        spans = [(atoms[each].first, atoms[each].last) for each in members]
        found.nodes.append(Node(spans, count, rank, atoms[members[0]]))
        for each in members:
            nodes_of[each] = [added[0]]
    else:
        for each in members:
            for unit in range(atoms[each].first, atoms[each].last + 1):
                nodes_of[each].append(len(found.nodes))
                found.nodes.append(Node([(unit, unit)], 1, rank, atoms[each]))
    for far in added:
        for node, kind, certainty in near:
            bond = Bond(node, far, kind)
            found.bonds[bond] = min(certainty, found.bonds.get(bond, certainty))


def _atoms(stretches: Iterable[Alike], steps: Sequence[Step]) -> list[Alike]:
    """The stretches in order, cut wherever a step begins or ends."""
    cuts = sorted({cut for step in steps for first, last in step[:2] for cut in (first, last + 1)})
    atoms: list[Alike] = []
    for each in sorted(stretches):
        inside = cuts[bisect_left(cuts, each.first + 1) : bisect_left(cuts, each.last + 1)]
        for first, end in pairwise((each.first, *inside, each.last + 1)):
            atoms.append(each._replace(first=first, last=end - 1))
    return atoms


def _hangs(atoms: list[Alike], steps: Sequence[Step]) -> list[set[_Hang]]:
    """For each atom the atoms on which it hangs. Steps to units that are not there lead nowhere."""
    firsts = [each.first for each in atoms]
    found: list[set[_Hang]] = [set() for _ in atoms]

    def within(span: Span) -> range:
        return range(bisect_left(firsts, span[0]), bisect_left(firsts, span[1] + 1))

    for step in steps:
        near, far = within(step.near), within(step.far)
        for one in near:
            hang = (one, step.kind, step.certainty)
            for other in far:
                found[other].add(hang)
    return found


def _generations(atoms: list[Alike], hangs: list[set[_Hang]]) -> Iterable[list[int]]:
    """Atoms such that each comes after all on which it hangs; a circle is cut at its nearest."""
    waits = [len({other for other, _, _ in each}) for each in hangs]
    bears: list[list[int]] = [[] for _ in atoms]
    for atom, each in enumerate(hangs):
        for other in {other for other, _, _ in each}:
            bears[other].append(atom)
    left = set(range(len(atoms)))
    for start in (atom for atom in left if atoms[atom].level == 0):
        hangs[start], waits[start] = set(), 0
    ready = [atom for atom in left if not waits[atom]]
    while left:
        if not ready:
            ready = [min(left, key=lambda atom: (atoms[atom].level, atom))]
        left.difference_update(ready)
        for atom in ready:  # what still waits on a later one is in a circle with it
            hangs[atom] = {hang for hang in hangs[atom] if hang[0] not in left}
        yield sorted(ready)
        after: list[int] = []
        for atom in ready:
            for other in bears[atom]:
                waits[other] -= 1
                if not waits[other] and other in left:
                    after.append(other)
        ready = after
