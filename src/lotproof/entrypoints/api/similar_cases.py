"""GET /api/similar/{subject}: what was found, reviewed and improved before, and what helped."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.names import names
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.work import Reader
from lotproof.modules.nonconformance.queries import (
    SimilarCase,
    case_of,
    similar_cases,
    subjects_of,
)
from lotproof.modules.nonconformance.vocabulary import ImprovementId, ReportId, ReviewId

READ = "nonconformance.read"
ROWS_MAX = 200


def similar_case_routes() -> list[Route]:
    return [Route("/api/similar/{subject}", reading(_similar))]


def _similar(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Earlier reports, reviews and proposals, newest first: those that share an item, a machine or
    the parameter with a report, review or proposal; or those about an item or a machine, and
    about ?parameter= where it is given. At most ROWS_MAX of `count`."""
    del plant
    sessions.require(reader, caller, READ)
    subject = request.path_params["subject"]
    id_type, _ = id_of(subject)
    if id_type in (ReportId, ReviewId, ImprovementId):
        parameter = case_of(reader, subject).parameter
        found = similar_cases(reader, subjects_of(reader, subject), parameter, besides=subject)
    else:
        parameter = request.query_params.get("parameter")
        found = similar_cases(reader, [subject], parameter)
    shown = found[:ROWS_MAX]
    ids = {id_ for each in shown for id_ in each.shared if id_ != each.parameter}
    named = names(reader, ids, may_of(reader, caller))
    return json_response(
        {
            "subject": subject,
            "count": len(found),
            "rows": [_row(each) for each in shown],
            "names": {id_: name.as_json() for id_, name in named.items()},
        }
    )


def _row(each: SimilarCase) -> dict[str, Any]:
    return {
        "id": each.case,
        "number": each.number,
        "told": each.told,
        "state": each.state._asdict(),
        "opened_at": clock.text(each.opened_at),
        "outcome": each.outcome,
        "has_helped": each.has_helped,
        "shared": list(each.shared),
        "parameter": each.parameter,
    }
