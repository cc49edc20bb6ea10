"""T² charts equal published ones."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import hotelling
from lotproof.statistics.errors import Collinear, LengthsDiffer, NotFinite, TooFew
from lotproof.statistics.hotelling import Reference
from tests.statistics.published import BOILER, FIBRES


def test_fibres_as_single_objects() -> None:
    """JASP 0.96 on the means of Montgomery's table 11.1: centre, covariance, |S|, limit."""
    reference = hotelling.reference_of_objects(FIBRES)
    assert reference.means == pytest.approx((115.5875, 1.058))
    assert reference.covariance[0] == pytest.approx((0.147188157894736, -0.00146842105263156))
    assert reference.covariance[1][1] == pytest.approx(0.000711578947368422)
    assert hotelling.generalized_variance(reference) == pytest.approx(0.000102579734072022)
    # JASP gives each quantity its own 0.9973.
    limit = hotelling.phase_one_limit(2, 20, alarm=1 - 0.9973**2)
    assert limit == pytest.approx(8.28592787636626, rel=1e-12)
    assert all(t2 <= limit for t2 in hotelling.t2_of_objects(FIBRES, reference))


def test_limits_of_new_objects() -> None:
    """JASP 0.96: reference of 15 objects, two quantities."""
    alarm = 1 - 0.9973**2
    assert hotelling.phase_one_limit(2, 15, alarm=alarm) == pytest.approx(7.59483590446819)
    assert hotelling.phase_two_limit(2, 15, alarm=alarm) == pytest.approx(18.4177171929513)


def test_boiler() -> None:
    """qcc: limit 15.216 at 99 %, one point beyond; the T² of phase I add up to p(m - 1)."""
    reference = hotelling.reference_of_objects(BOILER)
    found = hotelling.t2_of_objects(BOILER, reference)
    limit = hotelling.phase_one_limit(8, 25, alarm=0.01)
    assert round(limit, 3) == 15.216
    assert [index + 1 for index, t2 in enumerate(found) if t2 > limit] == [9]
    assert sum(found) == pytest.approx(8 * 24)


def test_limits_of_subgroups() -> None:
    """Montgomery section 11.3.1: 20 samples of 10, two quantities, α 0.001: phase I
    2·19·9/179·F(0.999; 2, 179) = 1.910615·7.181324 = 13.72."""
    assert round(hotelling.phase_one_limit(2, 20, 10, 0.001), 2) == 13.72
    assert hotelling.phase_two_limit(2, 20, 10, 0.001) == pytest.approx(13.7207 * 21 / 19, abs=1e-3)


def test_t2_of_one_quantity_is_the_squared_z() -> None:
    groups = [[[1.0], [3.0]], [[2.0], [6.0]]]
    reference = hotelling.reference_of_subgroups(groups)
    assert reference == Reference((3.0,), ((5.0,),), 2, 2)
    assert hotelling.t2_of_subgroups(groups, reference) == pytest.approx([2 / 5, 2 / 5])


@given(st.integers(0, 10**6), st.floats(-50, 50), st.floats(0.1, 50))
def test_t2_does_not_mind_units(seed: int, shift: float, scale: float) -> None:
    random = Random(seed)
    rows = [[random.gauss(0, 1), random.gauss(5, 2), random.gauss(0, 9)] for _ in range(12)]
    moved = [[shift + scale * a, b - shift, b + c] for a, b, c in rows]
    assert hotelling.t2_of_objects(moved, hotelling.reference_of_objects(moved)) == pytest.approx(
        hotelling.t2_of_objects(rows, hotelling.reference_of_objects(rows)), rel=1e-6
    )


def test_false_alarms_in_phase_two_are_one_in_370() -> None:
    """20,000 new points, each against a reference of its own 30 objects, seed 5: 54 ± 22."""
    random = Random(5)
    alarms = 0
    for _ in range(400):
        rows = [[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(30)]
        reference = hotelling.reference_of_objects(rows)
        new = [[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(50)]
        limit = reference.phase_two_limit
        alarms += sum(t2 > limit for t2 in hotelling.t2_of_objects(new, reference))
    assert alarms == pytest.approx(54, abs=33)  # references are shared by 50: wider than Poisson


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: hotelling.reference_of_objects([]), TooFew),
        (lambda: hotelling.reference_of_objects([[1, 2], [2, 1], [3, 5]]), TooFew),
        (lambda: hotelling.reference_of_objects([[1, 2], [2]]), LengthsDiffer),
        (lambda: hotelling.reference_of_objects([[i, 2 * i] for i in range(9)]), Collinear),
        (lambda: hotelling.reference_of_objects([[i, 7] for i in range(9)]), Collinear),
        (lambda: hotelling.reference_of_objects([[1, float("nan")]] * 5), NotFinite),
        (lambda: hotelling.reference_of_subgroups([[[1], [2]]]), TooFew),
        (lambda: hotelling.reference_of_subgroups([[[1], [2]], [[1], [2], [3]]]), LengthsDiffer),
        (
            lambda: hotelling.t2_of_objects([[1]], hotelling.reference_of_objects(FIBRES)),
            LengthsDiffer,
        ),
    ],
)
def test_what_has_no_t2_says_so(call: object, error: type) -> None:
    assert callable(call)
    with pytest.raises(error):
        call()
