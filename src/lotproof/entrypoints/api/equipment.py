"""GET /api/equipment/{id}: one machine with all that concerns it; /api/transmissions: what a
collector is to write to its machines."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.equipment_overview import equipment_overview
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.transmission.commands import ClaimTransmission
from lotproof.modules.transmission.queries import of_gateway


def equipment_routes() -> list[Route]:
    return [
        Route("/api/equipment/{id}", reading(_equipment)),
        Route("/api/transmissions", reading(_transmissions)),
    ]


def _transmissions(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """?source= the code of a source: what the caller's own account is to write by it."""
    del plant
    sessions.require(reader, caller, ClaimTransmission.SPEC.permission)
    source = request.query_params.get("source", "")
    return json_response({"transmissions": of_gateway(reader, caller.user_id, source)})


def _equipment(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What of it the caller may not read is null."""
    del plant
    sessions.require(reader, caller, "equipment.read")
    text = request.path_params["id"]
    kind, number = id_of(text)
    if kind is not EquipmentId:
        raise BadQuestion(text=text[:40], expected=t("a machine or instrument", "设备或仪器"))
    may = may_of(reader, caller)
    return json_response(equipment_overview(reader, EquipmentId(number), may))
