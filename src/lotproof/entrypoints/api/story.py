"""GET /api/story/…: what happened to a thing and to what belongs to it, to be told step by step."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.beside import with_units
from lotproof.derive.names import names
from lotproof.derive.near_story import known_ids, near_story
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading, require_story, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.family import family
from lotproof.modules.traceability.queries import identify

ENTRIES_MAX = 5_000
NAMES_MAX = 5_000


def story_routes() -> list[Route]:
    return [Route("/api/story/{subject:path}", reading(_story))]


def _story(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?limit= entries at most; relatives whose kind the caller may not read are left out."""
    del plant
    subject = identify(reader, request.path_params["subject"])
    require_story(reader, caller, id_of(subject)[0])
    may, view = may_of(reader, caller), LedgerView(reader.connection)
    limit = min(whole(request.query_params.get("limit", str(ENTRIES_MAX))), ENTRIES_MAX)
    relatives = family(reader, subject)
    called = names(reader, (each.id for each in relatives), may)
    shown = [each for each in relatives if each.id in called]
    told = near_story(view, subject, [each.id for each in shown], may, limit)
    with_units(reader, told["entries"])
    ids = sorted(known_ids(told["entries"]) | {subject})[:NAMES_MAX]
    return json_response(
        {
            "subject": subject,
            "size": view.size,
            "family": [
                {"id": each.id, "relation": each.relation._asdict()} | called[each.id].as_json()
                for each in shown
            ],
            "names": {id_: name.as_json() for id_, name in names(reader, ids, may).items()},
        }
        | told
    )
