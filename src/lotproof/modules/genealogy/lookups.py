"""One step of a walk, read from the database: the only place that runs genealogy's SQL."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from lotproof.modules.genealogy import statements
from lotproof.modules.genealogy.spans import Span, SpanSet
from lotproof.modules.genealogy.statements import LABEL_SHIFT, SHAPES, Dialect, Direction, Shape
from lotproof.modules.genealogy.vocabulary import Certainty, Side

Rows = Callable[[str, Sequence[object]], Iterable[tuple[int, ...]]]
"""Runs one statement with its parameters and gives its rows, as a driver's cursor does."""

_CHUNK_SPANS = 20_000
"""Spans a statement, which bounds its parameters to under a megabyte."""

_UNIT = (1 << LABEL_SHIFT) - 1

_step = cache(statements.step)
_links = cache(statements.links)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Each of the parents → each of the children; one of the two sides is a single unit."""

    parent_first: int
    parent_last: int
    child_first: int
    child_last: int
    kind: int
    certainty: Certainty

    @property
    def parents(self) -> Span:
        return self.parent_first, self.parent_last

    @property
    def children(self) -> Span:
        return self.child_first, self.child_last

    def clipped(self, parents: SpanSet, children: SpanSet) -> Iterator["Link"]:
        """The part of it from these parents to these children."""
        for parent in parents.inside([self.parents]):
            for child in children.inside([self.children]):
                yield Link(*parent, *child, self.kind, self.certainty)


@dataclass(slots=True)
class Arrivals:
    """Where one step leads: spans in any order by certainty of the edge.

    `against_time` holds those reached by an edge whose child is not younger than its parent.
    """

    by_certainty: tuple[list[Span], list[Span], list[Span]] = field(
        default_factory=lambda: ([], [], [])
    )
    against_time: list[Span] = field(default_factory=list)

    def all(self) -> list[Span]:
        return [span for spans in self.by_certainty for span in spans]


class Lookups:
    """Steps over the stored edges and runs of one database, as it is now."""

    def __init__(self, rows: Rows, dialect: Dialect) -> None:
        if dialect not in get_args(Dialect):
            raise ValueError(f"genealogy has no SQL for the dialect {dialect!r}")
        self._rows = rows
        self._dialect = dialect
        self._sizes: dict[Side, list[int]] = {side: [] for side in Side}
        for side, size in rows(statements.SIZE_CLASSES, ()):
            self._sizes[Side(side)].append(size)
        self._shapes = tuple(
            shape for shape in SHAPES if shape.side is None or self._sizes[shape.side]
        )

    def step(self, frontier: Sequence[Span], direction: Direction) -> Arrivals:
        """All units one standing edge away from the frontier, which is disjoint spans."""
        arrivals = Arrivals()
        statement = _step(self._dialect, self._shapes, direction)
        for low, high in self._read(statement, self._shapes, frontier, direction):
            label = low >> LABEL_SHIFT
            span = low & _UNIT, high & _UNIT
            arrivals.by_certainty[label >> 1].append(span)
            if label & 1:
                arrivals.against_time.append(span)
        return arrivals

    def links(self, near: Sequence[Span], direction: Direction) -> Iterator[Link]:
        """The standing edges that leave `near`, those of one unit together where consecutive.

        A run that only overlaps `near` comes whole, and once for each span that it overlaps.
        """
        for shape in self._shapes:
            statement = _links(self._dialect, shape, direction)
            rows = self._read(statement, [shape], near, direction)
            for a, b, kind, certainty, u, v in rows if shape.is_run(direction) else _joined(rows):
                parents, children = ((a, b), (u, v)) if direction == "forward" else ((u, v), (a, b))
                yield Link(*parents, *children, kind, Certainty(certainty))

    def _read(
        self,
        statement: str,
        shapes: Sequence[Shape],
        frontier: Sequence[Span],
        direction: Direction,
    ) -> Iterator[tuple[int, ...]]:
        for start in range(0, len(frontier), _CHUNK_SPANS):
            chunk = frontier[start : start + _CHUNK_SPANS]
            yield from self._rows(
                statement,
                statements.parameters(self._dialect, shapes, direction, chunk, self._sizes),
            )


def _joined(rows: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Ascending rows (…, first, last) → the same, neighbours made one where the rest is equal."""
    held: tuple[int, ...] = ()
    first = last = 0
    for row in rows:
        rest, low, high = row[:-2], row[-2], row[-1]
        if low <= last + 1 and rest == held:
            last = max(last, high)
            continue
        if held:
            yield (*held, first, last)
        held, first, last = rest, low, high
    if held:
        yield (*held, first, last)
