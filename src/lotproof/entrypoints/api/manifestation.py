"""GET /api/signatures: the signatures on a record, or that of an entry (21 CFR 11.50(b))."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive import listing as lists
from lotproof.derive.manifestation import signature_of, signatures_on
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.entries import require_entry
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, reading, seen_by, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Kind
from lotproof.kernel.text import t
from lotproof.modules.signing.intent import kind_of
from lotproof.modules.traceability.queries import Unknown


def manifestation_routes() -> list[Route]:
    return [Route("/api/signatures", reading(_signatures))]


def _signatures(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """Of a record (`subject`, or `kind` and `key`) for who may read it; of an `entry` for who may
    read that."""
    del plant
    query, view = request.query_params, LedgerView(reader.connection)
    if "entry" in query:
        sealed = view.entry(whole(query["entry"]))
        require_entry(sealed, caller, reader)
        return json_response(signature_of(reader, view, sealed.envelope.id))
    kind, key = _record(query)
    sessions.require(reader, caller, read_permission(kind.name))
    if lists.one(reader, kind, key, seen_by(reader, caller, kind)) is None:
        raise Unknown(text=f"{kind.name} {key}"[:120])
    return json_response(signatures_on(reader, view, kind.name, key))


def _record(query: Any) -> tuple[Kind, str]:
    """The record that is asked for; BadQuestion where none is named."""
    if "kind" in query and "key" in query:
        return lists.kind_of(query["kind"]), query["key"]
    subject = query.get("subject", "")
    kind = kind_of(id_of(subject)[0])
    if kind is None:
        expected = t("the id of a record", "记录编号")
        raise BadQuestion(text=subject[:40], expected=expected)
    return kind, subject
