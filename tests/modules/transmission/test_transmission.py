"""Approved settings are written to machines once, read back and compared."""

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.alerts.vocabulary import AlertSeverity, AlertState
from lotproof.modules.equipment.commands import RetireEquipment, TakeOutOfService, WithdrawSetting
from lotproof.modules.equipment.vocabulary import EquipmentState, ReadbackId
from lotproof.modules.monitoring.vocabulary import SourceKind
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.transmission.commands import (
    CloseConnection,
    ExpireTransmission,
    SettleTransmission,
    TransmitSetting,
    WithdrawTransmission,
)
from lotproof.modules.transmission.queries import of_gateway, written_values
from lotproof.modules.transmission.rules import ended
from lotproof.modules.transmission.vocabulary import (
    REPORT_WITHIN_US,
    WRITE_WITHIN_US,
    TransmissionId,
    TransmissionState,
    WriteOutcome,
)
from tests.modules.production.factory import MOULD, OPERATOR
from tests.modules.transmission.press_hall import (
    CLAIM,
    ENGINEER,
    MINUTE,
    OTHER_CLAIM,
    WHY,
    PressHall,
)

S, O = TransmissionState, WriteOutcome  # noqa: E741
SECOND_US = 1_000_000
TEN_MINUTES, FIFTEEN_MINUTES = 10 * MINUTE, 15 * MINUTE

pytestmark = pytest.mark.clause("ISO 13485 §7.5.6")


def codes(receipt: object) -> list[str]:
    return [each["code"] for each in receipt.deviations]  # type: ignore[attr-defined] # a receipt


def test_a_setting_is_written_read_back_and_verified(hall: PressHall) -> None:
    transmission = hall.begun()
    assert hall.found(transmission).state is S.CLAIMED
    told = hall.report(transmission, O.WRITTEN, 181)
    assert not told.deviations
    found = hall.found(transmission)
    assert (found.state, found.outcome, found.claim) == (S.VERIFIED, O.WRITTEN, CLAIM)
    assert (found.requested_by, found.claimed_by) == (ENGINEER, UserId.text(hall.gateway))
    with hall.plant.reader() as reader:
        written = [(v.code, v.value, v.answer) for v in written_values(reader, transmission)]
    assert written == [("T", Amount(180_000), "Good")]
    assert (hall.machine(), hall.alerts()) == (EquipmentState.AVAILABLE, [])
    assert hall.now_due() == []
    hall.plant.check()


def test_what_is_read_back_otherwise_stops_the_machine_as_any_reading_does(
    hall: PressHall,
) -> None:
    transmission = hall.begun()
    assert codes(hall.report(transmission, O.WRITTEN, 183)) == ["setting_differs"]
    assert hall.found(transmission).state is S.FAILED
    assert hall.machine() is EquipmentState.OUT_OF_SERVICE
    (alert,) = hall.alerts()
    assert (alert.severity, alert.about) == (
        AlertSeverity.SERIOUS,
        TransmissionId.text(transmission),
    )
    # Written again it is right: that ends the alert, once somebody has answered it.
    again = hall.request()
    hall.claim(again)
    assert not hall.report(again, O.WRITTEN, 180).deviations
    assert hall.found(again).state is S.VERIFIED
    assert hall.alerts()[0].cleared_at is not None
    hall.plant.check()


@pytest.mark.parametrize(
    ("outcome", "degrees", "state"),
    [
        (O.WRITTEN, 180, S.VERIFIED),
        (O.WRITTEN, None, S.UNKNOWN),
        (O.REFUSED, 180, S.FAILED),
        (O.REFUSED, None, S.FAILED),
        (O.NOT_WRITTEN, None, S.FAILED),
        (O.UNCERTAIN, 180, S.VERIFIED),
        (O.UNCERTAIN, 190, S.FAILED),
        (O.UNCERTAIN, None, S.UNKNOWN),
    ],
)
def test_what_was_done_and_what_was_read_tell_how_it_ends(
    sqlite_hall: PressHall, outcome: WriteOutcome, degrees: int | None, state: TransmissionState
) -> None:
    transmission = sqlite_hall.begun()
    sqlite_hall.report(transmission, outcome, degrees)
    assert sqlite_hall.found(transmission).state is state
    assert [a.rule for a in sqlite_hall.alerts()] == (
        [] if state is S.VERIFIED else ["transmission.not_written"]
    )
    sqlite_hall.plant.check()


