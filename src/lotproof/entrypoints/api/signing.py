"""Pages to sign in and out."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.entrypoints.api import entering, factors, sessions
from lotproof.entrypoints.api.forms import filled_in
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.problems import Problem, language_of
from lotproof.entrypoints.api.visitors import own_address, page, see, visitor_of
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.submission import Receipt


async def sign_in_page(request: Request) -> Response:
    return await run_in_threadpool(_show_sign_in, request, "", 200)


def _show_sign_in(request: Request, message: str, status: int, ticket: str = "") -> Response:
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        visitor = visitor_of(request, reader)
    onward = own_address(request.query_params.get("next", "/"))
    return page(
        request,
        visitor._replace(caller=None),
        "sign_in.html",
        status,
        message=message,
        ticket=ticket,
        onward=quote(onward),
    )


async def sign_in(request: Request) -> Response:
    sessions.require_same_origin(request)
    filled = filled_in(await bounded_body(request))
    language = language_of(request)
    try:
        found = await _entered(request, filled)
    except Problem as problem:
        if problem.status not in (401, 429):
            raise
        message, status = problem.text.in_(language), problem.status
        ticket = filled.get("ticket", "") if problem.code == "wrong_code" else ""
        return await run_in_threadpool(_show_sign_in, request, message, status, ticket)
    if isinstance(found, entering.SecondStep):
        return await run_in_threadpool(_show_sign_in, request, "", 200, found.ticket)
    if isinstance(found, Receipt):
        message = (found.message or {}).get(language, "")
        return await run_in_threadpool(_show_sign_in, request, message, 403)
    response = see(own_address(request.query_params.get("next", "/")))
    sessions.keep(request, response, found.token)
    return response


async def _entered(
    request: Request, filled: dict[str, str]
) -> entering.SignedIn | entering.SecondStep | Receipt:
    """What became of a login name with its password, or of the code that follows."""
    if filled.get("ticket"):
        factors.spend(request)
        return await factors.enter_by_code(request, filled["ticket"], filled.get("code", ""))
    return await entering.attempt(request, filled.get("login", ""), filled.get("password", ""))


async def sign_out(request: Request) -> Response:
    caller = await run_in_threadpool(sessions.signed_in, request)
    await sessions.end(request.app.state.plant, caller)
    response = see("/sign-in")
    sessions.forget(response)
    return response
