"""Writing genealogy from a handler: runs where units are consecutive, taken back on demand."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.safety import OpenLedger
from lotproof.kernel.session import Session
from lotproof.kernel.work import Defect, Frame, Work
from lotproof.modules.genealogy import services
from lotproof.modules.genealogy.queries import Trace, trace
from lotproof.modules.genealogy.records import Edge, EdgeRun
from lotproof.modules.genealogy.tables import size_class
from lotproof.modules.genealogy.vocabulary import (
    CERTAINTY_LABELS,
    EDGE_KIND_LABELS,
    Certainty,
    EdgeKind,
    Side,
)
from tests.support.plant import Plant

CONSUMED, MADE, PACKED = EdgeKind.CONSUMED, EdgeKind.MADE, EdgeKind.PACKED


@contextmanager
def working(plant: Plant) -> Iterator[Work]:
    """A unit of work of its own; its writes are committed at the end."""
    connection = plant.connection
    connection.begin()
    try:
        site, now = plant.executor.site(connection), plant.clock.now()
        session = Session(connection)
        work = Work(session, site, now, "usr_1", plant.database.reserve, now, None)
        opening = OpenLedger(name="x", origin="x", zone="UTC", is_demonstration=True)
        work.frame = Frame("0", opening)
        yield work
        work.finish()
        session.flush()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def reached(plant: Plant, unit: int, direction: str = "forward") -> dict[int, bool]:
    """Unit → whether it is reached exactly."""
    with plant.reader() as reader:
        answer: Trace = trace(reader, unit, direction)  # type: ignore[arg-type]
    return {u: part.exact for part in answer.reached for u in range(part.first, part.last + 1)}


def test_an_edge_said_twice_stands_until_taken_back_twice(plant: Plant) -> None:
    with working(plant) as work:
        services.link(work, 1, 2, CONSUMED)
        services.link(work, 1, 2, CONSUMED)
    with plant.reader() as reader:
        (edge,) = reader.find(Edge)
        assert edge.standing_count == 2
    with working(plant) as work:
        services.cancel(work, 1, 2, CONSUMED)
    assert reached(plant, 1) == {2: True}
    with working(plant) as work:
        services.cancel(work, 1, 2, CONSUMED)
    assert reached(plant, 1) == {}
    with working(plant) as work, pytest.raises(Defect, match="no standing edge"):
        services.cancel(work, 1, 2, CONSUMED)
    with working(plant) as work:
        services.link(work, 1, 2, CONSUMED)
    assert reached(plant, 1) == {2: True}
    with plant.reader() as reader:
        assert len(reader.find(Edge)) == 1


def test_what_is_taken_back_is_what_was_said(plant: Plant) -> None:
    with working(plant) as work:
        services.link(work, 1, 2, CONSUMED, mixed=True)
        for wrong in ({"kind": CONSUMED}, {"kind": MADE, "mixed": True}):
            with pytest.raises(Defect):
                services.cancel(work, 1, 2, **wrong)
        services.cancel(work, 1, 2, CONSUMED, mixed=True)
    assert reached(plant, 1) == {}


def test_certainty_goes_with_the_edge(plant: Plant) -> None:
    with working(plant) as work:
        services.link(work, 1, 2, CONSUMED, mixed=True)
        services.link_run(work, 2, 3, 5, MADE)
        services.link(work, 1, 6, CONSUMED, possible=True)
    assert reached(plant, 1) == {2: True, 3: False, 4: False, 5: False, 6: False}
    with working(plant) as work, pytest.raises(Defect, match="not both"):
        services.link(work, 7, 8, CONSUMED, mixed=True, possible=True)


def test_a_run_is_one_row_and_a_run_of_one_an_edge(plant: Plant) -> None:
    with working(plant) as work:
        services.link_run(work, 1, 2, 10_001, MADE, is_new=True)
        services.link_run(work, 20_000, 20_001, 20_001, MADE)
        services.link_parents_run(work, 2, 101, 30_000, PACKED)
        services.link_parents_run(work, 20_001, 20_001, 30_000, PACKED)
    with plant.reader() as reader:
        runs = {(run.side, run.unit_id): run for run in reader.find(EdgeRun)}
        assert len(reader.find(Edge)) == 2
    assert set(runs) == {(Side.CHILDREN, 1), (Side.PARENTS, 30_000)}
    assert runs[Side.CHILDREN, 1].size_class == size_class(2, 10_001) == 14
    assert len(reached(plant, 1)) == 10_001
    assert set(reached(plant, 30_000, "backward")) == {1, 20_000, 20_001, *range(2, 102)}


def test_runs_are_taken_back_as_a_whole(plant: Plant) -> None:
    with working(plant) as work:
        services.link_run(work, 1, 2, 9, MADE)
        services.link_run(work, 1, 2, 9, MADE)
        services.link_parents_run(work, 2, 9, 10, PACKED)
        services.link_parents_run(work, 3, 3, 11, PACKED)
    with working(plant) as work:
        services.cancel_run(work, 1, 2, 9, MADE)
        services.cancel_parents_run(work, 2, 9, 10, PACKED)
        services.cancel_parents_run(work, 3, 3, 11, PACKED)
        with pytest.raises(Defect):
            services.cancel_run(work, 1, 2, 8, MADE)
        with pytest.raises(Defect):
            services.cancel_parents_run(work, 2, 9, 10, PACKED)
    assert set(reached(plant, 1)) == set(range(2, 10))
    with working(plant) as work:
        services.cancel_run(work, 1, 2, 9, MADE)
    assert reached(plant, 1) == {}


def test_emptying_a_unit_spares_what_else_went_into_it(plant: Plant) -> None:
    with working(plant) as work:
        services.link_parents(work, [5, 1, 2, 3], 9, PACKED)
        services.link(work, 4, 9, CONSUMED)
        services.link(work, 1, 10, PACKED)
    assert set(reached(plant, 9, "backward")) == {1, 2, 3, 4, 5}
    with working(plant) as work:
        services.cancel_into(work, 9, PACKED)
    assert set(reached(plant, 9, "backward")) == {4}
    assert set(reached(plant, 1)) == {10}


@pytest.mark.parametrize(("unit", "first", "last"), [(1, 1, 1), (3, 1, 5), (9, 5, 2)])
def test_no_unit_goes_into_itself(sqlite_plant: Plant, unit: int, first: int, last: int) -> None:
    with working(sqlite_plant) as work:
        for link in (services.link_run, services.link_parents_run):
            where = (unit, first, last) if link is services.link_run else (first, last, unit)
            with pytest.raises(Defect, match="cannot be linked"):
                link(work, *where, MADE)


@given(st.sets(st.integers(1, 40), max_size=20))
def test_any_units_make_the_fewest_rows(units: set[int]) -> None:
    from lotproof.modules.genealogy.spans import join

    rows: list[tuple[int, int]] = []

    class Recording:
        def add(self, row: Edge | EdgeRun) -> None:
            if isinstance(row, Edge):
                rows.append((row.child_id, row.child_id))
            else:
                rows.append((row.first_id, row.last_id))

    services.link_children(Recording(), 99, units, MADE, is_new=True)  # type: ignore[arg-type]
    assert rows == join((unit, unit) for unit in units)


def test_every_kind_and_certainty_has_a_name() -> None:
    assert set(EDGE_KIND_LABELS) == set(EdgeKind)
    assert set(CERTAINTY_LABELS) == set(Certainty)


def test_what_this_unit_of_work_wrote_is_seen(plant: Plant) -> None:
    with working(plant) as work:
        services.link(work, 1, 2, CONSUMED)
        answer = trace(work, 1, "forward")
        assert [(part.first, part.last) for part in answer.reached] == [(2, 2)]
