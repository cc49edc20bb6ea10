"""Short ways to write, try and sign rules, and to see what they did."""

from typing import Any

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.executor import Receipt
from lotproof.kernel.site import Task, TaskState
from lotproof.ledger.entry import Envelope
from lotproof.modules.nonconformance.vocabulary import Severity
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import DefineRole
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.rules.commands import (
    ApproveVersion,
    DraftVersion,
    RecordTrial,
    RegisterRule,
)
from lotproof.modules.rules.queries import Firing, Rule, RuleVersion, digest
from lotproof.modules.rules.vocabulary import ActionKind, RuleId, RuleVersionId
from lotproof.modules.rules.words import ActionGiven
from tests.modules.monitoring.hall import ENGINEER, QUALITY, Hall

BEGAN = "monitoring.excursion_began/1"
CRITICAL = 'event.level == "action" && event.is_critical'


def action(kind: ActionKind = ActionKind.OPEN_REVIEW, **more: Any) -> ActionGiven:
    """An action with all that any kind demands; the role that owns it is the first."""
    given: dict[str, Any] = {
        "text": "Look at the sealing temperature",
        "owner_role_id": RoleId(1),
        "severity": Severity.MAJOR,
        "expected": "No excursion in a month",
    }
    return ActionGiven(kind=kind, **(given | more))


class Desk:
    """A hall with limits in force, and a role that owns what rules open."""

    def __init__(self, hall: Hall, *, limited: bool = True) -> None:
        self.hall, self.plant = hall, hall.plant
        self.plant.ok(DefineRole(code="process", title="Process", title_zh="工艺", permissions=[]))
        if limited:
            hall.limit()

    def rule(self, code: str = "SEAL") -> RuleId:
        made = self.plant.ok(
            RegisterRule(code=code, title="Sealing", title_zh="封口"), actor=ENGINEER
        )
        return RuleId.parse(made.value("rule_id"))

    def drafting(self, rule_id: RuleId, *actions: ActionGiven, **more: Any) -> DraftVersion:
        given: dict[str, Any] = {"trigger": BEGAN, "condition": CRITICAL}
        return DraftVersion(rule_id=rule_id, actions=list(actions or (action(),)), **(given | more))

    def draft(self, rule_id: RuleId, *actions: ActionGiven, **more: Any) -> RuleVersionId:
        made = self.plant.ok(self.drafting(rule_id, *actions, **more), actor=ENGINEER)
        return RuleVersionId.parse(made.value("version_id"))

    def trial(self, version_id: RuleVersionId, **more: Any) -> RecordTrial:
        with self.plant.reader() as reader:
            found = digest(reader, reader.get(RuleVersion, version_id))
        now = self.plant.clock.now()
        given: dict[str, Any] = {
            "digest": found, "tried_by": ENGINEER, "since": self.hall.start, "until": now,
            "facts": 3, "fired": 1, "failed": 0,
        }  # fmt: skip
        return RecordTrial(version_id=version_id, **(given | more))

    def approve(self, version_id: RuleVersionId, **more: Any) -> Receipt:
        self.plant.ok(self.trial(version_id), actor=API)
        return self.plant.ok(ApproveVersion(version_id=version_id, **more), actor=QUALITY)

    def write(self, *actions: ActionGiven, code: str = "SEAL", **more: Any) -> RuleId:
        """A rule in force."""
        rule_id = self.rule(code)
        self.approve(self.draft(rule_id, *actions, **more))
        return rule_id

    # --- what came of it ------------------------------------------------------------------------

    def firings(self) -> list[Firing]:
        with self.plant.reader() as reader:
            return reader.find(Firing)

    def found(self, cls: type[Any], **equal: Any) -> list[Any]:
        with self.plant.reader() as reader:
            return list(reader.find(cls, **equal))

    def tasks(self, code: str) -> list[Task]:
        return [each for each in self.found(Task, state=TaskState.OPEN) if each.code == code]

    def state(self, rule_id: RuleId) -> Rule:
        with self.plant.reader() as reader:
            return reader.get(Rule, rule_id)

    def envelopes(self, kind: str) -> list[Envelope]:
        """The entries of one kind of command, the oldest first."""
        with self.plant.database.snapshot() as connection:
            view = LedgerView(connection)
            found = [each.envelope for each in view.entries(0, view.size)]
        return [each for each in found if each.kind == kind]
