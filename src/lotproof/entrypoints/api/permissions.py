"""GET /api/permissions/who and /of: who could do what on a day; proved by named entries."""

from contextlib import suppress
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
from lotproof.kernel.belonging import belongs_to, way
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id, parse_any
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.modules.people.authority import SYSTEM_ACTORS
from lotproof.modules.people.queries import PROGRAMS_OWN, known_permissions
from lotproof.modules.people.rules_access import is_within
from lotproof.modules.people.scope import TARGETS, Named
from lotproof.modules.people.vocabulary import UserId

PEOPLE_READ: Final = "people.read"
_PAGE: Final = 1_000


def permission_routes() -> list[Route]:
    return [
        Route("/api/permissions/who", reading(_who)),
        Route("/api/permissions/of", reading(_of)),
    ]


def _who(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?permission= or ?command=, ?on= a day of the site: everybody who could, and how.

    ?about=are_2,itm_3 leaves out whose grants were limited to something else.
    """
    del plant
    sessions.require(reader, caller, PEOPLE_READ)
    permission = _permission(request)
    on = _day(request, reader)
    size, found = _asked(reader, on, permission=permission)
    found = _within(found, _about(request, reader))
    programs = [actor for actor, begins in SYSTEM_ACTORS.items() if permission.startswith(begins)]
    ways = [each.as_json() for each in found]
    told = {"permission": permission, "ways": ways, "programs": programs}
    return json_response(_dated(reader, on, size) | told | _named(reader, caller, found))


def _of(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?user=, ?on=, ?about=: everything that a person could do, by each role and delegation."""
    del plant
    user = _user(request)
    if user != caller.actor:
        sessions.require(reader, caller, PEOPLE_READ)
    on = _day(request, reader)
    size, found = _asked(reader, on, user=user)
    found = _within(found, _about(request, reader))
    ways = [each.as_json() | {"permissions": sorted(each.permissions)} for each in found]
    told = {"user_id": user, "ways": ways}
    return json_response(_dated(reader, on, size) | told | _named(reader, caller, found))


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


def _about(request: Request, reader: Reader) -> Named:
    """Areas, workstations and items that are asked about; what they belong to counts as well."""
    found: Named = {}
    for text in filter(None, request.query_params.get("about", "").split(",")):
        of, number = _target(text)
        for target in TARGETS:
            if way(of.prefix, target) is not None:
                found.setdefault(target, set()).add(belongs_to(reader, of, number, target))
    return found


def _target(text: str) -> tuple[type[Id], int]:
    with suppress(ValueError):
        of, number = parse_any(text)
        if of.prefix in TARGETS:
            return of, number
    expected = t(
        "areas, workstations or items like are_2,itm_3", "形如 are_2,itm_3 的区域、工位或物料"
    )
    raise BadQuestion(text=text[:40], expected=expected)


def _within(found: list[Told], about: Named) -> list[Told]:
    """Those whose limits do not lie elsewhere; limits of kinds that nobody asked about stay."""
    return [
        each
        for each in found
        if is_within(about, [x for x in each.scope if x.rpartition("_")[0] in about])
    ]


# --- the ledger ---------------------------------------------------------------------------------


def _asked(reader: Reader, on: date, **about: str) -> tuple[int, list[Told]]:
    """The size of the ledger at the end of the day, or now; and what its entries tell."""
    first, last = _told(reader, on)
    view = LedgerView(reader.connection)
    size = view.size_at(clock.text(Instant(last - 1)))
    return size, could(_entries(view, size), first, last, **about)


def _told(reader: Reader, on: date) -> tuple[Instant, Instant]:
    """From when until when a day is told: until now, while it is not over."""
    first, last = day_of(on, reader.site.zone)
    return first, min(last, max(first, Instant(reader.now + 1)))


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
        "told_until": clock.text(_told(reader, on)[1]),
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
