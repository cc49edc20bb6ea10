"""Gauge studies equal AIAG's sheet and other programs."""

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import linearity
from lotproof.statistics.errors import (
    NotFinite,
    NoVariation,
    PartShared,
    TooFew,
    Unanswerable,
    Unbalanced,
)
from lotproof.statistics.gauge import Measured, crossed, nested
from lotproof.statistics.gauge_range import average_and_range
from tests.statistics.published import GAUGE, LINEARITY, NESTED

STUDY = [Measured(*each) for each in GAUGE]
NEST = [Measured(*each) for each in NESTED]


def test_crossed_study_of_the_manual() -> None:
    """AIAG MSA tables III-B 7 to 9: sums of squares 3.1673, 88.3619, 0.3590, F of the interaction
    0.434, pooled; EV 0.199933, AV 0.226838, GRR 0.302373, PV 1.042327, TV 1.0853; ndc 4."""
    anova, found = crossed(STUDY)
    assert anova.interaction is not None
    assert round(anova.operators.squares, 4) == 3.1673
    assert round(anova.parts.squares, 4) == 88.3619
    assert round(anova.interaction.squares, 4) == 0.3590
    assert anova.interaction.f == pytest.approx(0.434, abs=5e-4)
    assert found.interaction is None
    assert round(found.repeatability.deviation, 6) == 0.199933
    assert round(found.reproducibility.deviation, 6) == 0.226838
    assert round(found.gauge.deviation, 6) == 0.302372
    assert round(found.parts.deviation, 6) == 1.042327
    assert round(found.total.deviation, 4) == 1.0853
    assert found.categories == 4


def test_crossed_study_as_minitab_prints_it() -> None:
    """Minitab's Gageaiag example: without interaction F 245.614 and 39.617; contributions 7.76,
    3.39, 4.37 and 92.24 %, study variation 27.86, 18.42, 20.90 and 96.04 %."""
    anova, found = crossed(STUDY)
    assert round(anova.parts.f or 0, 3) == 245.614
    assert round(anova.operators.f or 0, 3) == 39.617
    rows = (found.gauge, found.repeatability, found.reproducibility, found.parts)
    assert [round(100 * row.contribution, 2) for row in rows] == [7.76, 3.39, 4.37, 92.24]
    assert [round(100 * row.study, 2) for row in rows] == [27.86, 18.42, 20.90, 96.04]


def test_six_deviations_are_compared_with_the_tolerance() -> None:
    """6·0.302372/8 = 22.68 %."""
    found = crossed(STUDY, tolerance=8).variation
    assert found.gauge.tolerance == pytest.approx(6 * 0.302372 / 8, rel=1e-5)
    assert crossed(STUDY).variation.gauge.tolerance is None


def test_average_and_range_of_the_manual() -> None:
    """AIAG MSA table III-B 6a: EV 0.20188, AV 0.22963, GRR 0.30575, PV 1.10456, TV 1.14610, in
    which R̿ and the constants were rounded to four digits; 20.04, 26.68 and 96.38 %; ndc 5."""
    found = average_and_range(STUDY)
    for row, printed in (
        (found.repeatability, 0.20188),
        (found.reproducibility, 0.22963),
        (found.gauge, 0.30575),
        (found.parts, 1.10456),
        (found.total, 1.14610),
    ):
        assert row.deviation == pytest.approx(printed, abs=1.2e-4)
    rows = (found.reproducibility, found.gauge, found.parts)
    assert [100 * row.study for row in rows] == pytest.approx([20.04, 26.68, 96.38], abs=0.011)
    assert found.categories == 5


def test_an_interaction_that_is_not_chance_is_kept() -> None:
    """By hand: two parts, two operators, two trials; cells' means are 1, 5, 9 and 1."""
    cells = {("1", "A"): (0, 2), ("1", "B"): (4, 6), ("2", "A"): (8, 10), ("2", "B"): (0, 2)}
    study = [Measured(p, o, value) for (p, o), pair in cells.items() for value in pair]
    anova, found = crossed(study)
    # Grand mean 4; parts 3, 5; operators 5, 3; interaction 1 - 3 - 5 + 4 = -3 in each cell.
    assert anova.parts.squares == pytest.approx(8)
    assert anova.operators.squares == pytest.approx(8)
    assert anova.interaction is not None
    assert anova.interaction.squares == pytest.approx(72)
    assert anova.repeatability.mean_square == pytest.approx(2)
    assert anova.interaction.f == pytest.approx(36)
    assert anova.parts.f == pytest.approx(8 / 72)
    assert found.interaction is not None
    assert found.interaction.deviation**2 == pytest.approx((72 - 2) / 2)
    assert found.parts.deviation == 0
    assert found.reproducibility.deviation**2 == pytest.approx(35)
    assert found.categories == 1


