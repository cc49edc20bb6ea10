"""Working calendars: when the plant works, so that a due time counts hours in which people are
there.

A calendar has shifts by weekday, in versions with a first day, and single days that are otherwise:
holidays, and the weekend days that are worked instead, with the notice that says so. It applies to
an area, or to every area that has none of its own. Its roster says who works in which shift, by
name or by role, from a day on.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "calendars", t("Working calendars", "工作日历"), Tier.FOUNDATION, ("people", "sites")
)
