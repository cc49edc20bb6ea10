"""Certificates and what they cover, process validations, requirements, renewals."""

from typing import Annotated

from lotproof.kernel.meaning import Meaning
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.registrations.vocabulary import (
    ApplicationNumber,
    AppliedOn,
    ApprovedAt,
    ApprovedBy,
    CertificateId,
    CertificateNumber,
    CoveredIdentifier,
    DeclaredAt,
    DeclaredBy,
    DraftedBy,
    DueOn,
    EndedBy,
    EndsOn,
    IsRequired,
    IssuingAuthority,
    KindOfCertificate,
    Market,
    RenewalId,
    RenewalState,
    RenewBy,
    RequirementId,
    RequirementState,
    Scope,
    StateOfRenewal,
    StateOfRequirement,
    StateOfValidity,
    ValidationId,
    ValidationNumber,
    ValidFrom,
    ValidityState,
    ValidUntil,
    VersionNumber,
    WithdrawnBy,
)

Replaced = Meaning(label=t("Replaces", "替代"))


@record(
    "registrations.certificate",
    t("Certificate", "证书"),
    unique=[("kind", "number", "version")],
    index=[("state", "valid_until"), ("party_id",)],
)
class Certificate(Record):
    """One version of a certificate. It holds from its first to its last day, or until it ends."""

    id: CertificateId
    kind: KindOfCertificate
    number: CertificateNumber
    version: VersionNumber
    authority: IssuingAuthority
    valid_from: ValidFrom
    drafted_by: DraftedBy
    valid_until: ValidUntil | None = None
    renew_by: RenewBy | None = None
    market: Market | None = None
    party_id: PartyId | None = None
    scope: Scope | None = None
    replaces_id: Annotated[CertificateId | None, Replaced] = None
    state: StateOfValidity = ValidityState.DRAFT
    approved_by: ApprovedBy | None = None
    approved_at: ApprovedAt | None = None
    ended_on: EndsOn | None = None
    withdrawn_by: WithdrawnBy | None = None


@record(
    "registrations.covered_item",
    t("Covered item", "所含产品"),
    key=("certificate_id", "item_id"),
    index=[("item_id",)],
)
class CoveredItem(Record):
    """An item that a certificate names, with the DI it had then: another DI is another device."""

    certificate_id: CertificateId
    item_id: ItemId
    di: CoveredIdentifier | None = None


@record(
    "registrations.validation",
    t("Process validation", "过程确认"),
    unique=[("number", "version")],
    index=[("operation_code", "state"), ("state", "valid_until")],
)
class ProcessValidation(Record):
    """One version of a validation: of an operation, for one item or all, on one machine or any."""

    id: ValidationId
    number: ValidationNumber
    version: VersionNumber
    operation_code: OperationCode
    valid_from: ValidFrom
    valid_until: ValidUntil
    drafted_by: DraftedBy
    item_id: ItemId | None = None
    equipment_id: EquipmentId | None = None
    scope: Scope | None = None
    replaces_id: Annotated[ValidationId | None, Replaced] = None
    state: StateOfValidity = ValidityState.DRAFT
    approved_by: ApprovedBy | None = None
    approved_at: ApprovedAt | None = None
    ended_on: EndsOn | None = None
    withdrawn_by: WithdrawnBy | None = None


@record(
    "registrations.requirement",
    t("Requirement", "资质要求"),
    index=[("required", "state")],
)
class Requirement(Record):
    """What must be valid; for one item or all, one market or all, one operation."""

    id: RequirementId
    required: IsRequired
    declared_by: DeclaredBy
    declared_at: DeclaredAt
    item_id: ItemId | None = None
    market: Market | None = None
    operation_code: OperationCode | None = None
    state: StateOfRequirement = RequirementState.ACTIVE
    ended_by: EndedBy | None = None


@record(
    "registrations.renewal",
    t("Renewal", "续期任务"),
    index=[("state", "due_on"), ("certificate_id",), ("validation_id",)],
)
class Renewal(Record):
    """The task to renew a certificate or a validation in time."""

    id: RenewalId
    due_on: DueOn
    ends_on: ValidUntil
    certificate_id: CertificateId | None = None
    validation_id: ValidationId | None = None
    state: StateOfRenewal = RenewalState.OPEN
    applied_on: AppliedOn | None = None
    application_number: ApplicationNumber | None = None
