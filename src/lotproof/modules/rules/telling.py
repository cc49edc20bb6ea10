"""One open task for a rule that has gone wrong, not one each time."""

from lotproof.kernel.safety import add_task
from lotproof.kernel.site import Task, TaskId, TaskState
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.rules.records import Rule
from lotproof.modules.rules.vocabulary import RuleId


def tell(work: Work, rule: Rule, code: str, detail: Text) -> None:
    """A task about the rule, unless there is one open with the same code. `rule` is taken."""
    if rule.task_id is not None:
        task = work.get(Task, rule.task_id)
        if task.state is TaskState.OPEN and task.code == code:
            return
    rule.task_id = TaskId(add_task(work, RuleId.text(rule.id), code, detail).id)
