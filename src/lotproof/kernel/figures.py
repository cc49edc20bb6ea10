"""Figures that modules declare: what waits, what is wrong, what is late, and what happened when.

Each says which list it counts, so that it opens to exactly what it counted. First page, inbox and
dashboard are derived from here; none of them has a list of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text, t

FOUND_MAX = 500
"""Records that a figure names one by one; a list takes no more ids in its filter."""

Filters = Mapping[str, str]
"""Filters of a list: `{"state": "open", "due_on.max": "2026-03-01"}`."""
Find = Callable[[Reader, int], list[int]]
"""The ids of at most so many records, where a list's filters cannot say which are meant."""


class Group(StrEnum):
    """What a figure is to whoever sees it."""

    WAITING = "waiting"
    """Somebody has to do the figure's command."""
    WRONG = "wrong"
    LATE = "late"


@dataclass(frozen=True)
class Figure:
    """A number of records as they are now."""

    code: str
    label: Text
    group: Group
    kind: str
    filters: Callable[[Reader], Filters]
    find: Find | None
    command: str | None
    """The kind of command that works it off; shown to whoever may send that."""


@dataclass(frozen=True)
class Trend:
    """What happened in a period: the records whose instant `at` lies in it.

    Counted, or `adds` (amount fields, all in `unit`) summed. With `part` or `out_of` it is a
    share: of the records those that fulfil `part` too, or of the sum of `out_of` that of `adds`.
    """

    code: str
    label: Text
    topic: str
    kind: str
    at: str
    filters: Filters
    part: Filters
    adds: tuple[str, ...]
    out_of: tuple[str, ...]
    unit: str | None

    @property
    def is_share(self) -> bool:
        return bool(self.part or self.out_of)


FIGURES: dict[str, Figure] = {}
TRENDS: dict[str, Trend] = {}


def figure(
    code: str,
    label: Text,
    group: Group,
    kind: str,
    *,
    filters: Callable[[Reader], Filters] | Filters | None = None,
    find: Find | None = None,
    command: str | None = None,
) -> Figure:
    """Declare a figure by the filters of its list, or by a search for its records."""
    if code in FIGURES or (filters is None) == (find is None):
        raise TypeError(f"{code!r} is a new figure with filters or a search")
    said: Any = filters or {}
    of = said if callable(said) else lambda _: said
    FIGURES[code] = Figure(code, label, group, kind, of, find, command)
    return FIGURES[code]


def trend(
    code: str,
    label: Text,
    topic: str,
    kind: str,
    at: str,
    *,
    filters: Filters | None = None,
    part: Filters | None = None,
    adds: tuple[str, ...] = (),
    out_of: tuple[str, ...] = (),
    unit: str | None = None,
) -> Trend:
    """Declare a trend; `at` is an instant field with an index."""
    if code in TRENDS or (adds and unit is None) or (out_of and not adds):
        raise TypeError(f"{code!r} is a new trend; what it adds has one unit")
    TRENDS[code] = Trend(
        code, label, topic, kind, at, filters or {}, part or {}, adds, out_of, unit
    )
    return TRENDS[code]


figure(
    "kernel.tasks_open",
    t("Tasks to be looked at", "待处理任务"),
    Group.WAITING,
    "kernel.task",
    filters={"state": "open"},
    command="kernel.finish_task/1",
)
figure(
    "kernel.fallback_holds",
    t("Holds by the system", "系统暂扣"),
    Group.WRONG,
    "kernel.fallback_hold",
    filters={"is_active": "true"},
)
trend(
    "kernel.tasks_opened",
    t("Deviating facts and failed reactions", "偏离事实与联动失败"),
    "quality",
    "kernel.task",
    "opened_at",
)
