"""What people are told of because it stands there since a moment ago: tasks of the system."""

from collections.abc import Iterator
from typing import Final

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.notifications.commands import AnnounceTasks
from lotproof.modules.notifications.queries import audience, untold_tasks
from lotproof.modules.notifications.vocabulary import Severity, Topic

TASKS_MAX: Final = 500


@due("notifications.tasks_told")
def new_tasks(reader: Reader) -> Iterator[Command]:
    """One notice for all new tasks, if anybody has to know of them."""
    tasks = untold_tasks(reader, TASKS_MAX)
    if tasks and not audience(reader, Topic.TASK, Severity.WARNING).is_empty:
        yield AnnounceTasks(tasks=tasks)
