"""What can be asked of certificates, process validations, requirements and renewals."""

import msgspec

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.registrations.vocabulary import (
    ApplicationNumber,
    AppliedOn,
    CertificateId,
    CertificateNumber,
    CoveredItems,
    EndsOn,
    IsRequired,
    IssuingAuthority,
    KindOfCertificate,
    Market,
    RenewalId,
    RenewBy,
    RequirementId,
    Scope,
    ValidationId,
    ValidationNumber,
    ValidFrom,
    ValidUntil,
)


@command(
    "registrations.draft_certificate/1",
    t("Draft certificate", "录入证书"),
    permission="registrations.certificate.draft",
    zh="录入证书，或已有证书的新版本；由他人核对批准后生效。",
)
class DraftCertificate(Command):
    """Enter a certificate, or a new version of one; it counts when somebody else approves it."""

    kind: KindOfCertificate
    number: CertificateNumber
    authority: IssuingAuthority
    valid_from: ValidFrom
    valid_until: ValidUntil | None = None
    renew_by: RenewBy | None = None
    market: Market | None = None
    party_id: PartyId | None = None
    scope: Scope | None = None
    item_ids: CoveredItems = msgspec.field(default_factory=list)
    replaces_id: CertificateId | None = None


@command(
    "registrations.approve_certificate/1",
    t("Approve certificate", "批准证书"),
    permission="registrations.certificate.approve",
    zh="与证书原件核对一致后批准；被替代的版本自新版本有效期起失效。",
    signs=t("Approved, agrees with the original", "批准，与原件一致"),
)
class ApproveCertificate(Command):
    """Confirm that it says what the original says; what it replaces ends when it begins."""

    certificate_id: CertificateId


@command(
    "registrations.withdraw_certificate/1",
    t("Withdraw certificate", "撤销证书"),
    permission="registrations.certificate.withdraw",
    zh="证书自某日起不再有效，如被注销、吊销或录入有误；草稿则作废。",
    needs_reason=True,
)
class WithdrawCertificate(Command):
    """End a certificate on a day: cancelled, revoked or entered in error. A draft is dropped."""

    certificate_id: CertificateId
    ended_on: EndsOn | None = None


@command(
    "registrations.draft_validation/1",
    t("Draft process validation", "录入过程确认"),
    permission="registrations.validation.draft",
    zh="录入过程确认，或已有确认的新版本（再确认）；由他人批准后生效。",
)
class DraftValidation(Command):
    """Enter a process validation, or a new version after revalidation (ISO 13485 clause 7.5.6)."""

    number: ValidationNumber
    operation_code: OperationCode
    valid_from: ValidFrom
    valid_until: ValidUntil
    item_id: ItemId | None = None
    equipment_id: EquipmentId | None = None
    scope: Scope | None = None
    replaces_id: ValidationId | None = None


@command(
    "registrations.approve_validation/1",
    t("Approve process validation", "批准过程确认"),
    permission="registrations.validation.approve",
    zh="批准过程确认；被替代的版本自新版本有效期起失效。",
    signs=t("Process validation approved", "批准过程确认"),
)
class ApproveValidation(Command):
    """Confirm a process validation; what it replaces ends when it begins."""

    validation_id: ValidationId


@command(
    "registrations.withdraw_validation/1",
    t("Withdraw process validation", "撤销过程确认"),
    permission="registrations.validation.withdraw",
    zh="过程确认自某日起不再有效，如设备或材料已变更；草稿则作废。",
    needs_reason=True,
)
class WithdrawValidation(Command):
    """End a validation on a day, since machine or material changed. A draft is dropped."""

    validation_id: ValidationId
    ended_on: EndsOn | None = None


@command(
    "registrations.declare_requirement/1",
    t("Declare requirement", "声明资质要求"),
    permission="registrations.requirement.declare",
    zh="声明发货或开工前必须具备的有效资质：产品、市场或工序不填即指全部。",
    needs_reason=True,
)
class DeclareRequirement(Command):
    """Say what must be valid before something is shipped or run; what is left out means all."""

    required: IsRequired
    item_id: ItemId | None = None
    market: Market | None = None
    operation_code: OperationCode | None = None


@command(
    "registrations.end_requirement/1",
    t("End requirement", "终止资质要求"),
    permission="registrations.requirement.end",
    zh="终止一项资质要求；不得由声明人终止。",
    needs_reason=True,
)
class EndRequirement(Command):
    """End a requirement; somebody else than who declared it."""

    requirement_id: RequirementId


@command(
    "registrations.record_application/1",
    t("Record renewal application", "记录续期申请"),
    permission="registrations.renewal.record",
    zh="记录已提出的续期申请；其资质在新版本生效前仍按原期限计算。",
    is_fact=True,
)
class RecordApplication(Command):
    """Record that a renewal was applied for; validity stays as it is until a new version."""

    renewal_id: RenewalId
    applied_on: AppliedOn
    application_number: ApplicationNumber | None = None


@command(
    "registrations.drop_renewal/1",
    t("Drop renewal", "放弃续期"),
    permission="registrations.renewal.drop",
    zh="决定不再续期，说明原因。",
    needs_reason=True,
)
class DropRenewal(Command):
    """Decide not to renew."""

    renewal_id: RenewalId
