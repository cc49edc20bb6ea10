"""The simulated plant's clock: a day that is named is not over before the command is sent."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock

ZONE = "Asia/Shanghai"


def world(hour: int, minute: int, second: int) -> World:
    """A Tuesday in March, months before the present."""
    start = datetime(2026, 3, 3, hour, minute, second, tzinfo=ZoneInfo(ZONE))
    nobody: Any = None
    end = clock.instant(start + timedelta(days=200))
    return World(nobody, 1, clock.instant(start), end, ZONE)


@pytest.mark.parametrize("second", range(0, 60, 5))
def test_a_day_is_left_before_it_is_named(second: int) -> None:
    found = world(17, 59, second)
    found.leave_time(60)
    named = found.today
    found.pass_time(59)
    assert found.today == named


def test_in_the_middle_of_a_day_no_time_passes() -> None:
    found = world(11, 0, 0)
    found.leave_time(60)
    assert found.moment == world(11, 0, 0).moment
