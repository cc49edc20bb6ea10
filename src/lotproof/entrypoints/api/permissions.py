"""GET /api/permissions/…: who could do what on a day, and by what; proved by named entries."""

from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_search import Question, search
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.could import Told, could, day_of, telling_kinds
from lotproof.derive.names import names
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.modules.people.authority import SYSTEM_ACTORS
from lotproof.modules.people.holdings import Held, holdings
from lotproof.modules.people.queries import PROGRAMS_OWN, Role, deputyships, known_permissions
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import DelegationId

PEOPLE_READ: Final = "people.read"
_PAGE: Final = 1_000


def permission_routes() -> list[Route]:
    return [
        Route("/api/permissions/who", reading(_who)),
        Route("/api/permissions/of", reading(_of)),
        Route("/api/permissions/mine", reading(_mine)),
    ]


def _who(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?permission= or ?command=, ?on= a day of the site: everybody who could, and how."""
    del plant
    sessions.require(reader, caller, PEOPLE_READ)
    permission = _permission(request)
    on = _day(request, reader)
    size, found = _asked(reader, on, permission=permission)
    programs = [actor for actor, begins in SYSTEM_ACTORS.items() if permission.startswith(begins)]
    ways = [each.as_json() for each in found]
    told = {"permission": permission, "ways": ways, "programs": programs}
    return json_response(_dated(reader, on, size) | told | _named(reader, caller, found))


def _of(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?user= and ?on=: everything that a person could do, by each role and delegation."""
    del plant
    user = _user(request)
    if user != caller.actor:
        sessions.require(reader, caller, PEOPLE_READ)
    on = _day(request, reader)
    size, found = _asked(reader, on, user=user)
    ways = [each.as_json() | {"permissions": sorted(each.permissions)} for each in found]
    told = {"user_id": user, "ways": ways}
    return json_response(_dated(reader, on, size) | told | _named(reader, caller, found))


def _mine(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """For whom the caller may act now, which roles are limited, which are there for emergencies."""
    del request, plant
    held = holdings(reader, [caller.user_id])[caller.user_id]
    given = deputyships(reader, caller.user_id)
    return json_response(
        {
            "delegations": [
                {
                    "delegation_id": DelegationId.text(each.id),
                    "behalf": UserId.text(each.user_id),
                    "permissions": each.permissions,
                    "valid_until": clock.text(each.valid_until),
                }
                for each in given
            ],
            "emergency": [_role(reader, each) for each in held if each.is_emergency],
            "limited": [
                _role(reader, each)
                for each in held
                if not each.is_emergency and (each.limits or each.since or each.until)
            ],
        }
    )


def _role(reader: Reader, held: Held) -> dict[str, Any]:
    role = reader.get(Role, held.role_id)
    counts = held.counts_at(reader.now)
    return {
        "role_id": RoleId.text(held.role_id),
        "code": role.code,
        "hours": role.emergency_hours,
        "scope": held.limits,
        "counts": counts,
        "from": None if held.since is None else clock.text(Instant(held.since)),
        "until": None if held.until is None else clock.text(Instant(held.until)),
    }


# --- what is asked ------------------------------------------------------------------------------


def _permission(request: Request) -> str:
    query = request.query_params
    if "command" in query:
        spec = COMMANDS.get(query["command"])
        permission = "" if spec is None else spec.permission
    else:
        permission = query.get("permission", "")
    if permission not in known_permissions() | PROGRAMS_OWN:
        expected = t("a permission or a command", "权限或命令")
        raise BadQuestion(text=permission[:40], expected=expected)
    return permission


def _user(request: Request) -> str:
    text = request.query_params.get("user", "")
    try:
        return UserId.text(UserId.parse(text))
    except ValueError:
        expected = t("a user like usr_3", "形如 usr_3 的用户")
        raise BadQuestion(text=text[:40], expected=expected) from None


def _day(request: Request, reader: Reader) -> date:
    text = request.query_params.get("on")
    try:
        return reader.today if text is None else date.fromisoformat(text)
    except ValueError:
        expected = t("a date like 2026-01-31", "形如 2026-01-31 的日期")
        raise BadQuestion(text=str(text)[:40], expected=expected) from None


# --- the ledger ---------------------------------------------------------------------------------


def _asked(reader: Reader, on: date, **about: str) -> tuple[int, list[Told]]:
    """The size of the ledger at the end of the day, or now; and what its entries tell."""
    first, last = day_of(on, reader.site.zone)
    view = LedgerView(reader.connection)
    last = min(last, max(first, Instant(reader.now + 1)))
    size = view.size_at(clock.text(Instant(last - 1)))
    return size, could(_entries(view, size), first, last, **about)


def _entries(view: LedgerView, size: int) -> list[Sealed]:
    """All entries that may have changed permissions, in order."""
    wanted = {"kind": telling_kinds(), "outcome": frozenset({"done"})}
    seqs: list[int] = []
    before: int | None = size
    while before is not None:
        found = search(view, Question(wanted, 0, before), _PAGE)
        seqs += found.seqs
        before = found.next_before
    return [view.entry(seq) for seq in reversed(seqs)]


def _dated(reader: Reader, on: date, size: int) -> dict[str, Any]:
    first, last = day_of(on, reader.site.zone)
    return {
        "on": on.isoformat(),
        "from": clock.text(first),
        "until": clock.text(last),
        "size": size,
    }


def _named(reader: Reader, caller: sessions.Caller, found: list[Told]) -> dict[str, Any]:
    ids = {
        text
        for each in found
        for text in (each.way.user, each.way.role, each.behalf, *each.scope)
        if text is not None
    }
    may = may_of(reader, caller)
    return {"names": {k: name.as_json() for k, name in names(reader, ids, may).items()}}
