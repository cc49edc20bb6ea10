"""GET /api/names and /api/pick: what people call things, and which thing they mean."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.interface import kind_of
from lotproof.derive.listing import NoSuchKind
from lotproof.derive.names import may_name, names
from lotproof.derive.openapi import read_permission
from lotproof.derive.picking import pick
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response, of_refusal
from lotproof.entrypoints.api.reading import may_of, reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader

NAMES_MAX = 500
PICKED_MAX = 100
_TEXT_MAX = 512


def routes() -> list[Route]:
    return [
        Route("/api/names", reading(_names)),
        Route("/api/pick/{prefix}", reading(_pick)),
    ]


def _names(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """`?ids=lot_1,usr_3`: the names of those that exist and that the caller may read."""
    del plant
    ids = [each for each in request.query_params.get("ids", "").split(",") if each]
    if len(ids) > NAMES_MAX:
        expected = t("a list of at most {n} ids", "不超过 {n} 个编号的列表").fill(n=NAMES_MAX)
        raise BadQuestion(text=f"{len(ids)} ids", expected=expected)
    found = names(reader, ids, may_of(reader, caller))
    return json_response({id_: name.as_json() for id_, name in found.items()})


def _pick(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """`?q=` the beginning of a number, any part of a name where there are few, or a barcode."""
    del plant
    prefix, query = request.path_params["prefix"], request.query_params
    kind = kind_of(prefix)
    if kind is None:
        raise NoSuchKind(name=prefix[:40])
    may = may_of(reader, caller)
    if not may_name(kind, may):
        raise of_refusal(not_permitted(read_permission(kind.name)))
    limit = min(whole(query.get("limit", "20")), PICKED_MAX)
    found = pick(reader, kind, query.get("q", "")[:_TEXT_MAX], limit, may)
    return json_response([{"id": name.id} | name.as_json() for name in found])
