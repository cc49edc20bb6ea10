"""GET /api/expiring, /api/retained: what ends soon, and until when something is kept."""

from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.interface import kind_of
from lotproof.derive.names import names
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.erased import ErasedPart
from lotproof.kernel.meaning import dump
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.registrations.queries import (
    Certificate,
    CoveredItem,
    ProcessValidation,
    Renewal,
    ending,
    renewals_due,
)
from lotproof.modules.registrations.vocabulary import CertificateId, RenewalId, ValidationId
from lotproof.modules.retention.queries import holds_on, kept

REGISTRATIONS, RETENTION = "registrations.read", "retention.read"
DAYS, DAYS_MAX = 90, 3660
_ITEMS_SHOWN = 20
_RENEWALS_MAX = 5000


def validity_routes() -> list[Route]:
    return [
        Route("/api/expiring", reading(_expiring)),
        Route("/api/retained/{subject}", reading(_retained)),
    ]


def _expiring(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?days= from today: certificates and validations in force that end, soonest first; lapsed
    ones that nothing has replaced are among them, with negative `days_left`."""
    del plant
    sessions.require(reader, caller, REGISTRATIONS)
    days = whole(request.query_params.get("days", str(DAYS)))
    if days > DAYS_MAX:
        expected = t("at most {n} days", "不超过 {n} 天").fill(n=DAYS_MAX)
        raise BadQuestion(text=str(days)[:40], expected=expected)
    today, until = reader.today, reader.today + timedelta(days=days)
    found = ending(reader, until)
    renewals = _renewals(reader)
    rows = [_certificate(reader, each, today, renewals) for each in found.certificates]
    rows += [_validation(each, today, renewals) for each in found.validations]
    rows.sort(key=lambda row: (row["valid_until"], row["id"]))
    ids = {id_ for row in rows for id_ in row["about"]}
    named = {
        id_: name.as_json() for id_, name in names(reader, ids, may_of(reader, caller)).items()
    }
    return json_response(
        {"today": today.isoformat(), "until": until.isoformat(), "rows": rows, "names": named}
    )


def _renewals(reader: Reader) -> dict[str, Renewal]:
    """The renewal that is open for each thing, by its id."""
    found: dict[str, Renewal] = {}
    for each in renewals_due(reader, date.max, _RENEWALS_MAX):
        if each.certificate_id is not None:
            found[CertificateId.text(each.certificate_id)] = each
        if each.validation_id is not None:
            found[ValidationId.text(each.validation_id)] = each
    return found


def _certificate(
    reader: Reader, each: Certificate, today: date, renewals: dict[str, Renewal]
) -> dict[str, Any]:
    covered = reader.find(CoveredItem, certificate_id=each.id)
    about = [f"itm_{int(c.item_id)}" for c in covered[:_ITEMS_SHOWN]]
    if each.party_id is not None:
        about.insert(0, f"pty_{int(each.party_id)}")
    row = _row(CertificateId.text(each.id), "registrations.certificate", each, today, renewals)
    return row | {
        "what": each.kind.label._asdict(),
        "market": each.market,
        "about": about,
        "more": max(0, len(covered) - _ITEMS_SHOWN),
    }


def _validation(
    each: ProcessValidation, today: date, renewals: dict[str, Renewal]
) -> dict[str, Any]:
    about = [] if each.item_id is None else [f"itm_{int(each.item_id)}"]
    about += [] if each.equipment_id is None else [f"eqp_{int(each.equipment_id)}"]
    row = _row(ValidationId.text(each.id), "registrations.validation", each, today, renewals)
    label = t("Process validation", "过程确认")._asdict()
    return row | {"what": label, "operation": each.operation_code, "about": about, "more": 0}


def _row(
    id_: str,
    kind: str,
    each: Certificate | ProcessValidation,
    today: date,
    renewals: dict[str, Renewal],
) -> dict[str, Any]:
    assert each.valid_until is not None
    renewal = renewals.get(id_)
    return {
        "id": id_,
        "kind": kind,
        "number": each.number,
        "version": each.version,
        "valid_until": each.valid_until.isoformat(),
        "days_left": (each.valid_until - today).days,
        "renewal": None
        if renewal is None
        else dump(renewal) | {"id": RenewalId.text(renewal.id), "is_late": renewal.due_on < today},
    }


def _retained(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Until when a record is kept, by which rule, what holds it, and what of it was erased."""
    del plant
    subject = request.path_params["subject"]
    id_type, number = id_of(subject)
    kind = kind_of(id_type.prefix)
    if kind is None:
        raise BadQuestion(text=subject[:40], expected=t("the id of a record", "记录的编号"))
    sessions.require(reader, caller, RETENTION)
    sessions.require(reader, caller, read_permission(kind.name))
    found = kept(reader, reader.get(kind.cls, id_type(number)))
    return json_response(
        {
            "subject": subject,
            "kind": kind.name,
            "until": None if found is None or found.until is None else found.until.isoformat(),
            "is_open": found is not None and found.until is None,
            "rule": None if found is None else dump(found.rule),
            "holds": [dump(hold) for hold in holds_on(reader, kind.name, subject)],
            "erased": [dump(part) for part in reader.find(ErasedPart, subject=subject)],
        }
    )
