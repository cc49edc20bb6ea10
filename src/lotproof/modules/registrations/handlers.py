"""How requests about certificates and process validations are carried out."""

from typing import Any

from lotproof.kernel.lifecycle import LifeCycle
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.queries import Party
from lotproof.modules.registrations import rules
from lotproof.modules.registrations.commands import (
    ApproveCertificate,
    ApproveValidation,
    DraftCertificate,
    DraftValidation,
    WithdrawCertificate,
    WithdrawValidation,
)
from lotproof.modules.registrations.events import (
    CertificateApproved,
    CertificateDrafted,
    CertificateWithdrawn,
    ValidationApproved,
    ValidationDrafted,
    ValidationWithdrawn,
)
from lotproof.modules.registrations.queries import (
    certificate_versions,
    has_operation,
    validation_versions,
)
from lotproof.modules.registrations.records import (
    Certificate,
    CoveredItem,
    ProcessValidation,
    Renewal,
)
from lotproof.modules.registrations.vocabulary import (
    CERTIFICATE_LIFE,
    RENEWAL_LIFE,
    VALIDATION_LIFE,
    CertificateId,
    EndsOn,
    RenewalId,
    RenewalState,
    ValidationId,
    ValidityState,
)

Validity = Certificate | ProcessValidation

_CHANGEABLE = (ValidityState.EFFECTIVE, ValidityState.SUPERSEDED)


# --- certificates -------------------------------------------------------------------------------


@handles(DraftCertificate, emits=(CertificateDrafted,))
def draft_certificate(command: DraftCertificate, work: Work) -> None:
    rules.require_order(command.valid_from, command.renew_by, command.valid_until)
    rules.require_complete(
        command.kind,
        market=command.market,
        party=command.party_id,
        items=command.item_ids,
        scope=command.scope or "",
    )
    if command.party_id is not None:
        work.get(Party, command.party_id)
    if command.replaces_id is not None:
        _require_alike(work.get(Certificate, command.replaces_id), command)
    certificate = work.add(
        Certificate(
            id=work.new_id(CertificateId),
            version=1 + len(certificate_versions(work, command.kind, command.number)),
            drafted_by=work.actor,
            **{k: v for k, v in command.given().items() if k != "item_ids"},
        )
    )
    for item_id in sorted(set(command.item_ids)):
        item = work.get(Item, item_id)
        work.add(CoveredItem(CertificateId(certificate.id), item_id, item.di))
    work.record(CertificateDrafted(certificate_id=certificate.id))


def _require_alike(old: Certificate, new: DraftCertificate) -> None:
    """A new version is of the same kind, for the same market and the same holder."""
    CERTIFICATE_LIFE.require(old.number, old.state, *_CHANGEABLE)
    if (old.kind, old.market, old.party_id) != (new.kind, new.market, new.party_id):
        raise rules.ReplacesAnother(old=CertificateId.text(old.id))


@handles(ApproveCertificate, emits=(CertificateApproved,))
def approve_certificate(command: ApproveCertificate, work: Work) -> None:
    certificate = work.take(Certificate, command.certificate_id)
    state = CERTIFICATE_LIFE.move(certificate.number, certificate.state, ValidityState.EFFECTIVE)
    _approve(work, CERTIFICATE_LIFE, certificate, state)
    if certificate.valid_until is not None:
        due_on = certificate.renew_by or certificate.valid_until
        _open_renewal(work, certificate, due_on, certificate.valid_until)
    work.record(CertificateApproved(certificate_id=certificate.id))


@handles(WithdrawCertificate, emits=(CertificateWithdrawn,))
def withdraw_certificate(command: WithdrawCertificate, work: Work) -> None:
    certificate = work.take(Certificate, command.certificate_id)
    certificate.state = CERTIFICATE_LIFE.move(
        certificate.number, certificate.state, ValidityState.WITHDRAWN
    )
    _withdraw(work, certificate, command.ended_on)
    work.record(CertificateWithdrawn(certificate_id=certificate.id))


# --- process validations ------------------------------------------------------------------------


