"""Where units went and what they came from: the walk over genealogy, level by level.

A walk goes one way only: forward from parents to children, backward from children to parents.
So a lot of components is listed under the serials that got it and never under their siblings.

What is reached, and how surely, follows from the certainties of the edges on the way, in their
forward order. A path is *exact* unless it has a `POSSIBLE` edge, or a `MIXED` edge that another
edge follows: the lot at the end of a `MIXED` edge got the parent, any part of that lot may not
have. A unit is exact if one exact path reaches it, else possible; this never claims too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from lotproof.modules.genealogy.cycles import closing_links
from lotproof.modules.genealogy.lookups import Arrivals, Link, Lookups, Rows
from lotproof.modules.genealogy.spans import Span, SpanSet, join, unit_count
from lotproof.modules.genealogy.statements import LABEL_SHIFT, Dialect, Direction
from lotproof.modules.genealogy.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class Reached:
    """Consecutive units, the fewest edges from the start to each of them, and how surely."""

    first: int
    last: int
    level: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """The answer to `trace`. The start itself is in none of its counts."""

    start: Span
    direction: Direction
    reached: tuple[Reached, ...]
    """Ascending by level, then by unit."""
    unit_count: int
    links: tuple[Link, ...]
    """The edges walked, when asked for."""
    cycles: tuple[Link, ...]
    """Walked edges from whose child a way leads back to their parent."""
    is_complete: bool
    """False if `depth_max` or `limit` ended the walk with units still to follow."""


def trace(
    rows: Rows,
    dialect: Dialect,
    start: int | Span,
    direction: Direction,
    *,
    depth_max: int | None = None,
    limit: int | None = None,
    with_links: bool = False,
) -> Trace:
    """All descendants ("forward") or ancestors ("backward") of a unit or a run of units.

    `depth_max` is in edges, `limit` in units reached. Both judge exactness by the paths walked.
    Memory follows the runs of the answer. A unit without edges, known or not, has an empty trace.
    ValueError: a start that is no unit or run, an unknown direction or dialect, a negative bound.
    """
    span = _checked(start, direction, depth_max, limit)
    lookups = Lookups(rows, dialect)
    walk = _Walk(span, direction)
    is_complete = True
    while is_complete and not walk.is_over:
        room = None if limit is None else limit - walk.unit_count
        is_complete = walk.level != depth_max and walk.advance(lookups, room)
    return Trace(
        start=span,
        direction=direction,
        reached=walk.labelled(),
        unit_count=walk.unit_count,
        links=_links(lookups, walk, direction) if with_links else (),
        cycles=closing_links(lookups, direction, walk.followed, walk.against_time),
        is_complete=is_complete,
    )


class _Walk:
    """The state of a walk. A unit is followed once as partial and at most once more as exact."""

    def __init__(self, start: Span, direction: Direction) -> None:
        self.level = 0
        self.unit_count = 0
        self.known = SpanSet([start])
        self.followed = SpanSet()
        self.against_time: list[Span] = []
        self._direction = direction
        self._exact_frontier = [start]
        self._partial_frontier: list[Span] = []
        self._followed_exact = SpanSet([start])
        self._labelled_exact = SpanSet()
        self._levels: list[tuple[int, list[Span]]] = []

    @property
    def is_over(self) -> bool:
        return not (self._exact_frontier or self._partial_frontier)

    def advance(self, lookups: Lookups, room: int | None) -> bool:
        """One level on; False if more than `room` new units came, of which `room` are kept."""
        from_exact = lookups.step(self._exact_frontier, self._direction)
        from_partial = lookups.step(self._partial_frontier, self._direction)
        self.followed.add(self._exact_frontier)
        self.followed.add(self._partial_frontier)
        self.against_time += from_exact.against_time + from_partial.against_time
        exact, labelled, possible = self._folded(from_exact, from_partial)
        self.level += 1
        newly = self.known.outside(join([*labelled, *possible]))
        kept = newly if room is None else _first_units(newly, room)
        self.known.add(kept)
        self.unit_count += unit_count(kept)
        self._levels.append((self.level, kept))
        self._labelled_exact.add(labelled)
        self._exact_frontier = self._followed_exact.add(exact)
        self._partial_frontier = SpanSet(self._exact_frontier).outside(kept)
        return kept == newly

    def labelled(self) -> tuple[Reached, ...]:
        """The units reached, each run either exact or possible as a whole."""
        reached: list[Reached] = []
        for level, spans in self._levels:
            exact = [(*span, True) for span in self._labelled_exact.inside(spans)]
            possible = [(*span, False) for span in self._labelled_exact.outside(spans)]
            reached += [
                Reached(a, b, level, is_exact) for a, b, is_exact in sorted(exact + possible)
            ]
        return tuple(reached)

    def _folded(
        self, from_exact: Arrivals, from_partial: Arrivals
    ) -> tuple[list[Span], list[Span], list[Span]]:
        """(followed on as exact, labelled exact, possible), each disjoint and ascending.

        Forward, the end of a mixed edge is exact and what follows it is not. Backward, a mixed
        edge counts as exact only as the first one, where nothing follows it on the way forward.
        """
        exact = from_exact.by_certainty[Certainty.EXACT]
        mixed = from_exact.by_certainty[Certainty.MIXED]
        possible = from_exact.by_certainty[Certainty.POSSIBLE] + from_partial.all()
        if self._direction == "forward":
            return join(exact), join([*exact, *mixed]), join(possible)
        if self.level == 0:
            return join([*exact, *mixed]), join([*exact, *mixed]), join(possible)
        return join(exact), join(exact), join([*mixed, *possible])


def _links(lookups: Lookups, walk: _Walk, direction: Direction) -> tuple[Link, ...]:
    """The edges walked, cut to the units of the answer."""
    parents, children = walk.followed, walk.known
    if direction == "backward":
        parents, children = children, parents
    found = {
        part
        for link in lookups.links(list(walk.followed), direction)
        for part in link.clipped(parents, children)
    }
    return tuple(sorted(found))


def _first_units(spans: Sequence[Span], room: int) -> list[Span]:
    """The first `room` units of ascending spans."""
    kept: list[Span] = []
    for first, last in spans:
        if room <= 0:
            break
        kept.append((first, min(last, first + room - 1)))
        room -= last - first + 1
    return kept


def _checked(start: int | Span, direction: str, depth_max: int | None, limit: int | None) -> Span:
    first, last = (start, start) if isinstance(start, int) else start
    if not 0 < first <= last < 1 << LABEL_SHIFT:
        raise ValueError(f"a trace starts at a unit or a run of units, not at {start!r}")
    if direction not in get_args(Direction):
        raise ValueError(f"a trace goes forward or backward, not {direction!r}")
    for name, bound in (("depth_max", depth_max), ("limit", limit)):
        if bound is not None and bound < 0:
            raise ValueError(f"{name} cannot be negative: {bound}")
    return first, last
