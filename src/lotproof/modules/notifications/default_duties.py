"""Who has to know of what in a new plant, as data. A site assigns others besides or instead.

Without any, a plant that has just been opened would tell nobody: not of a machine that may not
start again, nor of an alert that nobody answers.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from lotproof.modules.notifications.commands import AssignDuty
from lotproof.modules.notifications.vocabulary import Severity, Topic
from lotproof.modules.people.vocabulary import RoleId


class StandardDuty(NamedTuple):
    """That the holders of a standard role are told of a topic from a severity on."""

    role: str
    topic: Topic
    severity_min: Severity


STANDARD_DUTIES: Final[tuple[StandardDuty, ...]] = (
    StandardDuty("engineer", Topic.START_WITHDRAWN, Severity.SERIOUS),
    StandardDuty("engineer", Topic.ALERT, Severity.SERIOUS),
    StandardDuty("quality_manager", Topic.START_WITHDRAWN, Severity.SERIOUS),
    StandardDuty("quality_manager", Topic.ALERT, Severity.CRITICAL),
    StandardDuty("quality_manager", Topic.ESCALATION, Severity.WARNING),
    StandardDuty("quality_manager", Topic.TASK, Severity.INFO),
)


def default_duty_commands(roles: Mapping[str, RoleId]) -> list[AssignDuty]:
    """The commands that assign the standard duties, in order; `roles` are those of the site by
    code, and duties of a role that it has not are left to the site. In the application only: a
    new plant has no channels."""
    return [
        AssignDuty(role_id=roles[each.role], severity_min=each.severity_min, topic=each.topic)
        for each in STANDARD_DUTIES
        if each.role in roles
    ]
