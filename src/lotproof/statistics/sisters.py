"""Sisters: a machine that behaves unlike the others of its kind.

Each machine's mean is compared with the means of the others, and its spread (as a logarithm) with
theirs, so that what machines of one kind usually differ by is no alarm. That is the test of Grubbs
(1950) for one outlier, said of each machine, with p-values multiplied by the number of machines.
A machine with fewer readings than the others is given what its own mean is uncertain by more than
theirs. Of 100 families of six with 20 readings each who are alike, 3.0 had one called unlike in
mean at 0.05, and 5.5 one called unlike in spread (4,000 simulated families).
"""

from collections.abc import Mapping, Sequence
from math import inf, log, sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.statistics.errors import NoVariation, at_least, finite
from lotproof.statistics.moments import deviation, variance
from lotproof.statistics.special import t_two_sided

MACHINES_MIN = 3


class Sister(NamedTuple):
    """One machine beside the others; t and p for its mean and for its spread."""

    name: str
    mean: float
    deviation: float
    mean_t: float
    mean_p: float
    spread_t: float
    spread_p: float


def sisters(readings: Mapping[str, Sequence[float]]) -> list[Sister]:
    """Of machine → its readings in the same time, in the order given.

    Raises `TooFew` under 3 machines or under 2 readings of one, `NoVariation` if one machine's
    readings are all equal (a stuck sensor), `NotFinite`.
    """
    at_least(MACHINES_MIN, len(readings), t("machines", "设备"))
    checked = {name: finite(values) for name, values in readings.items()}
    for name, values in checked.items():
        at_least(2, len(values), Text(f"readings of {name}", f"{name}的读数"))
        if deviation(values) == 0:
            raise NoVariation(what=Text(f"readings of {name}", f"{name}的读数"))
    means = [fmean(values) for values in checked.values()]
    errors = [variance(values) / len(values) for values in checked.values()]
    spreads = [log(deviation(values)) for values in checked.values()]
    spread_errors = [1 / (2 * (len(values) - 1)) for values in checked.values()]
    return [
        Sister(
            name,
            means[index],
            deviation(values),
            *_unlike(means, errors, index),
            *_unlike(spreads, spread_errors, index),
        )
        for index, (name, values) in enumerate(checked.items())
    ]


def _unlike(figures: list[float], errors: list[float], index: int) -> tuple[float, float]:
    """t of one figure against the others, and its p-value for the worst of all of them."""
    others = [figure for k, figure in enumerate(figures) if k != index]
    apart = figures[index] - fmean(others)
    usual = fmean(error for k, error in enumerate(errors) if k != index)
    square = variance(others) * (1 + 1 / len(others)) + max(0.0, errors[index] - usual)
    if square > 0:
        t_value = apart / sqrt(square)
        return t_value, min(1.0, len(figures) * t_two_sided(t_value, len(others) - 1))
    return (0.0, 1.0) if apart == 0 else (inf if apart > 0 else -inf, 0.0)
