"""The site a ledger belongs to, and the kernel's own safety net: tasks and fallback holds."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t


class SiteId(Id, prefix="sit", label=t("Site", "站点")):
    """One plant with its own ledger."""


class TaskId(Id, prefix="tsk", label=t("Task", "任务")):
    """Something a person has to look at."""


class HoldId(Id, prefix="fbh", label=t("Fallback hold", "系统暂扣")):
    """A hold the kernel itself places."""


class Source(Choice):
    """How an input came in."""

    HAND = "hand", "typed by hand", "手工录入"
    SCAN = "scan", "scanned", "扫码"
    API = "api", "other program", "外部程序"
    IMPORT = "import", "file import", "文件导入"
    MACHINE = "machine", "machine", "设备"
    REACTION = "reaction", "reaction", "系统联动"
    SYSTEM = "system", "system", "系统"


class Trust(Choice):
    """How far a source may be believed; from its registration, not from its own word."""

    INSTRUMENT = "instrument", "calibrated instrument", "已校准仪器"
    SYSTEM = "system", "validated system", "已验证系统"
    SCANNED = "scanned", "scanned and checked", "扫码并校验"
    TYPED = "typed", "typed by a person", "人工录入"
    UNVERIFIED = "unverified", "not verified", "未经核实"


TRUST_OF = {
    Source.HAND: Trust.TYPED,
    Source.SCAN: Trust.SCANNED,
    Source.API: Trust.UNVERIFIED,
    Source.IMPORT: Trust.UNVERIFIED,
    Source.MACHINE: Trust.INSTRUMENT,
    Source.REACTION: Trust.SYSTEM,
    Source.SYSTEM: Trust.SYSTEM,
}


class TaskState(Choice):
    OPEN = "open", "open", "待处理"
    DONE = "done", "done", "已完成"


TASK_LIFE = LifeCycle(t("Task", "任务"), {TaskState.OPEN: {TaskState.DONE}, TaskState.DONE: ()})

DETAIL_MAX = 2_000
SubjectText = Annotated[
    str,
    Meaning(
        label=t("Subject", "对象"),
        help=t("An id such as lot_12.", "编号，如 lot_12。"),
        length_max=80,
    ),
]


@record("kernel.site", t("Site", "站点"))
class Site(Record):
    """The one row that says which site this is; written by the ledger's first entry."""

    id: SiteId
    name: Annotated[str, Meaning(label=t("Site name", "站点名称"))]
    origin: Annotated[
        str,
        Meaning(
            label=t("Ledger origin", "账本来源名"),
            help=t("Schema-less URL without spaces or +.", "不带协议头的 URL，不含空格和 +。"),
            pattern=r"[a-z0-9./_-]{3,100}",
        ),
    ]
    zone: Annotated[str, Meaning(label=t("Time zone", "时区"), length_max=40)]
    is_demonstration: Annotated[bool, Meaning(label=t("Demonstration", "演示"))]
    opened_at: Annotated[Instant, Meaning(label=t("Opened at", "启用时间"))]


@record("kernel.task", t("Task", "任务"), index=[("state",), ("opened_at",)])
class Task(Record):
    """What somebody must look at: a failed reaction, a fact that deviates."""

    id: TaskId
    subject: SubjectText
    code: Annotated[str, Meaning(label=t("Code", "代码"), length_max=80)]
    detail: Annotated[
        str, Meaning(label=t("Detail", "说明（英文）"), length_max=DETAIL_MAX, multiline=True)
    ]
    command_id: Annotated[str, Meaning(label=t("Command", "命令"), length_max=36)]
    opened_at: Annotated[Instant, Meaning(label=t("Opened at", "创建时间"))]
    state: Annotated[TaskState, Meaning(label=t("State", "状态"))] = TaskState.OPEN
    done_at: Annotated[Instant | None, Meaning(label=t("Done at", "完成时间"))] = None
    outcome: Annotated[
        str | None,
        Meaning(
            label=t("Outcome", "处理结果"),
            length_max=1000,
            personal=True,
            needed=True,
            multiline=True,
        ),
    ] = None
    detail_zh: Annotated[
        str | None,
        Meaning(label=t("Detail in Chinese", "说明"), length_max=DETAIL_MAX, multiline=True),
    ] = None


@record("kernel.fallback_hold", t("Fallback hold", "系统暂扣"), index=[("subject", "is_active")])
class FallbackHold(Record):
    """A subject on which gates say no until its task is done."""

    id: HoldId
    subject: SubjectText
    task_id: TaskId
    cause: Annotated[str, Meaning(label=t("Cause", "原因"), length_max=80)]
    is_active: Annotated[bool, Meaning(label=t("Active", "有效"))] = True
