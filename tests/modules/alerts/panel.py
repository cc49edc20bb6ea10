"""Two people, a role, and short words for raising and answering alerts."""

from datetime import date
from typing import Any

from lotproof.kernel.due import DUE
from lotproof.kernel.executor import Receipt
from lotproof.kernel.own_work import own_tasks
from lotproof.kernel.registry import Command
from lotproof.modules.alerts.commands import (
    AcknowledgeAlert,
    ClearAlert,
    CloseAlert,
    RaiseAlert,
    SetAlertPolicy,
)
from lotproof.modules.alerts.queries import Alert, running_alert
from lotproof.modules.alerts.vocabulary import AlertId, AlertSeverity
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.people.commands import DefineRole, GrantRole, RegisterUser
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.support.plant import Plant

KEY = "monitoring.silent:mpt_1"
WATCH, OWNER, COLLEAGUE, MANAGER = "usr_90", "usr_1", "usr_2", "usr_3"
TODAY = date(2026, 3, 2)
MINUTE = 60


class Panel:
    """What is noticed, and what people do about it."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        for login in ("owner", "colleague"):
            user = RegisterUser(login=login, name=login.title(), language=UserLanguage.EN)
            plant.ok(user, actor=WATCH)
        made = plant.ok(
            DefineRole(
                code="engineers",
                title="Engineers",
                title_zh="工程师",
                permissions=["alerts.alert.acknowledge"],
            ),
            actor=WATCH,
        )
        self.role = RoleId.parse(made.value("role_id"))
        plant.ok(GrantRole(user_id=UserId.parse(COLLEAGUE), role_id=self.role), actor=WATCH)

    def manager(self) -> RoleId:
        """A role of management, and MANAGER who has it."""
        user = RegisterUser(login="manager", name="Manager", language=UserLanguage.EN)
        user_id = UserId.parse(self.plant.ok(user, actor=WATCH).value("user_id"))
        role = DefineRole(
            code="managers", title="Managers", title_zh="管理层", permissions=["alerts.read"]
        )
        role_id = RoleId.parse(self.plant.ok(role, actor=WATCH).value("role_id"))
        self.plant.ok(GrantRole(user_id=user_id, role_id=role_id), actor=WATCH)
        return role_id

    def policy(self, **more: Any) -> Receipt:
        command = SetAlertPolicy(**({"effective_on": TODAY} | more))
        return self.plant.ok(command, actor=MANAGER, reason="agreed")

    def due(self, name: str) -> list[Command]:
        """What the program would send now."""
        with self.plant.reader() as reader:
            return list(DUE[f"alerts.{name}"](reader))

    def tick(self) -> list[Receipt]:
        """What the program sends once a minute."""
        found = [*self.due("answer_overdue"), *self.due("quiet_again")]
        return [self.plant.ok(each, actor=CLOCK) for each in found]

    def inbox(self, actor: str) -> list[tuple[str, str]]:
        """Alerts that ask for a person, with the command that comes next."""
        with self.plant.reader() as reader:
            return [
                (task.subject, task.command)
                for list_, tasks in own_tasks(reader, actor)
                for task in tasks
                if list_.code.startswith("alerts.")
            ]

    def raising(self, key: str = KEY, **more: Any) -> RaiseAlert:
        return self.raising_of(key, **more)

    @staticmethod
    def raising_of(key: str, **more: Any) -> RaiseAlert:
        given: dict[str, Any] = {
            "key": key,
            "rule": "monitoring.silent",
            "about": "mpt_1",
            "severity": AlertSeverity.WARNING,
            "title": "T-SEAL sends nothing",
            "title_zh": "T-SEAL 无读数",
            "detail": "Expected every second; last 10:00:00",
            "detail_zh": "应每秒一次；最近 10:00:00",
            "owner_id": UserId.parse(OWNER),
        }
        return RaiseAlert(**(given | more))

    def raised(self, key: str = KEY, **more: Any) -> AlertId:
        """The alert that is running under the key afterwards."""
        self.plant.ok(self.raising(key, **more), actor=WATCH)
        with self.plant.reader() as reader:
            found = running_alert(reader, key)
        assert found is not None
        return found.id

    def acknowledge(self, alert_id: AlertId, why: str = "Going there") -> Receipt:
        return self.plant.ok(AcknowledgeAlert(alert_id=alert_id), actor=OWNER, reason=why)

    def close(self, alert_id: AlertId, outcome: str = "Plug was loose") -> Receipt:
        return self.plant.ok(CloseAlert(alert_id=alert_id, outcome=outcome), actor=OWNER)

    def clear(self, alert_id: AlertId) -> Receipt:
        return self.plant.ok(ClearAlert(alert_id=alert_id), actor=WATCH)

    def wait(self, minutes: int) -> None:
        self.plant.clock.advance(seconds=minutes * MINUTE)

    def alert(self, alert_id: AlertId) -> Alert:
        with self.plant.reader() as reader:
            return reader.get(Alert, alert_id)


def events(receipt: Receipt) -> list[str]:
    """What happened to alerts, by the names of events without their module."""
    kinds = [each["kind"].partition(".") for each in receipt.events]
    return [name.partition("/")[0] for module, _, name in kinds if module == "alerts"]
