"""GET /api/permissions/…: what is one's own, what is kept apart, what was used; as it is now."""

from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.access_matrix import commands_by_state
from lotproof.derive.names import names
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.access_use import last_sign_ins, last_uses
from lotproof.entrypoints.api.own_access import acting, giving
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.ids import Id
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text, t
from lotproof.kernel.trial import why_not
from lotproof.kernel.work import Reader
from lotproof.modules.people.apart import (
    Clash,
    access_policy,
    clashes,
    comes_to,
    each_comes_to,
    separations,
)
from lotproof.modules.people.commands import GrantRole
from lotproof.modules.people.holdings import holdings
from lotproof.modules.people.queries import (
    AccessReview,
    AccessReviewLine,
    Delegation,
    Role,
    Separation,
    User,
)
from lotproof.modules.people.rules_access import matches
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState
from lotproof.modules.people.vocabulary_access import AccessReviewId, SeparationId

PEOPLE_READ: Final = "people.read"
I = TypeVar("I", bound=Id)  # noqa: E741
_UNLIMITED: Final[dict[str, Any]] = {"scope": [], "valid_from": None, "valid_until": None}


def access_routes() -> list[Route]:
    return [
        Route("/api/permissions/mine", reading(_mine)),
        Route("/api/permissions/own", reading(_own)),
        Route("/api/permissions/separations", reading(_separations)),
        Route("/api/permissions/conflicts", reading(_conflicts)),
        Route("/api/permissions/use", reading(_use)),
        Route("/api/permissions/matrix", reading(_matrix)),
    ]


def _mine(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """For whom the caller may act, roles for emergencies, roles with limits; asked by each form."""
    del request, plant
    return json_response(acting(reader, caller.user_id))


def _own(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The caller's deputies, what they can give to one, and the emergencies they took."""
    del request, plant
    return json_response(giving(reader, caller.user_id))


def _separations(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """What is kept apart, how many have either duty, and who has both now, by which exception."""
    del request, plant
    sessions.require(reader, caller, PEOPLE_READ)
    people = reader.find(User, state=UserState.ACTIVE)
    held = each_comes_to(reader, [user.id for user in people])
    told = []
    for each in separations(reader):
        both = [
            {"user_id": UserId.text(user.id)} | _clash(found)
            for user in people
            for found in clashes(reader, user, held[user.id], [each])
        ]
        counts = [
            sum(any(matches(p, duty) for p in permissions) for permissions in held.values())
            for duty in (each.first, each.second)
        ]
        told.append(_separation(each) | {"counts": counts, "both": both})
    ids = {each["user_id"] for one in told for each in one["both"]}
    named = names(reader, ids, may_of(reader, caller))
    return json_response(
        {
            "separations": told,
            "is_separated": access_policy(reader).is_separated,
            "names": {key: name.as_json() for key, name in named.items()},
        }
    )


def _conflicts(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?user=: each role the person does not have, and why the caller could not grant it now."""
    del plant
    sessions.require(reader, caller, PEOPLE_READ)
    user = reader.get(User, _id(request, "user", UserId, t("a user", "用户")))
    has = {each.role_id for each in holdings(reader, [user.id])[user.id]}
    before, separated = comes_to(reader, UserId(user.id)), separations(reader)
    told = []
    for role in reader.find(Role, state=RoleState.ACTIVE):
        if role.id in has:
            continue
        new = set(role.permissions)
        given = {"user_id": UserId(user.id), "role_id": RoleId(role.id)} | _UNLIMITED
        no = why_not(reader, GrantRole.SPEC, given, caller.actor)
        found = clashes(reader, user, before | new, separated, new)
        told.append(
            {
                "role_id": RoleId.text(role.id),
                "title": Text(role.title, role.title_zh)._asdict(),
                "clashes": [_clash(each) | _separation(each.separation) for each in found],
                "no": None if no is None else _no(no),
            }
        )
    return json_response({"user_id": UserId.text(user.id), "roles": told})


def _use(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?review=: when each access under review was used last, and who has separated duties."""
    del plant
    sessions.require(reader, caller, PEOPLE_READ)
    review_id = _id(request, "review", AccessReviewId, t("an access review", "权限审查"))
    review = reader.get(AccessReview, review_id)
    lines = reader.find(AccessReviewLine, review_id=review.id)
    users = sorted({line.user_id for line in lines})
    view = LedgerView(reader.connection)
    wanted: dict[str, set[tuple[str | None, str | None]]] = {}
    for line in lines:
        lent = None
        if line.delegation_id is not None:
            lent = UserId.text(reader.get(Delegation, line.delegation_id).user_id)
        role = None if line.role_id is None else RoleId.text(line.role_id)
        wanted.setdefault(UserId.text(line.user_id), set()).add((role, lent))
    used, since = last_uses(view, wanted)
    held, separated = each_comes_to(reader, users), separations(reader)
    conflicts = {
        UserId.text(user): [
            _clash(each) | _separation(each.separation)
            for each in clashes(reader, reader.get(User, user), held[user], separated)
        ]
        for user in users
    }
    return json_response(
        {
            "used": [each.as_json() for each in used],
            "since": since,
            "signed_in": last_sign_ins(reader, users),
            "conflicts": {user: found for user, found in conflicts.items() if found},
        }
    )


def _matrix(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Each command: the states in which it works, and what a grant of it can be limited to."""
    del request, plant
    sessions.require(reader, caller, PEOPLE_READ)
    return json_response({"commands": commands_by_state()})


# --- in words -----------------------------------------------------------------------------------


def _separation(each: Separation) -> dict[str, Any]:
    return {
        "separation_id": SeparationId.text(each.id),
        "title": Text(each.title, each.title_zh)._asdict(),
        "duties": [each.first, each.second],
    }


def _clash(found: Clash) -> dict[str, Any]:
    until = None if found.until is None else clock.text(found.until)
    return {"first": found.first, "second": found.second, "exception_until": until}


def _no(refusal: Refused) -> dict[str, Any]:
    return {"code": refusal.code, "why": Text(refusal.text("en"), refusal.text("zh"))._asdict()}


def _id(request: Request, name: str, of: type[I], what: Text) -> I:
    text = request.query_params.get(name, "")
    try:
        return of.parse(text)
    except ValueError:
        raise BadQuestion(text=text[:40], expected=what) from None
