"""The limits that a point is to keep, beside those that its process shows by itself."""

from typing import NamedTuple

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.reader import Reader
from lotproof.modules.monitoring.queries import Point, limits_at, limits_of_phases
from lotproof.modules.monitoring.vocabulary import Phase
from lotproof.modules.spc.vocabulary import Basis


class Specified(NamedTuple):
    """Lower and upper limit and target in the unit of the point."""

    basis: Basis
    low: float | None
    high: float | None
    target: float | None


def specified(reader: Reader, point: Point) -> Specified | None:
    """The specification while the machine runs; where there is none, the action limits."""
    limits = limits_at(reader, point.id, reader.now)
    running = None if limits is None else limits_of_phases(reader, limits.id).get(Phase.RUN)
    if limits is None or running is None:
        return None
    scale = 10 ** UNITS[point.unit].decimals

    def figure(steps: Amount | None) -> float | None:
        return None if steps is None else steps / scale

    target = figure(limits.target)
    for basis, low, high in (
        (Basis.SPECIFICATION, running.specification_low, running.specification_high),
        (Basis.ACTION, running.action_low, running.action_high),
    ):
        if low is not None or high is not None:
            return Specified(basis, figure(low), figure(high), target)
    return None
