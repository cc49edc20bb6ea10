"""Typed reads of certificates, process validations, requirements and renewals."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.record import Record
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.queries import Item, RoutingOperation
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.registrations.records import (
    Certificate,
    CoveredItem,
    ProcessValidation,
    Renewal,
    Requirement,
)
from lotproof.modules.registrations.rules import is_valid
from lotproof.modules.registrations.vocabulary import (
    OF_CONSIGNEES,
    OF_DEVICES,
    OF_PRODUCTION,
    CertificateKind,
    RenewalState,
    RequiredThing,
    RequirementState,
    ValidityState,
)

__all__ = [
    "Certificate",
    "CoveredItem",
    "Ending",
    "ProcessValidation",
    "Renewal",
    "Requirement",
    "certificate_versions",
    "consignee_certificate",
    "device_certificate",
    "ending",
    "has_operation",
    "production_certificate",
    "renewals_due",
    "requirements",
    "valid_validation",
    "validation_versions",
]

R = TypeVar("R", bound=Record)

_CERTIFICATE, _COVERED = Certificate.KIND.table, CoveredItem.KIND.table
_RENEWAL = Renewal.KIND.table
_PENDING = (RenewalState.OPEN, RenewalState.APPLIED)

_STEP = RoutingOperation.KIND.table
_OPERATION: Statement[RoutingOperation] = Statement(
    select(_STEP.c.routing_id).where(_STEP.c.code == bindparam("code")).limit(1)
)
_COVERING = Statement(
    select(*_CERTIFICATE.c)
    .join(_COVERED, _COVERED.c.certificate_id == _CERTIFICATE.c.id)
    .where(_COVERED.c.item_id == bindparam("item_id"))
    .where(or_(_COVERED.c.di.is_(None), _COVERED.c.di == bindparam("di")))
    .order_by(_CERTIFICATE.c.id),
    Certificate,
)


def _ending(kind: type[R]) -> Statement[R]:
    """What is effective and ends by `until`, first to end first, `most` of them."""
    table = kind.KIND.table
    return Statement(
        select(*table.c)
        .where(table.c.state == ValidityState.EFFECTIVE.value)
        .where(table.c.valid_until <= bindparam("until"))
        .order_by(table.c.valid_until, table.c.id)
        .limit(bindparam("most")),
        kind,
    )


_ENDING, _ENDING_VALIDATIONS = _ending(Certificate), _ending(ProcessValidation)
_RENEWALS = Statement(
    select(*_RENEWAL.c)
    .where(or_(*(_RENEWAL.c.state == state.value for state in _PENDING)))
    .where(_RENEWAL.c.due_on <= bindparam("until"))
    .order_by(_RENEWAL.c.due_on, _RENEWAL.c.id)
    .limit(bindparam("most")),
    Renewal,
)


class Ending(NamedTuple):
    """What ends soon or has lapsed."""

    certificates: list[Certificate]
    validations: list[ProcessValidation]


def requirements(reader: Reader, required: RequiredThing) -> list[Requirement]:
    """In force."""
    return reader.find(Requirement, required=required, state=RequirementState.ACTIVE)


def device_certificate(reader: Reader, item: Item, market: str, day: date) -> Certificate | None:
    """A registration or filing by which the device may be sold in the market on a day."""
    for each in reader.select(_COVERING, item_id=int(item.id), di=item.di or ""):
        if each.kind in OF_DEVICES and each.market == market and is_valid(each, day):
            return each
    return None


def consignee_certificate(
    reader: Reader, party_id: PartyId, item: Item, day: date
) -> Certificate | None:
    """What qualifies a consignee for an item on a day."""
    held = (c for c in reader.find(Certificate, party_id=party_id) if c.kind in OF_CONSIGNEES)
    return _first_covering(reader, held, item, day)


def production_certificate(reader: Reader, item: Item, day: date) -> Certificate | None:
    """A licence or filing under which the item may be made on a day."""
    held = (c for kind in sorted(OF_PRODUCTION) for c in reader.find(Certificate, kind=kind))
    return _first_covering(reader, held, item, day)


def _first_covering(
    reader: Reader, certificates: Iterable[Certificate], item: Item, day: date
) -> Certificate | None:
    """The first that is valid and names the item, or names none: then its scope speaks."""
    for each in certificates:
        if not is_valid(each, day):
            continue
        covered = reader.find(CoveredItem, certificate_id=each.id)
        if not covered or any(c.item_id == item.id and c.di in (None, item.di) for c in covered):
            return each
    return None


def valid_validation(
    reader: Reader, operation_code: str, item: Item, equipment_id: EquipmentId | None, day: date
) -> ProcessValidation | None:
    """A validation of the operation for the item on the equipment, valid on a day."""
    for each in reader.find(ProcessValidation, operation_code=operation_code):
        if (
            each.item_id in (None, item.id)
            and each.equipment_id in (None, equipment_id)
            and is_valid(each, day)
        ):
            return each
    return None


def has_operation(reader: Reader, code: str) -> bool:
    """Whether any routing, in any state, has an operation with this code."""
    return bool(reader.rows(_OPERATION, code=code))


def certificate_versions(reader: Reader, kind: CertificateKind, number: str) -> list[Certificate]:
    """All versions under a number, drafts and withdrawn ones too, oldest first."""
    return reader.find(Certificate, kind=kind, number=number)


def validation_versions(reader: Reader, number: str) -> list[ProcessValidation]:
    """All versions under a number, drafts and withdrawn ones too, oldest first."""
    return reader.find(ProcessValidation, number=number)


def ending(reader: Reader, until: date, most: int = 500) -> Ending:
    """In force and ending by a day, or over already and not replaced; soonest first."""
    bounds = {"until": until.isoformat(), "most": most}
    return Ending(reader.select(_ENDING, **bounds), reader.select(_ENDING_VALIDATIONS, **bounds))


def renewals_due(reader: Reader, until: date, most: int = 500) -> list[Renewal]:
    """Renewals to be applied for by a day, or under way; soonest first."""
    return reader.select(_RENEWALS, until=until.isoformat(), most=most)
