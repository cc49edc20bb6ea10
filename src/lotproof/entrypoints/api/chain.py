"""GET /api/chain: what something was caused by and what it led to; and one reading proved alone."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_causes import CausesView
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.causes import chain_of, first_about
from lotproof.derive.chain import told_chain
from lotproof.derive.one_reading import READINGS_PART, find_reading
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.boards import instant
from lotproof.entrypoints.api.entries import may_entry, require_entry, withheld_parts
from lotproof.entrypoints.api.problems import NOT_IN_LEDGER, BadQuestion, Problem, json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading, require_story, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.ledger.item_proof import SUFFIX, NoSuchItem, prove, write
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.vocabulary import PointId

_ABOUT: Final = "about"
NO_READING: Final = t(
    "There is no such reading, or it is not shown to you.", "没有该读数，或您无权查看。"
)


def chain_routes() -> list[Route]:
    return [
        Route("/api/chain", reading(_chain)),
        Route("/api/entries/{seq}/items/{part}/{index}", reading(_item)),
        Route("/api/monitoring/points/{id}/proof", reading(_proof_of_reading)),
    ]


def _chain(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?about= a thing such as exc_5, or the number of an entry."""
    del plant
    about = request.query_params.get(_ABOUT, "")
    view = LedgerView(reader.connection)
    causes = CausesView(view)
    if about.isascii() and about.isdecimal():
        seq: int | None = whole(about)
        assert seq is not None
        require_entry(view.entry(seq), caller, reader)
    else:
        kind, number = id_of(about)
        require_story(reader, caller, kind)
        seq = first_about(causes, kind.text(number))
    if seq is None:
        raise Problem(404, "not_sealed", NOT_IN_LEDGER)
    chain = chain_of(causes, seq)
    told = told_chain(
        reader,
        causes,
        chain,
        seq,
        lambda sealed: may_entry(sealed, caller, reader),
        reader.hides,
    )
    return json_response({"about": about} | told)


def _item(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The proof of one item of an entry, as a file; 404 until a signed checkpoint covers it."""
    del plant
    seq, index = whole(request.path_params["seq"]), whole(request.path_params["index"])
    sealed = LedgerView(reader.connection).entry(seq)
    return _file(reader, caller, sealed, request.path_params["part"], index)


def _proof_of_reading(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """?at= the instant of one reading of a point: its proof, as a file."""
    del plant
    sessions.require(reader, caller, "monitoring.read")
    kind, number = id_of(request.path_params["id"])
    if kind is not PointId:
        expected = t("a monitoring point", "监测点")
        raise BadQuestion(text=request.path_params["id"][:40], expected=expected)
    point = reader.get(Point, number)
    at = instant(request.query_params.get("at", ""))
    found = find_reading(reader, CausesView(LedgerView(reader.connection)), point, at)
    if found is None:
        raise Problem(404, "not_found", NO_READING)
    return _file(reader, caller, found.sealed, READINGS_PART, found.place)


def _file(
    reader: Reader, caller: sessions.Caller, sealed: Sealed, part: str, index: int
) -> Response:
    require_entry(sealed, caller, reader)
    if part in withheld_parts(sealed, caller, may_of(reader, caller)):
        raise Problem(404, "not_found", NO_READING)
    try:
        proof = prove(sealed, part, index, LedgerView(reader.connection).proof(sealed.seq))
    except NoSuchItem:
        raise Problem(404, "not_found", NO_READING) from None
    name = f"{sealed.seq}-{index}{SUFFIX}"
    return Response(
        write(proof),
        media_type="application/json",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