def test_a_study_with_interaction_equals_statsmodels() -> None:
    """statsmodels 0.15, anova_lm of y ~ part·operator, and F of parts and operators against the
    interaction; of the estimated variances that of operators is negative and so 0."""
    cells = (
        [(23.24, 22.65), (22.46, 22.26), (20.31, 20.46)],
        [(22.32, 21.96), (23.23, 23.37), (23.69, 23.69)],
        [(18.14, 18.62), (18.34, 18.82), (18.17, 18.21)],
        [(18.59, 18.28), (18.07, 17.83), (18.74, 17.99)],
        [(21.0, 20.48), (21.94, 22.13), (20.78, 20.77)],
    )
    anova, found = crossed(
        [
            Measured(str(part), operator, value)
            for part, row in enumerate(cells)
            for operator, pair in zip("ABC", row, strict=True)
            for value in pair
        ]
    )
    assert anova.interaction is not None
    assert anova.interaction.f == pytest.approx(19.8106112469)
    assert anova.interaction.p_value == pytest.approx(1.18340597944e-06)
    assert anova.parts.f == pytest.approx(20.45555097537327)
    assert anova.parts.p_value == pytest.approx(0.0002922086563864833)
    assert anova.operators.f == pytest.approx(0.5919057480740678)
    assert anova.operators.p_value == pytest.approx(0.5757952848149424)
    assert found.interaction is not None
    variances = [
        row.deviation**2
        for row in (found.repeatability, found.operators, found.interaction, found.parts)
    ]
    assert variances == pytest.approx([0.06816666666666667, 0, 0.6411283333333303, 4.378871666667])


def test_nested_study() -> None:
    """JASP's example: F 38.849 and 0.696, p 4.46e-9 and 0.5176; contribution 5.019 and 94.981 %;
    deviations 0.284019 and 1.235550, study variation 22.403 and 97.458 %."""
    anova, found = nested(NEST)
    assert anova.parts.f == pytest.approx(38.849173553719)
    assert anova.parts.p_value == pytest.approx(4.4622407258139e-09)
    assert anova.operators.f == pytest.approx(0.696059139499019)
    assert anova.operators.p_value == pytest.approx(0.51759708068839)
    assert 100 * found.gauge.contribution == pytest.approx(5.01892466428164)
    assert found.gauge.deviation == pytest.approx(0.284018778721877)
    assert 100 * found.gauge.study == pytest.approx(22.4029566447861)
    assert found.parts.deviation == pytest.approx(1.23554981013852)
    assert 100 * found.parts.study == pytest.approx(97.458234816622)
    assert found.reproducibility.deviation == 0


@given(st.integers(0, 10**6), st.floats(-100, 100), st.floats(0.01, 100))
def test_shares_do_not_mind_units(seed: int, shift: float, scale: float) -> None:
    random = Random(seed)
    study = [
        Measured(part, operator, random.gauss(int(part), 0.3))
        for part, operator, _ in product("1234", "AB", range(3))
    ]
    moved = [each._replace(value=shift + scale * each.value) for each in study]
    for method in (lambda s: crossed(s).variation, average_and_range):
        one, other = method(study), method(moved)
        assert other.gauge.study == pytest.approx(one.gauge.study, rel=1e-5)
        assert other.gauge.deviation == pytest.approx(scale * one.gauge.deviation, rel=1e-5)
        assert one.gauge.contribution + one.parts.contribution == pytest.approx(1)


