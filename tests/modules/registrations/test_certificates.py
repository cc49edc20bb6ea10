"""Certificates and validations hold between their days, and change only by new versions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.registrations.commands import (
    ApproveCertificate,
    ApproveValidation,
    DropRenewal,
    RecordApplication,
    WithdrawCertificate,
    WithdrawValidation,
)
from lotproof.modules.registrations.figures import lapsed_certificates, renewals_soon
from lotproof.modules.registrations.queries import (
    Certificate,
    ProcessValidation,
    Renewal,
    ending,
    renewals_due,
)
from lotproof.modules.registrations.rules import is_valid
from lotproof.modules.registrations.vocabulary import (
    CertificateId,
    CertificateKind,
    RenewalId,
    RenewalState,
    ValidationId,
    ValidityState,
)
from tests.modules.production.factory import Line
from tests.modules.registrations.office import (
    CHECKER,
    FROM,
    UNTIL,
    WHY,
    certify,
    draft,
    drafting,
    licence,
    validate,
    validating,
)
from tests.modules.sales.market import Market

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def held(**given: object) -> Certificate:
    certificate = Certificate(
        CertificateId(1), CertificateKind.DEVICE_REGISTRATION, "N", 1, "NMPA", FROM, "usr_1"
    )
    certificate.state = ValidityState.EFFECTIVE
    for name, value in given.items():
        setattr(certificate, name, value)
    return certificate


def test_the_first_and_the_last_day_are_valid_days() -> None:
    certificate = held(valid_until=UNTIL)
    day = timedelta(days=1)
    said = [is_valid(certificate, d) for d in (FROM - day, FROM, UNTIL, UNTIL + day)]
    assert said == [False, True, True, False]


@given(DAYS, DAYS)
def test_what_ended_is_not_valid_from_that_day_on(ended_on: date, day: date) -> None:
    assert is_valid(held(ended_on=ended_on), day) == (FROM <= day < ended_on)


@given(DAYS, st.sampled_from([ValidityState.DRAFT, ValidityState.WITHDRAWN]))
def test_a_draft_is_never_valid(day: date, state: ValidityState) -> None:
    assert not is_valid(held(state=state), day)


def test_approval_is_by_somebody_else(market: Market) -> None:
    plant = market.plant
    certificate_id = draft(plant, drafting(item_ids=[market.cap]))
    approve = ApproveCertificate(certificate_id=certificate_id)
    plant.refused("validity_approved_by_maker", approve)
    plant.ok(approve, actor=CHECKER)
    plant.refused("wrong_state", approve, actor=CHECKER)
    plant.refused("not_found", ApproveCertificate(certificate_id=CertificateId(99)))
    plant.check()


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("certificate_incomplete", {"market": None}),
        ("certificate_incomplete", {"item_ids": []}),
        ("certificate_incomplete", {"kind": CertificateKind.DISTRIBUTION_LICENCE}),
        ("certificate_incomplete", {"kind": CertificateKind.PRODUCTION_LICENCE}),
        ("validity_backward", {"valid_until": FROM - timedelta(days=1)}),
        ("validity_backward", {"renew_by": UNTIL + timedelta(days=1)}),
    ],
)
def test_what_the_gates_decide_by_must_be_said(
    sqlite_market: Market, code: str, wrong: dict[str, object]
) -> None:
    given = {"item_ids": [sqlite_market.cap]} | wrong
    sqlite_market.plant.refused(code, drafting(**given))


def test_a_new_version_takes_over_on_its_first_day_and_finishes_the_renewal(
    market: Market,
) -> None:
    plant, items = market.plant, [market.cap]
    old = certify(plant, drafting(item_ids=items))
    start = UNTIL + timedelta(days=1)
    renewed = drafting(
        item_ids=items, valid_from=start, valid_until=date(2031, 3, 14), replaces_id=old
    )
    new = certify(plant, renewed)
    with plant.reader() as reader:
        before, after = reader.get(Certificate, old), reader.get(Certificate, new)
        assert (before.state, before.ended_on) == (ValidityState.SUPERSEDED, start)
        assert (after.version, after.state) == (2, ValidityState.EFFECTIVE)
        assert [is_valid(c, UNTIL) for c in (before, after)] == [True, False]
        assert [is_valid(c, start) for c in (before, after)] == [False, True]
        states = [r.state for r in reader.find(Renewal)]
        assert states == [RenewalState.DONE, RenewalState.OPEN]
    plant.check()


def test_a_validation_of_another_operation_is_another_one(sqlite_line: Line) -> None:
    plant = sqlite_line.plant
    one = validate(plant, validating())
    plant.refused("replaces_another_kind", validating(operation_code="P", replaces_id=one))
    plant.refused("operation_unknown", validating(operation_code="WELD"))


def test_a_version_is_of_the_same_thing(sqlite_market: Market) -> None:
    plant, items = sqlite_market.plant, [sqlite_market.cap]
    old = certify(plant, drafting(item_ids=items))
    elsewhere = drafting(item_ids=items, number="CE 1", market="DE", replaces_id=old)
    plant.refused("replaces_another_kind", elsewhere)
    waiting = draft(plant, drafting(item_ids=items, number="X"))
    plant.refused("wrong_state", drafting(item_ids=items, replaces_id=waiting))


def test_withdrawn_from_a_day_on(market: Market) -> None:
    plant = market.plant
    certificate_id = certify(plant, drafting(item_ids=[market.cap]))
    withdraw = WithdrawCertificate(certificate_id=certificate_id)
    plant.refused("reason_missing", withdraw)
    plant.ok(withdraw, reason="revoked by the authority")
    with plant.reader() as reader:
        certificate = reader.get(Certificate, certificate_id)
        assert (certificate.state, certificate.ended_on) == (
            ValidityState.WITHDRAWN,
            date(2026, 3, 2),
        )
        assert [r.state for r in reader.find(Renewal)] == [RenewalState.DROPPED]
    plant.check()


def test_validations_are_approved_replaced_and_withdrawn(line: Line) -> None:
    plant = line.plant
    first = validate(plant, validating())
    again = validating(valid_from=UNTIL, valid_until=date(2028, 3, 14), replaces_id=first)
    second = validate(plant, again)
    approve = ApproveValidation(validation_id=second)
    plant.refused("wrong_state", approve, actor=CHECKER)
    plant.refused("validity_backward", validating(valid_until=FROM - timedelta(days=1)))
    plant.ok(WithdrawValidation(validation_id=second), reason="resin changed")
    with plant.reader() as reader:
        states = [v.state for v in reader.find(ProcessValidation, number="PV-001")]
    assert states == [ValidityState.SUPERSEDED, ValidityState.WITHDRAWN]
    plant.refused("not_found", ApproveValidation(validation_id=ValidationId(9)))
    plant.check()


def test_what_ends_soon_is_found_and_its_renewal_is_a_task(market: Market) -> None:
    plant = market.plant
    soon = certify(plant, drafting(item_ids=[market.cap], renew_by=date(2025, 9, 14)))
    late = licence(
        kind=CertificateKind.DISTRIBUTION_LICENCE,
        party_id=market.hospital,
        valid_until=date(2029, 1, 1),
    )
    certify(plant, late)
    certify(plant, drafting(kind=CertificateKind.DEVICE_FILING, number="苏械备1",
                            valid_until=None, item_ids=[market.pump]))  # fmt: skip
    with plant.reader() as reader:
        assert [c.id for c in ending(reader, UNTIL).certificates] == [soon]
        assert ending(reader, UNTIL - timedelta(days=1)).certificates == []
        due = renewals_due(reader, date(2026, 3, 2))
        assert [(r.certificate_id, r.due_on) for r in due] == [(soon, date(2025, 9, 14))]
        assert renewals_soon(reader, 10) == [int(due[0].id)]
        assert lapsed_certificates(reader, 10) == []
    renewal_id = RenewalId(due[0].id)
    plant.ok(RecordApplication(renewal_id=renewal_id, applied_on=date(2025, 9, 1)))
    plant.clock.advance(days=13)
    with plant.reader() as reader:
        assert lapsed_certificates(reader, 10) == [int(soon)]
    plant.refused("reason_missing", DropRenewal(renewal_id=renewal_id))
    plant.ok(DropRenewal(renewal_id=renewal_id), reason="no longer sold")
    plant.refused("wrong_state", DropRenewal(renewal_id=renewal_id), reason=WHY)
    plant.check()
