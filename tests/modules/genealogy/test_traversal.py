"""What a trace must answer, case by case; each case is a way in which traces go wrong."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy.exc

from lotproof.modules.genealogy.lookups import Link
from lotproof.modules.genealogy.tables import size_class
from lotproof.modules.genealogy.traversal import Reached, trace
from lotproof.modules.genealogy.vocabulary import Side
from tests.modules.genealogy.store import (
    CONSUMED,
    EXACT,
    MADE,
    MIXED,
    PACKED,
    POSSIBLE,
    REWORKED,
    Edge,
    Run,
    Store,
    children,
    exactness,
    levels,
    parents,
    unit_edges,
)


def test_a_component_lot_is_listed_under_the_serials_that_got_it_only(store: Store) -> None:
    """Lots 1 and 2 of one item go into serials 11..13 and 14..20, all made as output lot 3."""
    store.put(children(1, 11, 13), children(2, 14, 20), children(3, 11, 20, MADE))
    store.put(parents(11, 15, 30), parents(16, 20, 31))
    assert set(exactness(store.trace(1, "forward"))) == {11, 12, 13, 30}
    assert set(exactness(store.trace(2, "forward"))) == {*range(14, 21), 30, 31}
    assert set(exactness(store.trace(12, "backward"))) == {1, 3}
    assert set(exactness(store.trace(31, "backward"))) == {2, 3, *range(16, 21)}


def test_reached_units_come_as_runs_with_their_level(store: Store) -> None:
    store.put(Edge(1, 2), Edge(1, 3), children(2, 10, 14), children(3, 15, 19))
    store.put(parents(10, 19, 40))
    assert store.trace(1, "forward").reached == (
        Reached(2, 3, 1, exact=True),
        Reached(10, 19, 2, exact=True),
        Reached(40, 40, 3, exact=True),
    )
    assert store.trace(1, "forward").unit_count == 13


def test_a_run_of_units_is_traced_as_one_start(store: Store) -> None:
    store.put(children(1, 10, 12), children(2, 13, 19), parents(10, 15, 30), parents(16, 19, 31))
    assert set(exactness(store.trace((11, 14), "backward"))) == {1, 2}
    assert set(exactness(store.trace((11, 14), "forward"))) == {30}
    assert set(exactness(store.trace((15, 16), "forward"))) == {30, 31}


def test_the_units_at_both_ends_of_overlapping_runs_are_found(store: Store) -> None:
    """Backward, runs of many sizes that begin, end, or only pass at the asked unit."""
    sizes = (1, 2, 3, 4, 5, 8, 9, 64, 1000, 4097)
    runs = [
        children(unit, first, first + size - 1)
        for unit, (size, first) in enumerate(
            ((size, 10_000 - shift) for size in sizes for shift in (0, size - 1, size, -1)), start=1
        )
    ]
    store.put(*runs)
    expected = {run.unit for run in runs if run.first <= 10_000 <= run.last}
    assert len(expected) >= 2 * len(sizes)
    assert set(exactness(store.trace(10_000, "backward"))) == expected


def test_what_may_have_been_got_is_possible_with_all_below_it(store: Store) -> None:
    store.put(Edge(1, 2, certainty=POSSIBLE), Edge(2, 3), Edge(1, 4), Edge(4, 5))
    assert exactness(store.trace(1, "forward")) == {2: False, 3: False, 4: True, 5: True}
    assert exactness(store.trace(3, "backward")) == {2: True, 1: False}


def test_one_exact_path_is_enough_even_if_longer(store: Store) -> None:
    """Unit 9 and what follows it come by a short possible way first, by a long exact one later."""
    store.put(Edge(1, 9, certainty=POSSIBLE), Edge(9, 10), Edge(10, 11))
    store.put(Edge(1, 2), Edge(2, 3), Edge(3, 9))
    answer = store.trace(1, "forward")
    assert exactness(answer) == dict.fromkeys((2, 3, 9, 10, 11), True)
    assert levels(answer) == {9: 1, 2: 1, 10: 2, 3: 2, 11: 3}


def test_a_lot_of_mixed_components_is_exact_and_its_serials_are_possible(store: Store) -> None:
    """Lots 1 and 2 both went into output lot 3; which serial got which was not recorded."""
    store.put(Edge(1, 3, certainty=MIXED), Edge(2, 3, certainty=MIXED), children(3, 10, 19, MADE))
    store.put(parents(10, 19, 30))
    assert exactness(store.trace(1, "forward")) == {
        3: True,
        **dict.fromkeys((*range(10, 20), 30), False),
    }
    assert exactness(store.trace(3, "backward")) == {1: True, 2: True}
    assert exactness(store.trace(12, "backward")) == {3: True, 1: False, 2: False}


def test_a_mixed_lot_consumed_further_makes_the_consumer_possible(store: Store) -> None:
    store.put(Edge(1, 3, certainty=MIXED), Edge(3, 4), Edge(4, 5))
    assert exactness(store.trace(1, "forward")) == {3: True, 4: False, 5: False}
    assert exactness(store.trace(5, "backward")) == {4: True, 3: True, 1: False}


def test_a_mixed_lot_reached_exactly_elsewhere_is_followed_as_exact(store: Store) -> None:
    store.put(Edge(1, 3, certainty=MIXED), Edge(1, 2), Edge(2, 3), children(3, 10, 19, MADE))
    assert all(exactness(store.trace(1, "forward")).values())


def test_cancelled_edges_do_not_count_and_stay(store: Store) -> None:
    store.put(Edge(1, 2), Edge(1, 3, standing_count=0), Edge(1, 4, standing_count=2))
    store.put(Run(Side.CHILDREN, 2, 10, 14, standing_count=0))
    store.put(Run(Side.PARENTS, 30, 2, 4, standing_count=0))
    assert set(exactness(store.trace(1, "forward"))) == {2, 4}
    assert store.trace(3, "backward").unit_count == 0
    assert store.trace(12, "backward").unit_count == 0
    assert store.trace(30, "backward").unit_count == 0
    stored = store.connection.exec_driver_sql("SELECT count(*) FROM genealogy_edge")
    assert stored.scalar_one() == 3


def test_an_exact_record_after_a_possible_one_is_its_own_edge(store: Store) -> None:
    store.put(Edge(1, 2, certainty=POSSIBLE, standing_count=0), Edge(1, 2))
    assert exactness(store.trace(1, "forward")) == {2: True}


def test_a_cycle_is_reported_and_not_followed(store: Store) -> None:
    """Lot 2 goes to rework as 5 and comes back; 3 and 4 have nothing to do with it."""
    store.put(Edge(1, 2), Edge(2, 3), Edge(3, 4))
    store.put(Edge(2, 5, REWORKED), Edge(5, 2, REWORKED))
    closing = (Link(5, 5, 2, 2, REWORKED, EXACT),)
    forward = store.trace(1, "forward")
    assert levels(forward) == {2: 1, 3: 2, 5: 2, 4: 3}
    assert forward.cycles == closing
    assert store.trace(2, "forward").cycles == closing
    assert set(exactness(store.trace(2, "forward"))) == {3, 4, 5}
    assert store.trace(4, "backward").cycles == closing


def test_serials_that_come_back_to_their_lot_make_a_cycle(store: Store) -> None:
    store.put(children(1, 10, 19, MADE), Run(Side.PARENTS, 1, 14, 15, REWORKED))
    assert store.trace(1, "forward").cycles == (Link(14, 15, 1, 1, REWORKED, EXACT),)
    assert store.trace(17, "backward").cycles == (Link(14, 15, 1, 1, REWORKED, EXACT),)


def test_an_older_lot_topped_up_is_no_cycle(store: Store) -> None:
    store.put(Edge(1, 7), Edge(7, 3), Edge(3, 9), Edge(1, 3))
    answer = store.trace(1, "forward")
    assert set(exactness(answer)) == {3, 7, 9}
    assert answer.cycles == ()


def test_a_cycle_elsewhere_is_told_from_a_lot_topped_up(store: Store) -> None:
    """5 → 3 → 6 → 4 → 5 is a cycle with two edges against time; 9 → 2 only tops up."""
    store.put(Edge(1, 5), Edge(5, 3), Edge(3, 6), Edge(6, 4), Edge(4, 5), Edge(1, 9), Edge(9, 2))
    assert unit_edges(store.trace(1, "forward").cycles) == [
        (5, 3, CONSUMED, EXACT),
        (6, 4, CONSUMED, EXACT),
    ]


def test_links_are_cut_to_what_was_walked(store: Store) -> None:
    """Only 10..12 of the package's 10..19 got lot 1."""
    store.put(children(1, 10, 12), parents(10, 19, 30), Edge(2, 15))
    assert store.trace(1, "forward").links == (
        Link(1, 1, 10, 12, CONSUMED, EXACT),
        Link(10, 12, 30, 30, PACKED, EXACT),
    )
    assert unit_edges(store.trace(30, "backward").links) == sorted(
        [(unit, 30, PACKED, EXACT) for unit in range(10, 20)]
        + [(1, unit, CONSUMED, EXACT) for unit in (10, 11, 12)]
        + [(2, 15, CONSUMED, EXACT)]
    )


