"""GET /api/spc/…: the wall of control charts, one over time, and the baseline of its limits."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.boards import instant
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.spc.picture import baseline, picture, wall
from lotproof.modules.spc.vocabulary import ChartId, SignalRule

_READ: Final = "spc.read"
_DAY_US: Final = 86_400_000_000


def spc_routes() -> list[Route]:
    return [
        Route("/api/spc/wall", reading(_wall)),
        Route("/api/spc/charts/{id}", reading(_chart)),
        Route("/api/spc/charts/{id}/baseline", reading(_baseline)),
    ]


def _wall(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    sessions.require(reader, caller, _READ)
    return json_response(wall(reader))


def _chart(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?from= and ?to= instants, the last day unless said."""
    del plant
    sessions.require(reader, caller, _READ)
    return json_response(picture(reader, _of(request), *_span(request, reader)))


def _baseline(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?from= and ?to= instants; ?without= instants of points left out; ?rules= run rules."""
    del plant
    sessions.require(reader, caller, _READ)
    query = request.query_params
    left_out = {instant(each) for each in query.get("without", "").split(",") if each}
    chosen = [_rule(each) for each in query.get("rules", SignalRule.NELSON_1.value).split(",")]
    span = _span(request, reader)
    return json_response(baseline(reader, _of(request), span, left_out, chosen))


def _of(request: Request) -> ChartId:
    of, number = id_of(request.path_params["id"])
    if of is not ChartId:
        raise BadQuestion(
            text=request.path_params["id"][:40], expected=t("a control chart", "控制图")
        )
    return ChartId(number)


def _span(request: Request, reader: Reader) -> tuple[Instant, Instant]:
    query = request.query_params
    until = instant(query["to"]) if "to" in query else reader.now
    since = instant(query["from"]) if "from" in query else Instant(until - _DAY_US)
    return since, until


def _rule(text: str) -> SignalRule:
    for rule in SignalRule:
        if rule.value == text:
            return rule
    raise BadQuestion(text=text[:40], expected=t("a run rule", "判异准则"))


def described_charts() -> dict[str, tuple[Text, tuple[str, ...], dict[str, Any]]]:
    """What the addresses answer and ask, as the API document says it."""
    text = {"type": "string"}
    moment = {"type": "string", "format": "date-time"}
    span = {"from": moment, "to": moment}
    return {
        "/api/spc/wall": (t("all control charts now", "控制图总览"), (), {}),
        "/api/spc/charts/{id}": (t("a control chart over time", "控制图"), ("id",), span),
        "/api/spc/charts/{id}/baseline": (
            t("limits that would follow from a baseline", "由基线得出的控制限"),
            ("id",),
            span | {"without": text, "rules": text},
        ),
    }
