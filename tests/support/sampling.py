"""Long suites run whole in `make test-long` and by sample in `make test`."""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")

LONG = os.environ.get("LOTPROOF_LONG", "0") == "1"


def sampled(cases: Sequence[Case], count: int, *, whole: bool = LONG) -> list[Case]:
    """Return all cases in a long run, else `count` of them, evenly spread, first and last included.

    The choice is the same in every run and on every worker, as parallel collection demands.
    """
    if count < 2:
        raise ValueError(f"a sample has at least a first and a last case, not {count}")
    if whole or len(cases) <= count:
        return list(cases)
    return [cases[step * (len(cases) - 1) // (count - 1)] for step in range(count)]
