"""What people are told by itself: of alerts, and of machines that may not start again."""

from typing import Any

from lotproof.modules.alerts.commands import EscalateAlert, RaiseAlert
from lotproof.modules.alerts.vocabulary import AlertId
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.monitoring.commands_readings import WithdrawStart
from lotproof.modules.notifications.vocabulary import Severity, Topic
from tests.modules.notifications.office import Office


def alert(**more: Any) -> RaiseAlert:
    given: dict[str, Any] = {
        "key": "seal:2",
        "rule": "spc.run_of_8",
        "about": "mpt_1",
        "severity": Severity.WARNING,
        "title": "Sealer 2 drifts",
        "title_zh": "2 号封口机漂移",
        "detail": "eight points above the centre line",
        "detail_zh": "连续八点位于中心线上方",
    }
    return RaiseAlert(**(given | more))


def test_its_owner_is_told_of_an_alert_and_again_when_it_is_worse(office: Office) -> None:
    raised = office.plant.ok(alert(owner_id=office.zhao))
    alert_id = raised.value("alert_id")
    (notice,) = office.notices()
    assert (notice.topic, notice.severity) == (Topic.ALERT, Severity.WARNING)
    assert (notice.title, notice.title_zh) == ("Sealer 2 drifts", "2 号封口机漂移")
    assert (notice.about, notice.told) == (alert_id, 1)
    assert office.told(notice.id) == [office.zhao]
    office.plant.ok(alert(owner_id=office.zhao))
    assert len(office.notices()) == 1, "what is only counted is not told again"
    office.plant.ok(alert(owner_id=office.zhao, severity=Severity.CRITICAL))
    assert [each.severity for each in office.notices()] == [Severity.WARNING, Severity.CRITICAL]
    office.plant.check()


def test_a_role_answers_and_another_has_to_know(office: Office) -> None:
    office.duty(office.quality, topic=Topic.ALERT, channel_id=office.mail)
    office.plant.ok(alert(owner_role_id=office.maintenance))
    (notice,) = office.notices()
    assert office.told(notice.id) == [office.li, office.wang, office.zhao]
    assert [m.receiver for m in office.messages()] == [f"usr_{office.li}", f"usr_{office.wang}"]


def test_of_an_alert_that_concerns_nobody_nobody_is_told(sqlite_office: Office) -> None:
    sqlite_office.plant.ok(alert())
    assert sqlite_office.notices() == []


def test_who_has_to_know_is_told_of_a_withdrawn_start(office: Office) -> None:
    receipt = office.plant.ok(
        RegisterEquipment(code="SEAL-02", name="Sealer 2", kind=EquipmentKind.PRODUCTION)
    )
    machine = EquipmentId.parse(receipt.value("equipment_id"))
    withdraw = WithdrawStart(equipment_id=machine, cause="smoke")
    office.plant.ok(withdraw)
    assert office.notices() == []
    office.duty(office.maintenance, topic=Topic.START_WITHDRAWN)
    office.plant.ok(withdraw)
    (notice,) = office.notices()
    assert notice.title == "SEAL-02 may not start again until somebody decides"
    assert (notice.about, office.told(notice.id)) == (f"eqp_{machine}", [office.zhao])
    office.plant.check()


def test_who_has_to_know_is_told_that_nobody_answered_in_time(sqlite_office: Office) -> None:
    office = sqlite_office
    office.duty(office.quality, topic=Topic.ESCALATION)
    raised = office.plant.ok(alert(owner_id=office.zhao, severity=Severity.CRITICAL))
    office.plant.clock.advance(days=30)
    alert_id = AlertId.parse(raised.value("alert_id"))
    office.plant.ok(EscalateAlert(alert_id=alert_id), actor="sys_clock")
    notice = office.notices()[-1]
    assert (notice.topic, notice.title) == (Topic.ESCALATION, "Sealer 2 drifts")
    assert office.told(notice.id)[:2] == [office.li, office.wang]
    office.plant.check()