def test_nothing_is_verified_that_was_not_read() -> None:
    verified = [
        (outcome, read)
        for outcome in WriteOutcome
        for read in (True, False, None)
        if ended(outcome, is_as_approved=read) is S.VERIFIED
    ]
    assert verified == [(O.WRITTEN, True), (O.UNCERTAIN, True)]


# --- nothing starts meanwhile -------------------------------------------------------------------


def test_nothing_starts_on_a_machine_that_is_being_set(hall: PressHall) -> None:
    order = hall.line.ready()
    hall.connect()
    start = hall.line.starting(order, MOULD, equipment_id=hall.press)
    transmission = hall.request()
    hall.plant.refused("transmission_under_way", start, actor=OPERATOR)
    hall.claim(transmission)
    hall.plant.refused("transmission_under_way", start, actor=OPERATOR)
    hall.report(transmission, O.UNCERTAIN, None)
    hall.plant.refused("transmission_under_way", start, actor=OPERATOR)
    hall.read_back(180)
    assert hall.found(transmission).state is S.VERIFIED
    hall.plant.ok(start, actor=OPERATOR)
    hall.plant.check()


def test_nothing_is_written_under_running_work(hall: PressHall) -> None:
    hall.connect()
    order = hall.line.ready()
    run = hall.line.start(order, MOULD, equipment_id=hall.press)
    transmit = TransmitSetting(setting_id=hall.setting)
    hall.plant.refused("machine_runs", transmit, actor=ENGINEER)
    hall.line.approve(order)
    hall.line.finish(run, 10)
    hall.plant.ok(transmit, actor=ENGINEER)


def test_a_later_reading_that_differs_ends_an_unknown_outcome_as_failed(
    sqlite_hall: PressHall,
) -> None:
    transmission = sqlite_hall.begun()
    sqlite_hall.report(transmission, O.WRITTEN, None)
    sqlite_hall.read_back(180, program="P2")  # says nothing of P1
    assert sqlite_hall.found(transmission).state is S.UNKNOWN
    sqlite_hall.read_back(180, occurred="2026-03-02T07:59:00+08:00")  # read before it was written
    assert sqlite_hall.found(transmission).state is S.UNKNOWN
    sqlite_hall.read_back(190)
    assert sqlite_hall.found(transmission).state is S.FAILED
    sqlite_hall.plant.check()


def test_a_reading_of_something_else_settles_nothing(sqlite_hall: PressHall) -> None:
    transmission = sqlite_hall.begun()
    settle = SettleTransmission(transmission_id=transmission, readback_id=ReadbackId(1))
    sqlite_hall.plant.refused("wrong_state", settle)
    sqlite_hall.report(transmission, O.WRITTEN, None)
    sqlite_hall.read_back(180, program="P2")
    sqlite_hall.plant.refused("reading_says_nothing", settle)


# --- once ---------------------------------------------------------------------------------------


def test_only_one_takes_it_over_and_only_its_own_gateway(hall: PressHall) -> None:
    hall.connect()
    transmission = hall.request()
    claiming, gateway = hall.claiming(transmission), UserId.text(hall.gateway)
    hall.plant.refused("not_its_gateway", claiming, actor=UserId.text(hall.other))
    hall.claim(transmission)
    other = hall.claiming(transmission, OTHER_CLAIM)
    hall.plant.refused("wrong_state", other, actor=gateway)
    hall.plant.refused("wrong_state", claiming, actor=gateway)
    assert hall.found(transmission).claim == CLAIM


