"""Whose turn it is: the alerts that a person is asked about, in everybody's own inbox."""

from collections.abc import Iterator

from lotproof.kernel import clock
from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.own_work import own_work
from lotproof.kernel.registry import Command
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.alerts.choosing import is_on_shift
from lotproof.modules.alerts.commands import AcknowledgeAlert, CloseAlert, HandOverAlert
from lotproof.modules.alerts.queries import Alert, acknowledged_alerts_of, open_alerts_of
from lotproof.modules.alerts.vocabulary import ALERT_RUNNING, AlertId
from lotproof.modules.people.actors import user_of


@own_work("alerts.to_answer", t("Alerts that ask for me", "待我确认的报警"))
def alerts_to_answer(reader: Reader, actor: str) -> Iterator[Awaited]:
    """As the owner, in the owner's place, or by a role."""
    person = user_of(actor)
    if person is not None:
        for alert in open_alerts_of(reader, person):
            yield _awaited(reader, alert, AcknowledgeAlert)


@own_work("alerts.to_close", t("Alerts that I see to", "我正在处理的报警"))
def alerts_to_close(reader: Reader, actor: str) -> Iterator[Awaited]:
    """What this person has acknowledged, or was handed after somebody else had."""
    person = user_of(actor)
    if person is not None:
        for alert in acknowledged_alerts_of(reader, person):
            yield _awaited(reader, alert, CloseAlert)


@own_work("alerts.to_hand_over", t("To hand over: my shift is over", "班次已结束，待移交的报警"))
def alerts_to_hand_over(reader: Reader, actor: str) -> Iterator[Awaited]:
    """What somebody owns because they were on shift, and still owns when they are not."""
    person = user_of(actor)
    if person is None:
        return
    for state in ALERT_RUNNING:
        for alert in reader.find(Alert, owner_id=person, state=state):
            if alert.is_by_shift and not is_on_shift(reader, person, alert.area_id):
                yield _awaited(reader, alert, HandOverAlert)


def _awaited(reader: Reader, alert: Alert, command: type[Command]) -> Awaited:
    id_ = AlertId.text(alert.id)
    due_at = alert.due_at if command is AcknowledgeAlert else None
    return Awaited(
        subject=id_,
        title=Text(alert.title, alert.title_zh),
        command=command.SPEC.kind,
        given={"alert_id": id_},
        since=alert.raised_at,
        due_on=None if due_at is None else clock.day(due_at, reader.site.zone),
    )
