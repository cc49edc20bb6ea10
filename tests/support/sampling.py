"""Long suites run whole in `make test-long` and by sample in `make test`."""

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings

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


def machine_settings(examples: int, steps: int) -> settings:
    """Return how a state machine runs: so many sequences of at most so many steps.

    A short run is the same every time. A long run explores; hypothesis prints the steps of the
    shortest failure it found and how to repeat it (`@reproduce_failure`).
    """
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not LONG,
        database=None,
        print_blob=True,
    )