def test_a_gateway_is_told_of_its_own_source_and_machines_alone(sqlite_hall: PressHall) -> None:
    sqlite_hall.connect()
    transmission = sqlite_hall.request()
    with sqlite_hall.plant.reader() as reader:
        (told,) = of_gateway(reader, sqlite_hall.gateway, "press-gw")
        assert of_gateway(reader, sqlite_hall.other, "press-gw") == []
        assert of_gateway(reader, sqlite_hall.gateway, "another") == []
    assert (told["id"], told["state"]) == (TransmissionId.text(transmission), "requested")
    assert told["values"] == [{"code": "T", "value": "180", "unit": "Cel"}]
    assert 0 < told["seconds_left"] <= WRITE_WITHIN_US // SECOND_US


def test_a_report_is_believed_once_and_from_who_took_it_over(hall: PressHall) -> None:
    transmission = hall.begun()
    by_other = hall.report(transmission, O.WRITTEN, None, actor=hall.other)
    assert codes(by_other) == ["transmission_not_claimed_so"]
    of_other = hall.report(transmission, O.WRITTEN, None, claim=OTHER_CLAIM)
    assert codes(of_other) == ["transmission_not_claimed_so"]
    assert hall.found(transmission).state is S.CLAIMED
    hall.report(transmission, O.WRITTEN, 180)
    again = hall.report(transmission, O.WRITTEN, 180)
    assert codes(again) == ["transmission_ended"]
    assert hall.found(transmission).state is S.VERIFIED
    hall.plant.check()


def test_one_transmission_of_a_machine_at_a_time(sqlite_hall: PressHall) -> None:
    sqlite_hall.connect()
    sqlite_hall.request()
    transmit = TransmitSetting(setting_id=sqlite_hall.setting)
    sqlite_hall.plant.refused("transmission_under_way", transmit, actor=ENGINEER)


# --- what may be written ------------------------------------------------------------------------


def test_only_what_is_in_force_is_written(sqlite_hall: PressHall) -> None:
    plant, former = sqlite_hall.plant, sqlite_hall.setting
    sqlite_hall.connect()
    transmission = sqlite_hall.request()
    sqlite_hall.setting = sqlite_hall.approve(185, "B")
    claiming, gateway = sqlite_hall.claiming(transmission), UserId.text(sqlite_hall.gateway)
    plant.refused("wrong_state", claiming, actor=gateway)
    plant.ok(WithdrawTransmission(transmission_id=transmission), actor=ENGINEER, reason=WHY)
    assert sqlite_hall.found(transmission).state is S.WITHDRAWN
    plant.refused("wrong_state", TransmitSetting(setting_id=former), actor=ENGINEER)
    now = sqlite_hall.request()
    sqlite_hall.claim(now)
    withdraw = WithdrawTransmission(transmission_id=now)
    plant.refused("wrong_state", withdraw, actor=ENGINEER, reason=WHY)
    plant.check()


def test_read_back_to_another_revision_is_not_verified(sqlite_hall: PressHall) -> None:
    transmission = sqlite_hall.begun()
    sqlite_hall.approve(180, "B")
    assert not sqlite_hall.report(transmission, O.WRITTEN, 180).deviations
    assert sqlite_hall.found(transmission).state is S.FAILED


def test_a_machine_out_of_service_may_be_set_and_a_retired_one_not(
    sqlite_hall: PressHall,
) -> None:
    plant = sqlite_hall.plant
    sqlite_hall.connect()
    plant.ok(TakeOutOfService(equipment_id=sqlite_hall.press), reason=WHY)
    transmission = sqlite_hall.request()
    plant.ok(WithdrawTransmission(transmission_id=transmission), reason=WHY)
    plant.ok(RetireEquipment(equipment_id=sqlite_hall.press), reason=WHY)
    plant.refused("wrong_state", TransmitSetting(setting_id=sqlite_hall.setting))