def test_the_components_are_found_on_average() -> None:
    """300 simulated studies, seed 12: σ² of repeatability 1, operators 4, parts 9."""
    random = Random(12)
    sums = [0.0, 0.0, 0.0]
    for _ in range(300):
        of_part = {part: random.gauss(0, 3) for part in "1234567890"}
        of_operator = {operator: random.gauss(0, 2) for operator in "ABCDEF"}
        study = [
            Measured(p, o, of_part[p] + of_operator[o] + random.gauss(0, 1))
            for p, o, _ in product(of_part, of_operator, range(2))
        ]
        found = crossed(study).variation
        for index, row in enumerate((found.repeatability, found.operators, found.parts)):
            sums[index] += row.deviation**2 / 300
    assert sums == pytest.approx([1, 4, 9], rel=0.15)


@pytest.mark.parametrize(
    ("call", "error", "zh"),
    [
        (lambda: crossed(STUDY[:-1]), Unbalanced, "C 对零件 10 测量了 2 次，其余为 3 次"),
        (
            lambda: crossed([m for m in STUDY if (m.part, m.operator) != ("1", "A")]),
            Unbalanced,
            "A 对零件 1 测量了 0 次",
        ),
        (lambda: crossed([m for m in STUDY if m.part == "1"]), TooFew, "零件仅有 1 个"),
        (lambda: crossed([m for m in STUDY if m.operator == "A"]), TooFew, "操作者仅有 1 个"),
        (lambda: crossed(STUDY[:10] + STUDY[30:40]), TooFew, "重复次数仅有 1 个"),
        (lambda: crossed([m._replace(value=1.0) for m in STUDY]), NoVariation, "均相同"),
        (lambda: average_and_range(STUDY[1:]), Unbalanced, "测量了 2 次"),
        (lambda: crossed([STUDY[0]._replace(value=float("nan"))]), NotFinite, "nan"),
        (lambda: nested(STUDY), PartShared, "零件 1 由多名操作者测量"),
        (lambda: nested(NEST[:-2]), Unbalanced, "C 对零件 合计"),
        (lambda: nested(NEST[:-1]), Unbalanced, "C 对零件 15 测量了 1 次"),
        (lambda: nested(NEST[:10]), TooFew, "操作者仅有 1 个"),
        (lambda: linearity.linearity({1.0: [1, 2], 2.0: [2, 3]}), TooFew, "参考值仅有 2 个"),
        (lambda: linearity.bias([1.0], 1), TooFew, "数值仅有 1 个"),
        (lambda: linearity.bias([2.0, 2.0], 1), NoVariation, "仪器分辨力"),
        (lambda: linearity.bias([2.0, 2.1], float("inf")), NotFinite, "inf"),
    ],
)
def test_what_is_no_study_says_so(call: object, error: type[Unanswerable], zh: str) -> None:
    assert callable(call)
    with pytest.raises(error) as raised:
        call()
    assert zh in raised.value.text.zh


def test_linearity_of_the_manual() -> None:
    """AIAG MSA III-B: bias = 0.736667 - 0.131667·x, s 0.23954, R² 71.4 %, t -12.043 and 10.158;
    bias 0.491667, 0.125, 0.025, -0.291667, -0.616667, on average -0.053333."""
    found = linearity.linearity(LINEARITY)
    assert round(found.line.intercept, 6) == 0.736667
    assert round(found.line.slope, 6) == -0.131667
    assert round(found.line.s, 5) == 0.23954
    assert round(100 * found.line.r_squared, 1) == 71.4
    assert (round(found.slope_t, 3), round(found.intercept_t, 3)) == (-12.043, 10.158)
    assert [round(each.bias, 6) for each in found.biases.values()] == [
        0.491667, 0.125, 0.025, -0.291667, -0.616667,
    ]  # fmt: skip
    assert round(found.mean_bias, 6) == -0.053333
    low, high = found.band(6)
    assert (low + high) / 2 == pytest.approx(found.mean_bias)
    assert high - low == pytest.approx(2 * 2.0017175 * 0.23954 / 60**0.5, rel=1e-4)


def test_bias_of_the_manual() -> None:
    """AIAG MSA tables III-B 1 and 2: mean 6.0067, s 0.2120, interval -0.1107 to 0.1241."""
    values = [5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1, 6.2, 5.6, 6.0]
    found = linearity.bias(values, 6.0)
    assert round(found.bias, 4) == 0.0067
    assert round(found.deviation, 4) == 0.2120
    assert (round(found.low, 4), round(found.high, 4)) == (-0.1107, 0.1241)
    assert found.p_value > 0.05
