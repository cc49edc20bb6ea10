"""Units that are alike are one node; nothing is lost, nothing is made up."""

from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.traceability.clusters import Alike, Clusters, Step, clustered

CONSUMED, MADE, PACKED = 0, 1, 2
EXACT, MIXED, POSSIBLE = 0, 1, 2


def alike(first: int, last: int, level: int, unit: str = "serial", state: str = "ok") -> Alike:
    return Alike(first, last, level, False, unit, 1, state, False)


def one(number: int) -> tuple[int, int]:
    return number, number


def spans(found: Clusters) -> list[list[tuple[int, int]]]:
    return [node.spans for node in found.nodes]


def test_ten_thousand_serials_in_two_hundred_boxes_are_three_nodes() -> None:
    lot, serials = alike(1, 1, 0, "lot"), alike(2, 10_001, 1)
    boxes = alike(10_002, 10_201, 2, "box")
    steps = [Step(one(1), (2, 10_001), MADE, EXACT)]
    steps += [Step((2 + 50 * i, 51 + 50 * i), one(10_002 + i), PACKED, EXACT) for i in range(200)]
    found = clustered([lot, serials, boxes], steps, 12)
    assert [(node.of.unit, node.count, node.rank) for node in found.nodes] == [
        ("lot", 1, 0), ("serial", 10_000, 1), ("box", 200, 2),
    ]  # fmt: skip
    assert {(bond.near, bond.far) for bond in found.bonds} == {(0, 1), (1, 2)}


def test_one_that_differs_stands_by_itself() -> None:
    stretches = [
        alike(1, 1, 0, "lot"), alike(2, 50, 1), alike(51, 51, 1, state="bad"), alike(52, 100, 1),
    ]  # fmt: skip
    found = clustered(stretches, [Step(one(1), (2, 100), MADE, EXACT)], 12)
    assert spans(found) == [[(1, 1)], [(2, 50), (52, 100)], [(51, 51)]]
    assert [node.count for node in found.nodes] == [1, 98, 1]


def test_a_few_stay_single() -> None:
    found = clustered(
        [alike(1, 1, 0, "lot"), alike(2, 13, 1)], [Step(one(1), (2, 13), MADE, EXACT)], 12
    )
    assert len(found.nodes) == 13


def test_who_hangs_on_different_things_is_not_alike() -> None:
    """Lots 2 and 3 came of the start; twenty serials each of them."""
    stretches = [alike(1, 1, 0, "lot"), alike(2, 3, 1, "lot"), alike(10, 49, 2)]
    steps = [
        Step(one(1), (2, 3), CONSUMED, EXACT),
        Step(one(2), (10, 29), MADE, EXACT),
        Step(one(3), (30, 49), MADE, POSSIBLE),
    ]
    found = clustered(stretches, steps, 12)
    assert spans(found) == [[(1, 1)], [(2, 2)], [(3, 3)], [(10, 29)], [(30, 49)]]
    sure = {(found.nodes[b.near].first, b.kind): c for b, c in found.bonds.items()}
    assert sure == {(1, CONSUMED): EXACT, (2, MADE): EXACT, (3, MADE): POSSIBLE}


def test_a_unit_stands_after_all_it_came_from() -> None:
    """Serial 3 hangs on the start and on lot 2, which hangs on the start: it stands third."""
    stretches = [alike(1, 1, 0, "lot"), alike(2, 2, 1, "lot"), alike(3, 3, 1)]
    steps = [
        Step(one(1), one(2), CONSUMED, EXACT),
        Step(one(1), one(3), CONSUMED, EXACT),
        Step(one(2), one(3), MADE, EXACT),
    ]
    found = clustered(stretches, steps, 12)
    assert [(node.first, node.rank) for node in found.nodes] == [(1, 0), (2, 1), (3, 2)]


def test_a_circle_is_cut_and_drawn_once() -> None:
    stretches = [alike(1, 1, 0, "lot"), alike(2, 2, 1, "lot"), alike(3, 3, 2, "lot")]
    steps = [
        Step(one(1), one(2), CONSUMED, EXACT),
        Step(one(2), one(3), CONSUMED, EXACT),
        Step(one(3), one(2), CONSUMED, EXACT),
        Step(one(3), one(1), CONSUMED, EXACT),
    ]
    found = clustered(stretches, steps, 12)
    assert [(node.first, node.rank) for node in found.nodes] == [(1, 0), (2, 1), (3, 2)]


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[Alike], list[Step]]:
    """A random graph of units 1..n, unit 1 the start, each other reached from an earlier one."""
    size = draw(st.integers(1, 30))
    levels, steps = {1: 0}, []
    for unit in range(2, size + 1):
        near = draw(st.lists(st.integers(1, unit - 1), min_size=1, max_size=3, unique=True))
        levels[unit] = min(levels[each] for each in near) + 1
        steps += [Step(one(each), one(unit), CONSUMED, EXACT) for each in near]
    states = draw(st.lists(st.sampled_from(["ok", "bad"]), min_size=size, max_size=size))
    return [alike(unit, unit, levels[unit], state=states[unit - 1]) for unit in levels], steps


@given(walks(), st.integers(1, 5))
def test_every_unit_is_in_one_node_and_every_edge_between_two(
    walk: tuple[list[Alike], list[Step]], group_over: int
) -> None:
    stretches, steps = walk
    found = clustered(stretches, steps, group_over)
    node_of = {
        unit: index
        for index, node in enumerate(found.nodes)
        for first, last in node.spans
        for unit in range(first, last + 1)
    }
    assert sorted(node_of) == [each.first for each in stretches]
    assert sum(node.count for node in found.nodes) == len(stretches)
    drawn = {(bond.near, bond.far) for bond in found.bonds}
    assert drawn == {(node_of[step.near[0]], node_of[step.far[0]]) for step in steps}
    assert all(found.nodes[a].rank < found.nodes[b].rank for a, b in drawn)
    states = {each.first: each.state for each in stretches}
    for node in found.nodes:
        assert len({states[first] for first, _ in node.spans}) == 1
        assert node.count == 1 or node.count > group_over
