"""The kernel's own commands: opening a ledger, and clearing the tasks it opens itself."""

from collections.abc import Sequence
from typing import Annotated

from lotproof.kernel.meaning import Meaning, fields_of
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import Command, Event, command, event, handles
from lotproof.kernel.site import (
    DETAIL_MAX,
    TASK_LIFE,
    FallbackHold,
    HoldId,
    Site,
    SiteId,
    Task,
    TaskId,
    TaskState,
)
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Frame, Work

_SITE = {field.name: field.meaning for field in fields_of(Site)}


WithheldParts = Annotated[
    list[str],
    Meaning(
        label=t("Withheld parts", "不提供的内容"),
        help=t("Names of parts to leave out.", "不导出的部分名称。"),
        length_max=40,
        items_max=40,
    ),
]


class LedgerOpen(
    Refused,
    code="ledger_open",
    en="This ledger was opened before as {origin}.",
    zh="该账本此前已作为 {origin} 启用。",
):
    """A site is opened once."""


@command(
    "ledger.open/1",
    t("Open ledger", "启用账本"),
    permission="kernel.ledger.open",
    zh="启用一个站点的账本：这是账本的第一条记录，说明它属于谁、是否为演示。",
    by_program=True,
)
class OpenLedger(Command):
    """Open a site's ledger: its first entry says whose it is and whether it is a demonstration."""

    name: Annotated[str, _SITE["name"]]
    origin: Annotated[str, _SITE["origin"]]
    zone: Annotated[str, _SITE["zone"]]
    is_demonstration: Annotated[bool, _SITE["is_demonstration"]]


@event("ledger.opened/1", t("Ledger opened for {name}", "为 {name} 启用账本"))
class LedgerOpened(Event):
    name: Annotated[str, _SITE["name"]]


@handles(OpenLedger, emits=(LedgerOpened,))
def open_ledger(command: OpenLedger, work: Work) -> None:
    existing = work.seek(Site, 1)
    if existing is not None:
        raise LedgerOpen(origin=existing.origin)
    work.add(
        Site(
            SiteId(1),
            command.name,
            command.origin,
            command.zone,
            command.is_demonstration,
            work.now,
        )
    )
    work.record(LedgerOpened(name=command.name))


@command(
    "kernel.finish_task/1",
    t("Finish task", "完成任务"),
    permission="kernel.task.finish",
    zh="说明任务的处理结果并完成它；系统因它设置的暂扣随之解除。",
    needs_reason=True,
)
class FinishTask(Command):
    """Say how a task was dealt with; the holds the kernel placed with it are lifted."""

    task_id: TaskId


@event("kernel.task_finished/1", t("Task {task_id} finished", "任务 {task_id} 已完成"))
class TaskFinished(Event):
    task_id: TaskId


@handles(FinishTask, emits=(TaskFinished,))
def finish_task(command: FinishTask, work: Work) -> None:
    task = work.take(Task, command.task_id)
    task.state = TASK_LIFE.move(TaskId.text(task.id), task.state, TaskState.DONE)
    task.done_at, task.outcome = work.now, work.reason
    for hold in work.take_all(FallbackHold, task_id=task.id, is_active=True):
        hold.is_active = False
    work.record(TaskFinished(task_id=task.id))


@command(
    "ledger.export/1",
    t("Export ledger", "导出账本"),
    permission="kernel.ledger.export",
    zh="把账本连同所选内容导出为可离线核验的文件夹；导出本身也被记录。",
    by_program=True,
)
class ExportLedger(Command):
    """Write the ledger into a folder that anybody can check offline; the export is recorded."""

    withheld: WithheldParts


@event("ledger.exported/1", t("Ledger exported", "账本已导出"))
class LedgerExported(Event):
    withheld: WithheldParts


@handles(ExportLedger, emits=(LedgerExported,))
def export_ledger(command: ExportLedger, work: Work) -> None:
    work.record(LedgerExported(withheld=command.withheld))


def all_of(refusals: Sequence[Refused]) -> Text:
    """What several refusals say, one after the other, in both languages."""
    return Text(
        "; ".join(each.text("en") for each in refusals),
        "；".join(each.text("zh") for each in refusals),
    )


def failure_of(followers: Sequence[Text], error: Exception) -> Text:
    """That what should have followed did not, and why; `followers` name what should have.

    What a database says of a row may hold personal data: it goes to the log only.
    """
    said = all_of([error]) if isinstance(error, Refused) else Text(*[type(error).__name__] * 2)
    en, zh = "; ".join(each.en for each in followers), "；".join(each.zh for each in followers)
    return Text(f"“{en}” did not follow: {said.en}", f"未能自动执行“{zh}”：{said.zh}")


def add_task(
    work: Work, subject: str, code: str, detail: Text, command_id: str | None = None
) -> Task:
    """Something that a person has to look at, said in both languages; nothing is held by it.

    `command_id` is the command that it came of: the one at work, unless told.
    """
    return work.add(
        Task(
            work.new_id(TaskId),
            subject,
            code,
            detail.en[:DETAIL_MAX],
            command_id or work.frame.id,
            work.now,
            detail_zh=detail.zh[:DETAIL_MAX],
        )
    )


def open_task(work: Work, frame: Frame, subjects: list[str], code: str, detail: Text) -> None:
    """A task with a hold on each subject: what the kernel does when it cannot do better."""
    held = subjects[:100] or [frame.command.SPEC.kind]
    task = add_task(work, held[0], code, detail, frame.id)
    for subject in held:
        work.add(FallbackHold(work.new_id(HoldId), subject, TaskId(task.id), code))
