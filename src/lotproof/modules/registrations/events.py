"""What has happened to certificates, process validations, requirements and renewals."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.registrations.vocabulary import (
    CertificateId,
    RenewalId,
    RequirementId,
    ValidationId,
)


@event(
    "registrations.certificate_drafted/1",
    t("Certificate {certificate_id} drafted", "录入证书 {certificate_id}"),
)
class CertificateDrafted(Event):
    certificate_id: CertificateId


@event(
    "registrations.certificate_approved/1",
    t("Certificate {certificate_id} approved", "批准证书 {certificate_id}"),
)
class CertificateApproved(Event):
    certificate_id: CertificateId


@event(
    "registrations.certificate_withdrawn/1",
    t("Certificate {certificate_id} withdrawn", "撤销证书 {certificate_id}"),
)
class CertificateWithdrawn(Event):
    certificate_id: CertificateId


@event(
    "registrations.validation_drafted/1",
    t("Process validation {validation_id} drafted", "录入过程确认 {validation_id}"),
)
class ValidationDrafted(Event):
    validation_id: ValidationId


@event(
    "registrations.validation_approved/1",
    t("Process validation {validation_id} approved", "批准过程确认 {validation_id}"),
)
class ValidationApproved(Event):
    validation_id: ValidationId


@event(
    "registrations.validation_withdrawn/1",
    t("Process validation {validation_id} withdrawn", "撤销过程确认 {validation_id}"),
)
class ValidationWithdrawn(Event):
    validation_id: ValidationId


@event(
    "registrations.requirement_declared/1",
    t("Requirement {requirement_id} declared", "声明资质要求 {requirement_id}"),
)
class RequirementDeclared(Event):
    requirement_id: RequirementId


@event(
    "registrations.requirement_ended/1",
    t("Requirement {requirement_id} ended", "终止资质要求 {requirement_id}"),
)
class RequirementEnded(Event):
    requirement_id: RequirementId


@event(
    "registrations.application_recorded/1",
    t("Renewal {renewal_id} applied for", "续期 {renewal_id} 已申请"),
)
class ApplicationRecorded(Event):
    renewal_id: RenewalId


@event(
    "registrations.renewal_dropped/1",
    t("Renewal {renewal_id} dropped", "放弃续期 {renewal_id}"),
)
class RenewalDropped(Event):
    renewal_id: RenewalId
