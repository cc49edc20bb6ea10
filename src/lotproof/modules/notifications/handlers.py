"""How people are told, and how they say what they have read."""

from lotproof.kernel.registry import handles
from lotproof.kernel.site import Task, TaskId
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.notifications import rules
from lotproof.modules.notifications.commands import AnnounceTasks, MarkRead, Notify
from lotproof.modules.notifications.events import NoticeRead, PeopleTold
from lotproof.modules.notifications.queries import audience
from lotproof.modules.notifications.records import Notice, TaskTold, Told
from lotproof.modules.notifications.telling import tell
from lotproof.modules.notifications.vocabulary import NoticeId, Severity, Topic
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.queries import Role, User

TASKS_SAID = {
    True: t("A task waits to be looked at", "有 1 项任务待处理"),
    False: t("{count} tasks wait to be looked at", "有 {count} 项任务待处理"),
}


@handles(Notify, emits=(PeopleTold,))
def notify(command: Notify, work: Work) -> None:
    if command.key is not None and work.find(Notice, key=command.key):
        return
    if (command.detail is None) != (command.detail_zh is None):
        raise rules.OneLanguageOnly
    if command.user_id is not None:
        work.get(User, command.user_id)
    if command.role_id is not None:
        work.get(Role, command.role_id)
    to = audience(work, command.topic, command.severity, command.user_id, command.role_id)
    notice = Notice(
        id=work.new_id(NoticeId), told_at=work.now, told=len(to.people), **command.given()
    )
    tell(work, notice, to)
    work.record(_told(notice))


@handles(AnnounceTasks, emits=(PeopleTold,))
def announce_tasks(command: AnnounceTasks, work: Work) -> None:
    told = sorted(set(command.tasks))
    for task_id in told:
        work.get(Task, task_id)
        if work.seek(TaskTold, task_id) is not None:
            raise rules.TaskToldBefore(task=TaskId.text(task_id))
    to = audience(work, Topic.TASK, Severity.WARNING)
    said = tasks_said(len(told))
    notice = Notice(
        id=work.new_id(NoticeId),
        topic=Topic.TASK,
        severity=Severity.WARNING,
        title=said.en,
        title_zh=said.zh,
        told_at=work.now,
        told=len(to.people),
        about=TaskId.text(told[0]) if len(told) == 1 else None,
    )
    tell(work, notice, to)
    for task_id in told:
        work.add(TaskTold(task_id=TaskId(task_id), notice_id=NoticeId(notice.id)))
    work.record(_told(notice))


def tasks_said(count: int) -> Text:
    """What people are told of so many new tasks."""
    return TASKS_SAID[count == 1].fill(count=count)


def _told(notice: Notice) -> PeopleTold:
    return PeopleTold(
        notice_id=NoticeId(notice.id), topic=notice.topic, told=notice.told, about=notice.about
    )


@handles(MarkRead, emits=(NoticeRead,))
def mark_read(command: MarkRead, work: Work) -> None:
    user_id = require_person(work.actor)
    if work.seek(Told, user_id, command.notice_id) is None:
        raise rules.NotTold(notice=NoticeId.text(command.notice_id))
    told = work.take(Told, user_id, command.notice_id)
    if told.read_at is None:
        told.read_at = work.now
        work.record(NoticeRead(notice_id=command.notice_id, user_id=user_id))
