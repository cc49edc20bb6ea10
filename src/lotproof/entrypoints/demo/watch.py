"""Who answers for alerts in the story, by when, and when its people work."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from lotproof.entrypoints.demo.world import World
from lotproof.kernel.work import Reader
from lotproof.modules.calendars.queries import WorkingCalendar
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId

_WHY: Final = "Agreed in the management review 管理评审决定"
_BASIS: Final = "General Office of the State Council, 4 November 2025 国务院办公厅 2025-11-04 通知"
_OFF: Final = (
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
)
"""Public holidays of 2026 with their days."""
_MADE_UP: Final = (
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
)
"""Weekend days that are worked instead."""
_SHIFTS: Final = (("Early 早班", "08:00", "16:00"), ("Late 中班", "16:00", "24:00"))

_NOTICE_DAYS: Final = 7
"""A weekend may pass before the policy is said, and it holds from that day on at the earliest."""


def _role(code: str, reader: Reader) -> str:
    found = role_by_code(reader, code)
    assert found is not None, "it is one of the standard roles"
    return RoleId.text(found.id)


def prepare(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """The calendar of the site, the policy, and engineers for what monitoring notices."""
    if look(lambda reader: bool(reader.find(WorkingCalendar))):
        return
    calendar = {
        "calendar_id": world.do(
            "planner",
            "calendars.define_calendar",
            code="TWO-SHIFT",
            name="Two shifts 两班制",
            applies_from=world.today,
            shifts=[
                {"name": name, "weekdays": "12345", "starts": starts, "ends": ends}
                for name, starts, ends in _SHIFTS
            ],
        ).value("calendar_id")
    }
    days = [*_holidays(), *({"day": each, "kind": "working"} for each in _MADE_UP)]
    world.do("planner", "calendars.set_days", basis=_BASIS, days=days, **calendar)
    world.do("planner", "calendars.assign_calendar", **calendar)
    engineers, managers = (look(partial(_role, code)) for code in ("engineer", "quality_manager"))
    world.do(
        "quality",
        "alerts.set_policy",
        effective_on=world.day(_NOTICE_DAYS),
        default_role_id=engineers,
        management_role_id=managers,
        reason=_WHY,
    )
    world.do(
        "quality",
        "alerts.set_route",
        rule="monitoring",
        owner_role_id=engineers,
        reason=_WHY,
    )


def _holidays() -> Iterator[dict[str, str]]:
    for first, length in _OFF:
        for offset in range(length):
            day = date.fromisoformat(first) + timedelta(days=offset)
            yield {"day": day.isoformat(), "kind": "holiday"}
