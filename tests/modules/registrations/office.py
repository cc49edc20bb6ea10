"""Short words for what a regulatory affairs office does."""

from datetime import date
from typing import Any

from lotproof.modules.registrations.commands import (
    ApproveCertificate,
    ApproveValidation,
    DeclareRequirement,
    DraftCertificate,
    DraftValidation,
)
from lotproof.modules.registrations.vocabulary import (
    CertificateId,
    CertificateKind,
    RequiredThing,
    RequirementId,
    ValidationId,
)
from tests.support.plant import Plant

FROM, UNTIL = date(2024, 3, 15), date(2026, 3, 14)
"""The plant's first day is 2026-03-02."""
WHY = "as the original says"
CHECKER = "usr_2"


def drafting(**given: Any) -> DraftCertificate:
    said: dict[str, Any] = {
        "kind": CertificateKind.DEVICE_REGISTRATION,
        "number": "国械注准20242140001",
        "authority": "NMPA",
        "valid_from": FROM,
        "valid_until": UNTIL,
        "market": "CN",
    }
    return DraftCertificate(**(said | given))


def licence(**given: Any) -> DraftCertificate:
    """A certificate of a consignee or of the plant: no market, a scope."""
    said = {"market": None, "scope": "Class II and III", "number": "苏药监械2024-1"}
    return drafting(**(said | given))


def draft(plant: Plant, command: DraftCertificate) -> CertificateId:
    return CertificateId.parse(plant.ok(command).value("certificate_id"))


def certify(plant: Plant, command: DraftCertificate) -> CertificateId:
    """Drafted by one, approved by another."""
    certificate_id = draft(plant, command)
    plant.ok(ApproveCertificate(certificate_id=certificate_id), actor=CHECKER)
    return certificate_id


def validating(**given: Any) -> DraftValidation:
    said: dict[str, Any] = {
        "number": "PV-001",
        "operation_code": "M",
        "valid_from": FROM,
        "valid_until": UNTIL,
    }
    return DraftValidation(**(said | given))


def validate(plant: Plant, command: DraftValidation) -> ValidationId:
    validation_id = ValidationId.parse(plant.ok(command).value("validation_id"))
    plant.ok(ApproveValidation(validation_id=validation_id), actor=CHECKER)
    return validation_id


def require(plant: Plant, required: RequiredThing, **of: Any) -> RequirementId:
    declared = plant.ok(DeclareRequirement(required=required, **of), reason=WHY)
    return RequirementId.parse(declared.value("requirement_id"))
