"""GET /api/permissions/grantors: whom somebody asks who was refused for want of a permission."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.queries import permissions_of, users
from lotproof.modules.people.vocabulary import UserId, UserState

SHOWN_MAX: Final = 5


def grantor_routes() -> list[Route]:
    return [Route("/api/permissions/grantors", reading(_grantors))]


def _grantors(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The names of up to SHOWN_MAX active people who may grant roles now.

    Whoever is signed in may know them: a person who is refused has to be told whom to ask.
    """
    del request, plant, caller
    able = [
        user.name
        for user in users(reader)
        if user.state is UserState.ACTIVE
        and not user.is_service
        and GrantRole.SPEC.permission in permissions_of(reader, UserId(user.id))
    ]
    return json_response({"people": able[:SHOWN_MAX]})