def test_bounds_end_the_walk_and_say_so(store: Store) -> None:
    store.put(Edge(1, 2), children(2, 10, 19), parents(10, 19, 30))
    shallow = store.trace(1, "forward", depth_max=1)
    assert (shallow.reached, shallow.is_complete) == ((Reached(2, 2, 1, exact=True),), False)
    assert unit_edges(shallow.links) == [(1, 2, CONSUMED, EXACT)]
    few = store.trace(1, "forward", limit=4)
    assert set(exactness(few)) == {2, 10, 11, 12}
    assert (few.unit_count, few.is_complete) == (4, False)
    assert set(unit_edges(few.links)) == {(1, 2, CONSUMED, EXACT)} | {
        (2, unit, CONSUMED, EXACT) for unit in (10, 11, 12)
    }
    enough = store.trace(1, "forward", limit=12)
    assert (enough.unit_count, enough.is_complete) == (12, True)
    assert store.trace(1, "forward", depth_max=4).is_complete
    assert store.trace(1, "forward", depth_max=0).unit_count == 0


def test_a_deep_chain_is_walked_to_its_end(store: Store) -> None:
    store.put(*(Edge(unit, unit + 2) for unit in range(1, 1001, 2)))
    assert store.trace(1, "forward").reached[-1] == Reached(1001, 1001, 500, exact=True)
    assert store.trace(1001, "backward").reached[-1] == Reached(1, 1, 500, exact=True)


