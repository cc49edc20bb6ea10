"""Constants of control charts equal the printed tables."""

from math import pi, sqrt

import pytest

from lotproof.statistics import constants
from lotproof.statistics.errors import OutOfRange

# Montgomery, Introduction to Statistical Quality Control, appendix VI.
PRINTED = {
    2: (1.128, 0.853, 0.7979, 1.880, 2.659, 0, 3.267, 0, 3.267),
    3: (1.693, 0.888, 0.8862, 1.023, 1.954, 0, None, 0, 2.568),
    4: (2.059, 0.880, 0.9213, 0.729, 1.628, 0, 2.282, 0, 2.266),
    5: (2.326, 0.864, 0.9400, 0.577, 1.427, 0, 2.114, 0, 2.089),
    6: (2.534, 0.848, 0.9515, 0.483, 1.287, 0, 2.004, 0.030, 1.970),
    7: (2.704, 0.833, 0.9594, 0.419, 1.182, 0.076, 1.924, 0.118, 1.882),
    8: (2.847, 0.820, 0.9650, 0.373, 1.099, 0.136, 1.864, 0.185, 1.815),
    9: (2.970, 0.808, 0.9693, 0.337, 1.032, 0.184, 1.816, 0.239, 1.761),
    10: (3.078, 0.797, 0.9727, 0.308, 0.975, 0.223, 1.777, 0.284, 1.716),
    15: (3.472, 0.756, 0.9823, 0.223, 0.789, 0.347, 1.653, 0.428, 1.572),
    20: (3.735, 0.729, 0.9869, 0.180, 0.680, 0.415, 1.585, 0.510, 1.490),
    25: (3.931, 0.708, 0.9896, 0.153, 0.606, 0.459, 1.541, 0.565, 1.435),
}
FUNCTIONS = (
    constants.d2, constants.d3, constants.c4, constants.a2, constants.a3,
    constants.big_d3, constants.big_d4, constants.b3, constants.b4,
)  # fmt: skip


@pytest.mark.parametrize("n", PRINTED)
def test_constants_equal_the_printed_ones(n: int) -> None:
    found = []
    for function, printed in zip(FUNCTIONS, PRINTED[n], strict=True):
        digits = 4 if function is constants.c4 else 3
        found.append(None if printed is None else round(function(n), digits))
    assert tuple(found) == PRINTED[n]


def test_d4_of_three_is_between_the_two_printed_values() -> None:
    """Montgomery prints 2.574, ASTM E2587 2.575."""
    assert constants.big_d4(3) == pytest.approx(2.5746, abs=5e-5)


def test_range_of_two_has_a_closed_form() -> None:
    """d2(2) = 2/√π, d3(2) = √(2 - 4/π)."""
    assert constants.d2(2) == pytest.approx(2 / sqrt(pi), abs=1e-13)
    assert constants.d3(2) == pytest.approx(sqrt(2 - 4 / pi), abs=1e-12)
    assert constants.e2() == pytest.approx(2.6587, abs=5e-5)


def test_d2_of_a_hundred_is_tippetts() -> None:
    """Tippett 1925: 5.01519 for samples of 100."""
    assert round(constants.d2(100), 5) == 5.01519


@pytest.mark.parametrize(
    ("n", "groups", "degrees", "d2_star"),
    [(2, 1, 1.0, 1.41421), (3, 1, 2.0, 1.91155), (5, 1, 3.8, 2.48124), (5, 20, 72.7, 2.33394),
     (10, 1, 7.7, 3.17905), (3, 10, 18.4, 1.71573)],
)  # fmt: skip
def test_ranges_are_worth_the_degrees_that_the_manual_prints(
    n: int, groups: int, degrees: float, d2_star: float
) -> None:
    """AIAG, Measurement Systems Analysis, appendix C, from Duncan."""
    assert constants.d2_star(n, groups) == pytest.approx(d2_star, abs=6e-5)
    relative = (constants.d3(n) / constants.d2(n)) ** 2 / groups
    assert round(constants.degrees_for(relative), 1) == degrees


def test_no_range_of_one() -> None:
    with pytest.raises(OutOfRange, match="sample size is 1"):
        constants.d2(1)
    with pytest.raises(OutOfRange):
        constants.a3(1)
