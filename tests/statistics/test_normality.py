"""The test of Anderson and Darling equals another program's, and holds its level."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics.errors import NotFinite, NoVariation, TooFew
from lotproof.statistics.normality import anderson_darling
from tests.statistics.published import (
    BOILER,
    CIRCUITS,
    FLOW_RATES,
    LINEARITY,
    NILE,
    PISTON_RINGS,
    SHIFTED,
)

RINGS = [value for group in PISTON_RINGS[:25] for value in group]


@pytest.mark.parametrize(
    ("values", "statistic", "p_value"),
    # statsmodels 0.15, diagnostic.normal_ad; all four branches of the p-value.
    [
        (RINGS, 0.19101938332570967, 0.8958342620630695),
        (NILE, 1.0319740743444754, 0.009820959397275467),
        ([row[0] for row in BOILER], 0.532676531116703, 0.15621365664647072),
        ([row[2] for row in BOILER], 0.7822243461162586, 0.036519517821673335),
        (CIRCUITS, 0.33766167572840544, 0.4765079989029813),
        (SHIFTED, 0.3435104001259397, 0.46555678807506223),
        (FLOW_RATES, 0.3048580492709476, 0.5078618436094889),
        (LINEARITY[4.0], 1.7453677695736083, 8.41251165728502e-05),
    ],
    ids=["rings", "Nile", "boiler 1", "boiler 3", "circuits", "shifted", "flow", "reference 4"],
)
def test_statistic_and_p_value_equal_statsmodels(
    values: list[float], statistic: float, p_value: float
) -> None:
    found = anderson_darling(values)
    assert found.statistic == pytest.approx(statistic, rel=1e-7)
    assert found.p_value == pytest.approx(p_value, rel=1e-6)


@given(st.integers(0, 10**6), st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
def test_normality_does_not_mind_units(seed: int, shift: float, scale: float) -> None:
    random = Random(seed)
    values = [random.expovariate(1) for _ in range(20)]
    found = anderson_darling([shift + scale * value for value in values])
    assert found.statistic == pytest.approx(anderson_darling(values).statistic, rel=1e-4, abs=1e-6)


def test_five_in_a_hundred_normal_samples_are_doubted() -> None:
    """2,000 samples of 40, seed 10: 100 ± 29 with p < 0.05."""
    random = Random(10)
    doubted = sum(
        anderson_darling([random.gauss(5, 2) for _ in range(40)]).p_value < 0.05
        for _ in range(2000)
    )
    assert doubted == pytest.approx(100, abs=29)


def test_wild_data_are_not_normal() -> None:
    found = anderson_darling([0.0] * 500 + [1e9])
    assert found.p_value == 0.0


def test_what_cannot_be_judged_says_so() -> None:
    with pytest.raises(TooFew, match="7 values are too few; at least 8"):
        anderson_darling(range(7))
    with pytest.raises(NoVariation):
        anderson_darling([3.0] * 9)
    with pytest.raises(NotFinite):
        anderson_darling([*range(9), float("nan")])