def test_a_unit_without_edges_has_an_empty_trace(store: Store) -> None:
    answer = store.trace(7, "forward")
    assert (answer.reached, answer.unit_count, answer.is_complete) == ((), 0, True)


@pytest.mark.parametrize("start", [0, -1, (5, 4), (0, 3)])
def test_a_start_that_is_no_unit_is_refused(store: Store, start: int | tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="starts at a unit or a run"):
        store.trace(start, "forward")


def test_unknown_words_and_negative_bounds_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="forward or backward, not 'up'"):
        store.trace(1, "up")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="dialect 'oracle'"):
        trace(store.rows, "oracle", 1, "forward")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="limit cannot be negative: -1"):
        store.trace(1, "forward", limit=-1)


@pytest.mark.parametrize(
    "row",
    [
        Edge(1, 1),
        Edge(1, 2, standing_count=-1),
        Run(Side.CHILDREN, 5, 3, 9),
    ],
)
def test_the_database_refuses_broken_rows(store: Store, row: Edge | Run) -> None:
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        store.put(row)


def test_the_database_refuses_a_run_longer_than_its_size_class(store: Store) -> None:
    """The look-up by overlap would miss it."""
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        store.connection.exec_driver_sql(
            "INSERT INTO genealogy_run (side, unit_id, first_id, last_id, kind, certainty,"
            " size_class, standing_count) VALUES (0, 1, 10, 14, 0, 0, 2, 1)"
        )


def test_size_class_is_the_least_that_holds_the_run() -> None:
    assert [size_class(1, length) for length in (1, 2, 3, 4, 5, 8, 9)] == [0, 1, 2, 2, 3, 3, 4]
    with pytest.raises(ValueError, match="from its first unit to its last"):
        size_class(5, 4)


def test_a_connection_that_only_reads_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "site.sqlite"
    store = Store(f"sqlite:///{path}")
    store.put(Edge(1, 2), children(2, 10, 19), parents(10, 19, 30))
    store.connection.commit()
    store.close()
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    reader.execute("PRAGMA query_only = ON")
    answer = trace(lambda sql, values: reader.execute(sql, list(values)), "sqlite", 1, "forward")
    reader.close()
    assert answer.unit_count == 12
