"""Gauge R&R by averages and ranges: the sheet of AIAG, Measurement Systems Analysis, chapter III.

EV = R̿·K1, AV = √((X̄diff·K2)² - EV²/(parts·trials)), PV = Rp·K3, with K1 = 1/d2(trials) and K2,
K3 = 1/d2* of one range of operators and of parts. It does not see an interaction of operator and
part; `gauge.crossed` does.
"""

from collections.abc import Sequence
from statistics import fmean

from lotproof.statistics.constants import d2, d2_star
from lotproof.statistics.gauge import Measured, Variation, crossed, variation


def average_and_range(measured: Sequence[Measured], tolerance: float | None = None) -> Variation:
    """Every operator measured every part equally often. Raises as `gauge.crossed`."""
    crossed(measured)  # refuses what is not balanced
    parts = list(dict.fromkeys(each.part for each in measured))
    operators = list(dict.fromkeys(each.operator for each in measured))
    cells = {
        (part, operator): [m.value for m in measured if (m.part, m.operator) == (part, operator)]
        for part in parts
        for operator in operators
    }
    trials = len(cells[parts[0], operators[0]])
    means = {key: fmean(values) for key, values in cells.items()}
    mean_range = fmean(max(values) - min(values) for values in cells.values())
    equipment = (mean_range / d2(trials)) ** 2
    apart = _spread([fmean(means[part, each] for part in parts) for each in operators])
    appraisers = (apart / d2_star(len(operators), 1)) ** 2 - equipment / (len(parts) * trials)
    reach = _spread([fmean(means[part, each] for each in operators) for part in parts])
    return variation(
        repeatability=equipment,
        operators=appraisers,
        interaction=None,
        parts=(reach / d2_star(len(parts), 1)) ** 2,
        tolerance=tolerance,
    )


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)
