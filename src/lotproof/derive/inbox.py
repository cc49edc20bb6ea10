"""What waits for somebody: what they have to do for themselves, the figures of work that modules
declare, and the system's tasks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lotproof.derive.figures import figures
from lotproof.derive.listing import listing
from lotproof.derive.openapi import read_permission
from lotproof.derive.story import Ledger
from lotproof.kernel import clock
from lotproof.kernel.awaiting import Awaited, awaited
from lotproof.kernel.clock import Instant
from lotproof.kernel.figures import Group
from lotproof.kernel.own_work import own_tasks
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.safety import FinishTask
from lotproof.kernel.site import Task, TaskState
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader

TASKS_MAX = 100
OWN_MAX = 50
_TASKS = Task.KIND.name


def inbox(reader: Reader, view: Ledger, actor: str, may: Callable[[str], bool]) -> dict[str, Any]:
    """`own`: lists of what the actor has to do for themselves, up to OWN_MAX of `count` in each;
    `tasks` that are open, the oldest first, for who may read or finish them, up to TASKS_MAX of
    `tasks_count`; `waiting` by kind of work, each with the list that it opens and since when the
    oldest of it waits."""
    tasks, count = _tasks(reader) if _sees_tasks(may) else ([], 0)
    waiting = [
        _waiting(reader, view, each)
        for each in figures(reader, may)
        if each["group"] == Group.WAITING and each["kind"] != _TASKS and each["value"]
    ]
    own = [
        {
            "code": code,
            "label": label._asdict(),
            "count": len(found),
            "items": [_own(reader, task) for task in found[:OWN_MAX]],
        }
        for code, label, found in _lists(reader, actor, may)
    ]
    return {"own": own, "tasks": tasks, "tasks_count": count, "waiting": waiting}


def _lists(
    reader: Reader, actor: str, may: Callable[[str], bool]
) -> Iterator[tuple[str, Text, list[Awaited]]]:
    """What the person is asked to sign by name, while it is their turn, and what else is theirs."""
    signatures = [each for each in awaited(reader, actor, may) if each.is_turn]
    if signatures:
        by_age = sorted(signatures, key=lambda each: (each.since or 0, each.subject))
        yield "signatures", t("For my signature", "待我签署"), by_age
    for each, found in own_tasks(reader, actor):
        yield each.code, each.label, found


def awaited_step(step: Awaited) -> dict[str, Any]:
    """What is to be done: times in RFC 3339, and the label of the command that comes next."""
    return {
        "subject": step.subject,
        "title": step.title._asdict(),
        "command": step.command,
        "label": COMMANDS[step.command].label._asdict(),
        "given": dict(step.given),
        "since": None if step.since is None else clock.text(step.since),
        "due_on": None if step.due_on is None else step.due_on.isoformat(),
        "is_turn": step.is_turn,
    }


def _own(reader: Reader, task: Awaited) -> dict[str, Any]:
    is_late = task.due_on is not None and task.due_on < reader.today
    return awaited_step(task) | {"is_late": is_late}


def _sees_tasks(may: Callable[[str], bool]) -> bool:
    return may(read_permission(_TASKS)) or may(FinishTask.SPEC.permission)


def _tasks(reader: Reader) -> tuple[list[dict[str, Any]], int]:
    page = listing(reader, _TASKS, filters={"state": TaskState.OPEN.value}, limit=TASKS_MAX)
    return page.records, page.total


def _waiting(reader: Reader, view: Ledger, each: Mapping[str, Any]) -> dict[str, Any]:
    kind = RECORDS[each["kind"]]
    oldest = listing(reader, kind.name, filters=dict(each["filters"]), limit=1).records[0]
    began = began_at(view, kind, oldest)
    return {
        "code": each["code"],
        "label": each["label"],
        "count": each["value"],
        "count_is_exact": each["is_exact"],
        "kind": kind.name,
        "filters": each["filters"],
        "command": each.get("command"),
        "oldest": oldest[kind.key[0]],
        "oldest_at": None if began is None else clock.text(began),
    }


def began_at(view: Ledger, kind: Kind, record: Mapping[str, Any]) -> Instant | None:
    """When a record began: the earliest instant that it cannot be without, else its first entry.

    Others that it cannot be without may be still to come, such as when it ends.
    """
    instants = [f.name for f in kind.fields if f.kind == "instant" and not f.nullable]
    if instants:
        return min(clock.parse(record[name]) for name in instants)
    if kind.id_field is None:
        return None
    of = kind.id_field.type
    seq = view.first_about(of.prefix, int(of.parse(record[kind.key[0]])))
    return clock.parse(view.entry(seq).envelope.recorded) if seq is not None else None
