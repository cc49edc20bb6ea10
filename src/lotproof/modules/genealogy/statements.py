"""The SQL of a walk, in the two dialects. Placeholders are SQLite's `?` and psycopg's `%s`.

A frontier is passed as spans of units, in one parameter of JSON or two arrays, because a
connection that only reads has no temporary tables. The frontier drives: CROSS JOIN fixes the
order in SQLite; in PostgreSQL a lateral subquery with OFFSET 0 does, and keeps its estimates
of a range join (a fixed share of the table for each span) away from sequential scans.
"""
# ruff: noqa: S608 - statements are put together from constants of this file only

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lotproof.modules.genealogy.spans import Span
from lotproof.modules.genealogy.vocabulary import Side

Dialect = Literal["sqlite", "postgresql"]
Direction = Literal["forward", "backward"]

LABEL_SHIFT = 60
"""Units are below 2^60; above stands a label of three bits."""

_FRONTIER = {
    "sqlite": "(SELECT CAST(key AS INTEGER) AS first_id, value AS last_id FROM json_each(?)) AS f",
    "postgresql": "unnest(%s::bigint[], %s::bigint[]) AS f (first_id, last_id)",
}
_SIZES = {
    "sqlite": "(SELECT value AS size_class FROM json_each(?)) AS s",
    "postgresql": "unnest(%s::int[]) AS s (size_class)",
}
_OVERLAP = (
    "t.size_class = s.size_class AND t.first_id > f.first_id - ({one} << s.size_class)"
    " AND t.first_id <= f.last_id AND t.last_id >= f.first_id"
)
_ONE = {"sqlite": "1", "postgresql": "1::bigint"}

SIZE_CLASSES = """
WITH RECURSIVE
c0 (size_class) AS (
    SELECT min(t.size_class) FROM genealogy_run AS t WHERE t.side = 0
    UNION ALL
    SELECT (SELECT min(t.size_class) FROM genealogy_run AS t
            WHERE t.side = 0 AND t.size_class > c0.size_class)
    FROM c0 WHERE c0.size_class IS NOT NULL
),
c1 (size_class) AS (
    SELECT min(t.size_class) FROM genealogy_run AS t WHERE t.side = 1
    UNION ALL
    SELECT (SELECT min(t.size_class) FROM genealogy_run AS t
            WHERE t.side = 1 AND t.size_class > c1.size_class)
    FROM c1 WHERE c1.size_class IS NOT NULL
)
SELECT 0, size_class FROM c0 WHERE size_class IS NOT NULL
UNION ALL
SELECT 1, size_class FROM c1 WHERE size_class IS NOT NULL
"""
"""Rows (side, size_class) of the classes in use, by one look-up for each: a loose index scan."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way edges are stored: which columns hold the first and last parent and child."""

    table: str
    side: Side | None
    parents: tuple[str, str]
    children: tuple[str, str]

    def is_run(self, direction: Direction) -> bool:
        """Whether the side that the walk comes from is a run of units."""
        near = self.parents if direction == "forward" else self.children
        return near[0] != near[1]


SHAPES = (
    Shape("genealogy_edge", None, ("t.parent_id",) * 2, ("t.child_id",) * 2),
    Shape("genealogy_run", Side.CHILDREN, ("t.unit_id",) * 2, ("t.first_id", "t.last_id")),
    Shape("genealogy_run", Side.PARENTS, ("t.first_id", "t.last_id"), ("t.unit_id",) * 2),
)


def step(dialect: Dialect, shapes: Sequence[Shape], direction: Direction) -> str:
    """Rows (first, last) one step from the frontier, each unit with its label on top.

    Label and unit make one integer, `label << LABEL_SHIFT | unit`, with label =
    2 * certainty + (1 if the child is not younger than the parent). Single integers are what
    databases sort and make distinct fastest: half the time of three columns. Single units are
    made runs in the database, so that a hundred thousand of them do not travel. One statement
    for all shapes, because on a short walk the round trips cost more than the work.
    """
    return " UNION ALL ".join(_step_of(dialect, shape, direction) for shape in shapes)


def links(dialect: Dialect, shape: Shape, direction: Direction) -> str:
    """Rows (near first, last, kind, certainty, far first, last) from the frontier, ascending."""
    near, far = shape.parents, shape.children
    if direction == "backward":
        near, far = far, near
    columns = {"a": near[0], "b": near[1], "kind": "t.kind", "certainty": "t.certainty"}
    columns |= {"u": far[0], "v": far[1]}
    return f"{_select(dialect, shape, direction, columns)} ORDER BY {', '.join(columns)}"


def parameters(
    dialect: Dialect,
    shapes: Sequence[Shape],
    direction: Direction,
    frontier: Sequence[Span],
    sizes: Mapping[Side, Sequence[int]],
) -> list[object]:
    """The parameters of `step`, or of `links` for one shape; `sizes` are the classes in use."""
    if dialect == "sqlite":
        spans: list[object] = [json.dumps(dict(frontier))]
    else:
        spans = [[first for first, _ in frontier], [last for _, last in frontier]]
    values: list[object] = []
    for shape in shapes:
        values += spans
        if shape.side is not None and shape.is_run(direction):
            classes = list(sizes[shape.side])
            values.append(json.dumps(classes) if dialect == "sqlite" else classes)
    return values


def _step_of(dialect: Dialect, shape: Shape, direction: Direction) -> str:
    first, last = shape.children if direction == "forward" else shape.parents
    against = f"CAST({shape.children[0]} <= {shape.parents[1]} AS INTEGER)"
    label = f"(CAST(t.certainty * 2 + {against} AS BIGINT) << {LABEL_SHIFT})"
    if first != last:
        columns = {"a": f"{label} | {first}", "b": f"{label} | {last}"}
        return _select(dialect, shape, direction, columns)
    units = _select(dialect, shape, direction, {"u": f"{label} | {first}"})
    islands = f"SELECT u, u - row_number() OVER (ORDER BY u) AS island FROM ({units}) AS units"
    return f"SELECT min(u), max(u) FROM ({islands}) AS numbered GROUP BY island"


def _select(
    dialect: Dialect, shape: Shape, direction: Direction, columns: Mapping[str, str]
) -> str:
    """The distinct columns, by name, of the standing rows whose near side is in the frontier."""
    near = shape.parents if direction == "forward" else shape.children
    sources = [_FRONTIER[dialect]]
    if shape.is_run(direction):
        sources.append(_SIZES[dialect])
        match = _OVERLAP.format(one=_ONE[dialect])
    else:
        match = f"{near[0]} BETWEEN f.first_id AND f.last_id"
    if shape.side is not None:
        match = f"t.side = {shape.side.value} AND {match}"
    where = f"{match} AND t.standing_count > 0"
    named = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    table = f"{shape.table} AS t"
    if dialect == "sqlite":
        return (
            f"SELECT DISTINCT {named} FROM {' CROSS JOIN '.join([*sources, table])} WHERE {where}"
        )
    inner = f"LATERAL (SELECT {named} FROM {table} WHERE {where} OFFSET 0) AS x"
    return f"SELECT DISTINCT x.* FROM {' CROSS JOIN '.join([*sources, inner])}"
