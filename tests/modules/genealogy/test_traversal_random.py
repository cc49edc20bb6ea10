"""Random graphs, cycles and cancelled edges included, against the plainest possible walk."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotproof.modules.genealogy import lookups
from lotproof.modules.genealogy.statements import Direction
from lotproof.modules.genealogy.vocabulary import Certainty, Side
from tests.modules.genealogy.store import (
    EXACT,
    MIXED,
    Edge,
    Run,
    Store,
    UnitEdge,
    exactness,
    levels,
    unit_edges,
)

UNIT_MAX = 24
UNITS = st.integers(1, UNIT_MAX)
CERTAINTIES = st.sampled_from([EXACT, EXACT, EXACT, *Certainty])
STANDING = st.sampled_from([0, 1, 1, 2])

EDGES = st.builds(Edge, UNITS, UNITS, st.integers(0, 2), CERTAINTIES, STANDING).filter(
    lambda edge: edge.parent != edge.child
)
RUNS = st.builds(
    lambda side, unit, ends, kind, certainty, standing: Run(
        side, unit, min(ends), max(ends), kind, certainty, standing
    ),
    st.sampled_from(Side),
    UNITS,
    st.tuples(UNITS, UNITS),
    st.integers(0, 2),
    CERTAINTIES,
    STANDING,
).filter(lambda run: not run.first <= run.unit <= run.last)


def key(row: Edge | Run) -> tuple[int, ...]:
    if isinstance(row, Edge):
        return row.parent, row.child, row.kind, row.certainty
    return row.side, row.unit, row.first, row.last, row.kind, row.certainty


GRAPHS = st.lists(EDGES | RUNS, max_size=14, unique_by=key)
in_one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def standing(rows: Iterable[Edge | Run]) -> set[UnitEdge]:
    """The edges between single units that count."""
    return {edge for row in rows if row.standing_count for edge in row.unit_edges()}


def closure(start: set[int], steps: Iterable[tuple[int, int]]) -> set[int]:
    """The start and all that is reached from it."""
    pairs, reached = list(steps), set(start)
    while more := {b for a, b in pairs if a in reached} - reached:
        reached |= more
    return reached


def exact_descendants(edges: set[UnitEdge], start: int) -> set[int]:
    """By exact edges, and at the very end perhaps one mixed edge."""
    whole = closure({start}, ((p, c) for p, c, _, certainty in edges if certainty is EXACT))
    return whole | {c for p, c, _, certainty in edges if certainty is MIXED and p in whole}


def expected(edges: set[UnitEdge], start: int, direction: Direction) -> dict[int, bool]:
    """Unit → exact or not, from the definition of an exact path."""
    if direction == "forward":
        found = closure({start}, ((p, c) for p, c, _, _ in edges)) - {start}
        return {unit: unit in exact_descendants(edges, start) for unit in found}
    found = closure({start}, ((c, p) for p, c, _, _ in edges)) - {start}
    return {unit: start in exact_descendants(edges, unit) for unit in found}


def distances(edges: set[UnitEdge], start: int, direction: Direction) -> dict[int, int]:
    pairs = [(p, c) if direction == "forward" else (c, p) for p, c, _, _ in edges]
    known, frontier, level = {start: 0}, {start}, 0
    while frontier:
        level += 1
        frontier = {b for a, b in pairs if a in frontier} - known.keys()
        known |= dict.fromkeys(frontier, level)
    del known[start]
    return known


def expected_cycles(edges: set[UnitEdge], walked: set[UnitEdge]) -> list[UnitEdge]:
    pairs = [(p, c) for p, c, _, _ in edges]
    return sorted(
        edge for edge in walked if edge[1] <= edge[0] and edge[0] in closure({edge[1]}, pairs)
    )


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("chunk_spans", [2, 20_000])
@in_one_database
@given(rows=GRAPHS, start=UNITS)
def test_a_trace_is_what_the_definition_says(
    store: Store, direction: Direction, chunk_spans: int, rows: list[Edge | Run], start: int
) -> None:
    store.hold(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookups, "_CHUNK_SPANS", chunk_spans)
        answer = store.trace(start, direction)
    edges = standing(rows)
    near = {start, *exactness(answer)}
    walked = {edge for edge in edges if edge[0 if direction == "forward" else 1] in near}
    assert exactness(answer) == expected(edges, start, direction)
    assert levels(answer) == distances(edges, start, direction)
    assert answer.unit_count == len(exactness(answer))
    assert answer.is_complete
    assert set(unit_edges(answer.links)) == walked
    assert sorted(set(unit_edges(answer.cycles))) == expected_cycles(edges, walked)


@pytest.mark.parametrize("direction", ["forward", "backward"])
@in_one_database
@given(rows=GRAPHS, start=UNITS)
def test_runs_and_single_edges_give_the_same_answer(
    store: Store, direction: Direction, rows: list[Edge | Run], start: int
) -> None:
    store.hold(rows)
    from_runs = store.trace(start, direction)
    store.hold(Edge(*edge) for edge in standing(rows))
    from_edges = store.trace(start, direction)
    assert from_runs.reached == from_edges.reached
    assert set(unit_edges(from_runs.links)) == set(unit_edges(from_edges.links))
    assert set(unit_edges(from_runs.cycles)) == set(unit_edges(from_edges.cycles))


@in_one_database
@given(rows=GRAPHS, first=UNITS, length=st.integers(0, 6))
def test_a_run_of_starts_gives_the_union_of_its_units(
    store: Store, rows: list[Edge | Run], first: int, length: int
) -> None:
    """A start is in no answer, so it is left out of the union too."""
    starts = range(first, first + length + 1)
    store.hold(rows)
    together = exactness(store.trace((starts[0], starts[-1]), "backward"))
    apart: dict[int, bool] = {}
    for start in starts:
        for unit, exact in exactness(store.trace(start, "backward")).items():
            apart[unit] = exact or apart.get(unit, False)
    assert together == {unit: exact for unit, exact in apart.items() if unit not in starts}


@in_one_database
@given(rows=GRAPHS, start=UNITS, limit=st.integers(0, 30), depth_max=st.integers(0, 5))
def test_a_bound_answer_is_part_of_the_whole_one(
    store: Store, rows: list[Edge | Run], start: int, limit: int, depth_max: int
) -> None:
    store.hold(rows)
    whole = store.trace(start, "forward")
    bound = store.trace(start, "forward", limit=limit, depth_max=depth_max)
    assert bound.unit_count <= limit
    assert levels(bound).items() <= levels(whole).items()
    assert all(level <= depth_max for level in levels(bound).values())
    # A bound walk may miss the exact path, never invent one.
    assert all(exactness(whole)[unit] for unit, exact in exactness(bound).items() if exact)
    if bound.is_complete:
        assert bound.reached == whole.reached