@handles(DraftValidation, emits=(ValidationDrafted,))
def draft_validation(command: DraftValidation, work: Work) -> None:
    with work.alone():
        if command.replaces_id is not None:
            old = work.get(ProcessValidation, command.replaces_id)
            VALIDATION_LIFE.require(old.number, old.state, *_CHANGEABLE)
            if old.operation_code != command.operation_code:
                raise rules.ReplacesAnother(old=ValidationId.text(old.id))
    rules.require_order(command.valid_from, command.valid_until)
    if not has_operation(work, command.operation_code):
        raise rules.OperationUnknown(operation=command.operation_code)
    if command.item_id is not None:
        work.get(Item, command.item_id)
    if command.equipment_id is not None:
        work.get(Equipment, command.equipment_id)
    validation = work.add(
        ProcessValidation(
            id=work.new_id(ValidationId),
            version=1 + len(validation_versions(work, command.number)),
            drafted_by=work.actor,
            **command.given(),
        )
    )
    work.record(ValidationDrafted(validation_id=validation.id))


@handles(ApproveValidation, emits=(ValidationApproved,))
def approve_validation(command: ApproveValidation, work: Work) -> None:
    validation = work.take(ProcessValidation, command.validation_id)
    state = VALIDATION_LIFE.move(validation.number, validation.state, ValidityState.EFFECTIVE)
    _approve(work, VALIDATION_LIFE, validation, state)
    _open_renewal(work, validation, validation.valid_until, validation.valid_until)
    work.record(ValidationApproved(validation_id=validation.id))


@handles(WithdrawValidation, emits=(ValidationWithdrawn,))
def withdraw_validation(command: WithdrawValidation, work: Work) -> None:
    validation = work.take(ProcessValidation, command.validation_id)
    validation.state = VALIDATION_LIFE.move(
        validation.number, validation.state, ValidityState.WITHDRAWN
    )
    _withdraw(work, validation, command.ended_on)
    work.record(ValidationWithdrawn(validation_id=validation.id))


# --- both ---------------------------------------------------------------------------------------


def _approve(
    work: Work, life: LifeCycle[ValidityState], new: Validity, state: ValidityState
) -> None:
    """By another person than drafted it. What it replaces ends, and is renewed by it."""
    if work.is_own(new.drafted_by):
        raise rules.ApprovedByMaker(person=work.actor, what=new.number)
    if new.replaces_id is not None:
        old = work.take(type(new), new.replaces_id)
        life.require(old.number, old.state, *_CHANGEABLE)
        _supersede(old, new)
        _close_renewals(work, old, RenewalState.DONE)
    new.state = state
    new.approved_by, new.approved_at = work.actor, work.now


def _withdraw(work: Work, thing: Validity, ended_on: EndsOn | None) -> None:
    """It ends on the day given, or today, and needs no renewal."""
    thing.ended_on = ended_on or work.today
    thing.withdrawn_by = work.actor
    _close_renewals(work, thing, RenewalState.DROPPED)


def _supersede(old: Validity, new: Validity) -> None:
    """The old one ends on the day the new one begins; if it ends before, there is a gap."""
    if old.state is ValidityState.EFFECTIVE:
        old.state = ValidityState.SUPERSEDED
    old.ended_on = min(filter(None, (old.ended_on, new.valid_from)))


def _open_renewal(work: Work, thing: Validity, due_on: EndsOn, ends_on: EndsOn) -> None:
    renewal = Renewal(id=work.new_id(RenewalId), due_on=due_on, ends_on=ends_on, **_which(thing))
    work.add(renewal)


def _close_renewals(work: Work, thing: Validity, to: RenewalState) -> None:
    for renewal in work.take_all(Renewal, **_which(thing)):
        if to in RENEWAL_LIFE.moves[renewal.state]:
            renewal.state = to


def _which(thing: Validity) -> dict[str, Any]:
    """The field by which renewals name it."""
    is_certificate = isinstance(thing, Certificate)
    return {"certificate_id" if is_certificate else "validation_id": thing.id}
