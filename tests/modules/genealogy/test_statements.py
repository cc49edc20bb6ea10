"""Every look-up of a walk is answered by an index alone, in both databases."""

import re
from collections.abc import Callable

import pytest

from lotproof.modules.genealogy import statements
from lotproof.modules.genealogy.statements import SHAPES, Dialect, Direction, Shape
from lotproof.modules.genealogy.vocabulary import Side
from tests.modules.genealogy.store import Edge, Store, children, parents

SIZES = {Side.CHILDREN: [4], Side.PARENTS: [4]}
NEAR = [(1, 3), (5, 5)]
MANY = [
    each
    for unit in range(10_000, 50_000, 20)
    for each in (
        Edge(unit, unit + 1),
        children(unit, unit + 2, unit + 9),
        parents(unit + 10, unit + 19, unit),
    )
]


def step(dialect: Dialect, shape: Shape, direction: Direction) -> str:
    return statements.step(dialect, [shape], direction)


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("read", [step, statements.links])
def test_a_look_up_reads_an_index_only(
    store: Store,
    shape: Shape,
    direction: Direction,
    read: Callable[[Dialect, Shape, Direction], str],
) -> None:
    store.put(Edge(1, 2), children(2, 10, 19), parents(10, 19, 30))
    statement = read(store.dialect, shape, direction)
    values = statements.parameters(store.dialect, [shape], direction, NEAR, SIZES)
    if store.dialect == "sqlite":
        plan = [str(row[-1]) for row in store.rows(f"EXPLAIN QUERY PLAN {statement}", values)]
        (table,) = (line for line in plan if " t " in line)
        assert table.startswith(("SEARCH t USING COVERING INDEX", "SEARCH t USING PRIMARY KEY"))
        return
    store.put(*MANY)  # on a table of few rows PostgreSQL rightly scans, and any index will do
    store.connection.exec_driver_sql(f"ANALYZE {shape.table}")
    store.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    store.connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
    text = "\n".join(str(row[-1]) for row in store.rows(f"EXPLAIN {statement}", values))
    wanted = rf"Index Only Scan using {index_name(shape, direction)}\w* on {shape.table} t"
    assert re.search(wanted, text), text
    assert "Index Cond" in text


def index_name(shape: Shape, direction: Direction) -> str:
    if shape.side is None:
        return "pk_genealogy_edge" if direction == "forward" else "ix_genealogy_edge_child_id"
    return "ix_genealogy_run_side_size_class" if shape.is_run(direction) else "pk_genealogy_run"


def test_the_size_classes_in_use_are_listed(store: Store) -> None:
    assert list(store.rows(statements.SIZE_CLASSES, ())) == []
    store.put(children(1, 10, 10), children(1, 20, 27), children(2, 20, 27), parents(3, 8, 50))
    assert sorted(store.rows(statements.SIZE_CLASSES, ())) == [(0, 0), (0, 3), (1, 3)]
