"""The words of working calendars."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor, subject
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleId, UserId


class CalendarId(Id, prefix="wcl", label=t("Working calendar", "工作日历")):
    """When a part of the plant works."""


class CalendarVersionId(Id, prefix="wcv", label=t("Version of a working calendar", "日历版本")):
    """The shifts of a calendar from a day on."""


class RosterId(Id, prefix="wcr", label=t("On a shift", "当班安排")):
    """That somebody, or whoever holds a role, works in a shift from a day on."""


class CalendarState(Choice):
    IN_USE = "in_use", "in use", "在用"
    RETIRED = "retired", "retired", "停用"


CALENDAR_LIFE: Final = LifeCycle(
    t("Working calendar", "工作日历"),
    {CalendarState.IN_USE: {CalendarState.RETIRED}, CalendarState.RETIRED: ()},
)


class DayKind(Choice):
    """A day that is not as its weekday says."""

    HOLIDAY = "holiday", "holiday", "放假"
    WORKING = "working", "working day made up", "调休上班"


class DayState(Choice):
    HOLDS = "holds", "holds", "有效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"


DAY_LIFE: Final = LifeCycle(
    t("Exceptional day", "例外日"),
    {DayState.HOLDS: {DayState.WITHDRAWN}, DayState.WITHDRAWN: {DayState.HOLDS}},
)


class Weekday(Choice):
    """As ISO 8601 numbers them, Monday first."""

    MONDAY = "monday", "Monday", "星期一"
    TUESDAY = "tuesday", "Tuesday", "星期二"
    WEDNESDAY = "wednesday", "Wednesday", "星期三"
    THURSDAY = "thursday", "Thursday", "星期四"
    FRIDAY = "friday", "Friday", "星期五"
    SATURDAY = "saturday", "Saturday", "星期六"
    SUNDAY = "sunday", "Sunday", "星期日"


CalendarCode = Annotated[
    str,
    Meaning(
        label=t("Calendar code", "日历代码"),
        help=t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。"),
        length_max=20,
        pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*",
    ),
]
CalendarName = Annotated[
    str, Meaning(label=t("Calendar name", "日历名称"), length_max=120, pattern=r".*\S.*")
]
StateOfCalendar = Annotated[CalendarState, Meaning(label=t("State", "状态"))]
AppliesFrom = Annotated[
    date,
    Meaning(
        label=t("First day", "起始日期"),
        help=t("Its shifts hold from this day on.", "自该日起按这些班次。"),
    ),
]
SetBy = Annotated[str, actor(t("Set by", "设置人"))]

# --- shifts -------------------------------------------------------------------------------------

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
ShiftName = Annotated[str, Meaning(label=t("Shift", "班次"), length_max=40, pattern=r".*\S.*")]
ShiftWeekdays = Annotated[
    str,
    Meaning(
        label=t("Weekdays", "星期"),
        help=t(
            "Numbers in order: 1 is Monday, 7 is Sunday; 12345 is Monday to Friday.",
            "按顺序填数字：1 为星期一，7 为星期日；12345 即周一至周五。",
        ),
        length_max=7,
        pattern="|".join("?".join("1234567"[:last]) for last in range(7, 0, -1)),
    ),
]
ShiftStart = Annotated[
    str,
    Meaning(
        label=t("Begins", "开始"),
        help=t("Site time, such as 08:00.", "厂区当地时间，如 08:00。"),
        length_max=5,
        pattern=_CLOCK,
    ),
]
ShiftEnd = Annotated[
    str,
    Meaning(
        label=t("Ends", "结束"),
        help=t(
            "Site time, such as 17:00; 24:00 is midnight. Not after its beginning: the next day.",
            "厂区当地时间，如 17:00；24:00 为午夜。不晚于开始时间即为次日。",
        ),
        length_max=5,
        pattern=rf"{_CLOCK}|24:00",
    ),
]


class ShiftGiven(Shape):
    """A shift, and on which weekdays it begins."""

    name: ShiftName
    weekdays: ShiftWeekdays
    starts: ShiftStart
    ends: ShiftEnd


ShiftsGiven = Annotated[
    list[ShiftGiven],
    Meaning(label=t("Shifts", "班次"), items_max=20),
]

# --- single days --------------------------------------------------------------------------------

ExceptionalDay = Annotated[date, Meaning(label=t("Day", "日期"))]
KindOfDay = Annotated[DayKind, Meaning(label=t("Kind of day", "类别"))]
WorkedLike = Annotated[
    Weekday,
    Meaning(
        label=t("Worked like a", "按星期几上班"),
        help=t("Whose shifts a made-up working day has.", "调休上班日按该星期几的班次。"),
    ),
]
DayBasis = Annotated[
    str,
    Meaning(
        label=t("Basis", "依据"),
        help=t(
            "The notice that says so, with its number.",
            "规定该安排的通知及文号。",
        ),
        length_max=200,
        pattern=r".*\S.*",
    ),
]
StateOfDay = Annotated[DayState, Meaning(label=t("State", "状态"))]


class DayGiven(Shape):
    """One day that is not as its weekday says."""

    day: ExceptionalDay
    kind: KindOfDay
    worked_like: WorkedLike = Weekday.MONDAY


DaysGiven = Annotated[list[DayGiven], Meaning(label=t("Days", "日期"), items_max=120)]

# --- where it applies ---------------------------------------------------------------------------

PlaceOf = Annotated[
    str,
    subject(
        t("Where it applies", "适用处"),
        t("An area such as are_2; sit_1 is the whole site.", "区域，如 are_2；sit_1 为整个厂区。"),
    ),
]

# --- who works in which shift -------------------------------------------------------------------

OnShiftPerson = Annotated[UserId, Meaning(label=t("Person", "人员"))]
OnShiftRole = Annotated[
    RoleId,
    Meaning(
        label=t("Role", "角色"),
        help=t("Whoever holds it works in this shift.", "持有该角色的人员均在此班次。"),
    ),
]
FirstDayOn = Annotated[
    date,
    Meaning(
        label=t("First day", "起始日期"),
        help=t(
            "A shift over midnight is of the day on which it begins.", "跨零点的班次按开始日计。"
        ),
    ),
]
LastDayOn = Annotated[
    date,
    Meaning(
        label=t("Last day", "截止日期"),
        help=t("Included. Without one: until somebody ends it.", "含当日；不填则至另行终止为止。"),
    ),
]
