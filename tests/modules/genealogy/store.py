"""A database of genealogy for tests: rows put in by hand, and the graph that they mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy

from lotproof.modules.genealogy.lookups import Link
from lotproof.modules.genealogy.records import Edge as EdgeRecord
from lotproof.modules.genealogy.records import EdgeRun
from lotproof.modules.genealogy.spans import Span
from lotproof.modules.genealogy.statements import Dialect, Direction
from lotproof.modules.genealogy.tables import size_class
from lotproof.modules.genealogy.traversal import Trace, trace
from lotproof.modules.genealogy.vocabulary import Certainty, Side

EDGE = EdgeRecord.KIND.table
RUN = EdgeRun.KIND.table

CONSUMED, MADE, PACKED, REWORKED = 0, 1, 2, 3
EXACT, MIXED, POSSIBLE = Certainty

UnitEdge = tuple[int, int, int, Certainty]
"""(parent, child, kind, certainty)."""


@dataclass(frozen=True)
class Edge:
    """A row of the edge table."""

    parent: int
    child: int
    kind: int = CONSUMED
    certainty: Certainty = EXACT
    standing_count: int = 1

    def unit_edges(self) -> set[UnitEdge]:
        return {(self.parent, self.child, self.kind, self.certainty)}


@dataclass(frozen=True)
class Run:
    """A row of the run table."""

    side: Side
    unit: int
    first: int
    last: int
    kind: int = CONSUMED
    certainty: Certainty = EXACT
    standing_count: int = 1

    def unit_edges(self) -> set[UnitEdge]:
        units = range(self.first, self.last + 1)
        if self.side is Side.CHILDREN:
            return {(self.unit, unit, self.kind, self.certainty) for unit in units}
        return {(unit, self.unit, self.kind, self.certainty) for unit in units}


def children(unit: int, first: int, last: int, kind: int = CONSUMED) -> Run:
    return Run(Side.CHILDREN, unit, first, last, kind)


def parents(first: int, last: int, unit: int, kind: int = PACKED) -> Run:
    return Run(Side.PARENTS, unit, first, last, kind)


class Store:
    """The two tables in one database, read through the driver as in production."""

    def __init__(self, url: str) -> None:
        self.engine = sqlalchemy.create_engine(url)
        EDGE.metadata.create_all(self.engine, tables=[EDGE, RUN])
        self.connection = self.engine.connect()
        self.dialect = cast("Dialect", self.engine.dialect.name)

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()

    def put(self, *rows: Edge | Run) -> None:
        for row in rows:
            if isinstance(row, Edge):
                values = (row.parent, row.child, row.kind, row.certainty, row.standing_count)
                insert = EDGE.insert().values(tuple(map(int, values)))
            else:
                insert = RUN.insert().values(
                    side=int(row.side),
                    unit_id=row.unit,
                    first_id=row.first,
                    last_id=row.last,
                    kind=row.kind,
                    certainty=int(row.certainty),
                    size_class=size_class(row.first, row.last),
                    standing_count=row.standing_count,
                )
            self.connection.execute(insert)

    def hold(self, rows: Iterable[Edge | Run]) -> None:
        """These rows and no others: nothing before them was committed."""
        self.connection.rollback()
        self.put(*rows)

    def rows(self, statement: str, parameters: Sequence[object]) -> Iterable[tuple[int, ...]]:
        driver = self.connection.connection.driver_connection
        assert driver is not None
        return cast("Iterable[tuple[int, ...]]", driver.execute(statement, parameters))

    def trace(
        self,
        start: int | Span,
        direction: Direction,
        *,
        depth_max: int | None = None,
        limit: int | None = None,
    ) -> Trace:
        return trace(
            self.rows,
            self.dialect,
            start,
            direction,
            depth_max=depth_max,
            limit=limit,
            with_links=True,
        )


def exactness(answer: Trace) -> dict[int, bool]:
    """Unit → whether it is reached exactly."""
    return {
        unit: reached.exact
        for reached in answer.reached
        for unit in range(reached.first, reached.last + 1)
    }


def levels(answer: Trace) -> dict[int, int]:
    """Unit → fewest edges from the start."""
    return {
        unit: reached.level
        for reached in answer.reached
        for unit in range(reached.first, reached.last + 1)
    }


def unit_edges(links: Iterable[Link]) -> list[UnitEdge]:
    """The edges between single units that links stand for, ascending; a repeat shows."""
    return sorted(
        (parent, child, link.kind, link.certainty)
        for link in links
        for parent in range(link.parent_first, link.parent_last + 1)
        for child in range(link.child_first, link.child_last + 1)
    )