def test_writing_is_opened_for_each_machine_and_closed(sqlite_hall: PressHall) -> None:
    plant, hall = sqlite_hall.plant, sqlite_hall
    transmit = TransmitSetting(setting_id=hall.setting)
    plant.refused("not_connected_for_writing", transmit, actor=ENGINEER)
    file = hall.add_source("logger", SourceKind.FILE)
    plant.refused("source_cannot_write", hall.connecting(source_id=file), reason=WHY)
    person = hall.account("person", is_service=False)
    plant.refused("not_a_gateway", hall.connecting(gateway_id=person), reason=WHY)
    connection = hall.connect()
    plant.refused("connection_there", hall.connecting(), reason=WHY)
    transmission = hall.request()
    plant.ok(CloseConnection(connection_id=connection), reason=WHY)
    gateway = UserId.text(hall.gateway)
    plant.refused("wrong_state", hall.claiming(transmission), actor=gateway)
    plant.refused("wrong_state", CloseConnection(connection_id=connection), reason=WHY)
    hall.connect()
    plant.check()


def test_a_withdrawn_setting_is_not_written(sqlite_hall: PressHall) -> None:
    sqlite_hall.connect()
    transmission = sqlite_hall.request()
    sqlite_hall.plant.ok(WithdrawSetting(setting_id=sqlite_hall.setting), reason=WHY)
    gateway = UserId.text(sqlite_hall.gateway)
    sqlite_hall.plant.refused("wrong_state", sqlite_hall.claiming(transmission), actor=gateway)


# --- nobody answers -----------------------------------------------------------------------------


def test_what_nobody_takes_over_expires_unwritten_and_somebody_is_told(hall: PressHall) -> None:
    hall.connect()
    transmission = hall.request()
    expire = ExpireTransmission(transmission_id=transmission)
    hall.wait(TEN_MINUTES - 1)
    assert hall.now_due() == []
    hall.plant.refused("transmission_not_over", expire, actor=CLOCK)
    hall.wait(2)
    gateway = UserId.text(hall.gateway)
    hall.plant.refused("transmission_too_late", hall.claiming(transmission), actor=gateway)
    assert hall.now_due() == [expire]
    hall.plant.ok(expire, actor=CLOCK)
    assert hall.found(transmission).state is S.EXPIRED
    (alert,) = hall.alerts()
    assert (alert.severity, alert.state) == (AlertSeverity.WARNING, AlertState.OPEN)
    assert hall.now_due() == []
    hall.request()
    hall.plant.check()


def test_what_was_taken_over_and_never_reported_is_unknown_until_a_late_report(
    hall: PressHall,
) -> None:
    transmission = hall.begun()
    hall.wait(FIFTEEN_MINUTES - 2)
    assert hall.now_due() == []
    hall.wait(4)
    (expire,) = hall.now_due()
    hall.plant.ok(expire, actor=CLOCK)
    assert hall.found(transmission).state is S.UNKNOWN
    assert hall.alerts()[0].severity is AlertSeverity.SERIOUS
    transmit = TransmitSetting(setting_id=hall.setting)
    hall.plant.refused("transmission_under_way", transmit, actor=ENGINEER)
    assert not hall.report(transmission, O.WRITTEN, 180).deviations
    assert hall.found(transmission).state is S.VERIFIED
    hall.plant.check()


def test_a_late_report_without_a_reading_leaves_it_unknown(sqlite_hall: PressHall) -> None:
    transmission = sqlite_hall.begun()
    sqlite_hall.wait((WRITE_WITHIN_US + REPORT_WITHIN_US) // SECOND_US + 1)
    for each in sqlite_hall.now_due():
        sqlite_hall.plant.ok(each, actor=CLOCK)
    sqlite_hall.report(transmission, O.UNCERTAIN, None)
    found = sqlite_hall.found(transmission)
    assert (found.state, found.outcome) == (S.UNKNOWN, O.UNCERTAIN)
    sqlite_hall.plant.check()
