"""The demonstration's clock keeps to working hours and never passes the present."""

from datetime import timedelta
from typing import NoReturn

from hypothesis import given
from hypothesis import strategies as st

from lotproof.entrypoints.demo.world import World, local
from lotproof.kernel.clock import Instant
from lotproof.kernel.submission import Submission

ZONE = "Asia/Shanghai"
HOUR_US = 3_600_000_000


def nobody(submission: Submission) -> NoReturn:
    raise AssertionError(f"{submission.kind} is not sent")


@given(
    hours=st.integers(0, 24 * 21),
    steps=st.lists(st.floats(0.001, 40 * 3600), min_size=1, max_size=60),
)
def test_the_present_is_never_passed(hours: int, steps: list[float]) -> None:
    start = local(2026, 3, 2, ZONE)
    world = World(nobody, 7, start, Instant(start + hours * HOUR_US), ZONE)
    for step in steps:
        before = world.moment
        world.pass_time(step)
        assert world.moment > before, "time passes"
        # No entry may stand at the same moment as the one before it: some microseconds.
        assert world.moment <= world.end + timedelta(milliseconds=10)
        assert world.moment.weekday() < 5 or world.end - before < timedelta(days=7)
