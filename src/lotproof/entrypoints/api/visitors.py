"""The frame of every page: whose site, who is looking, what they may do, what must be warned of."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.api.problems import Problem, language_of, of_refusal
from lotproof.entrypoints.api.rendering import render
from lotproof.entrypoints.api.sessions import Caller, caller_of, held_by
from lotproof.entrypoints.api.status import witnesses
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.site import Site
from lotproof.kernel.text import Language
from lotproof.kernel.work import Reader
from lotproof.modules.people.queries import User

LANGUAGE_COOKIE = "lang"
_YEAR_S = 365 * 86_400


class Visitor(NamedTuple):
    """Who is looking at a page; without a caller nobody has signed in."""

    site: Site
    is_witnessed: bool
    caller: Caller | None = None
    name: str = ""
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    @property
    def commands(self) -> list[CommandSpec]:
        """What the visitor may do by filling in a form, by module and name."""
        return [
            spec
            for _, spec in sorted(COMMANDS.items())
            if not spec.by_program and self.may(spec.permission)
        ]


def visitor_of(request: Request, reader: Reader) -> Visitor:
    """Whoever sends the request, signed in or not."""
    is_witnessed = bool(witnesses(LedgerView(reader.connection), reader.site.origin))
    try:
        caller = caller_of(request, reader)
    except Problem:
        return Visitor(reader.site, is_witnessed)
    return Visitor(
        reader.site,
        is_witnessed,
        caller,
        reader.get(User, caller.user_id).name,
        held_by(reader, caller),
    )


def page(
    request: Request, visitor: Visitor, template: str, status: int = 200, **values: Any
) -> Response:
    """A page in the language of the request; a language asked for is remembered."""
    language = language_of(request)
    html = render(
        template,
        language,
        visitor.site.zone,
        {"visitor": visitor, "site": visitor.site, "other_language": _other(request), **values},
    )
    response = HTMLResponse(html, status, {"content-language": language})
    if "lang" in request.query_params:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=_YEAR_S, httponly=True, samesite="strict"
        )
    return response


def _other(request: Request) -> str:
    """The address of this page in the other language."""
    other: Language = "en" if language_of(request) == "zh" else "zh"
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "lang"]
    return f"{request.url.path}?{urlencode([*kept, ('lang', other)])}"


def see(address: str) -> Response:
    """Go there and look (303)."""
    return RedirectResponse(address, 303)


def own_address(address: str) -> str:
    """An address of ours to go back to; anything else is the first page."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_ours and address.isprintable() else "/"


def require(visitor: Visitor, permission: str) -> None:
    if not visitor.may(permission):
        raise of_refusal(not_permitted(permission))
