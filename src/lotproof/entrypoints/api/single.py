"""Single sign-on at the door: out to the provider, and back with what it says.

What belongs together (state, nonce, verifier) travels in a sealed cookie of this browser.
"""

import logging
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lotproof.adapters.identity.sealing import Seal, SealBroken
from lotproof.adapters.identity.single_sign_on import (
    Flow,
    Provider,
    SingleSignOnFailed,
    Subject,
    begin,
    finish,
    providers,
)
from lotproof.entrypoints.api.entering import STEP_US, second_step
from lotproof.entrypoints.api.factors import STEP_COOKIE, spend
from lotproof.entrypoints.api.passwords import site_secret
from lotproof.entrypoints.api.problems import NO_SUCH_PLACE, Problem
from lotproof.entrypoints.api.sessions import keep, send
from lotproof.entrypoints.compose import Plant
from lotproof.modules.credentials.commands_program import SignInWithIdentity
from lotproof.modules.credentials.queries import Link, active_totp, link_of
from lotproof.modules.credentials.vocabulary import LinkId, LinkState
from lotproof.modules.people.commands import RecordFailedSignIn
from lotproof.modules.people.passwords import login_digest, new_token
from lotproof.modules.people.queries import credential
from lotproof.modules.people.vocabulary import FailedFactor, SignInMethod

log = logging.getLogger("lotproof.api")

FLOW_COOKIE: Final = "lotproof_flow"
FLOW_TICKET: Final = "single sign-on"
_PATH: Final = "/api/single-sign-on"
_HOME: Final = "/app/"


def routes() -> list[Route]:
    return [
        Route(_PATH + "/{code}", leave, methods=["GET"]),
        Route(_PATH + "/{code}/back", come_back, methods=["GET"]),
    ]


async def leave(request: Request) -> Response:
    """GET /api/single-sign-on/{code}: to the provider, to sign in there."""
    spend(request)
    provider = await _provider(request)
    address = f"{request.url.scheme}://{request.url.netloc}{_PATH}/{provider.code}/back"
    try:
        onward, flow = await run_in_threadpool(begin, provider, address)
    except SingleSignOnFailed as error:
        log.warning("single sign-on by %s: %s", provider.code, error)
        return _home("provider")
    plant: Plant = request.app.state.plant
    seal: Seal = request.app.state.seal
    ticket = seal.ticket(FLOW_TICKET, flow._asdict(), plant.clock.now() + 2 * STEP_US)
    response = RedirectResponse(onward, 303)
    # Lax: the provider's page sends the browser back to us.
    response.set_cookie(
        FLOW_COOKIE,
        ticket,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


async def come_back(request: Request) -> Response:
    """GET /api/single-sign-on/{code}/back: whom the provider names is signed in, if linked."""
    spend(request)
    provider = await _provider(request)
    response = await _received(request, provider)
    response.delete_cookie(FLOW_COOKIE, path=_PATH, httponly=True, samesite="lax")
    return response


async def _received(request: Request, provider: Provider) -> Response:
    plant: Plant = request.app.state.plant
    seal: Seal = request.app.state.seal
    now = plant.clock.now()
    try:
        told = seal.read_ticket(request.cookies.get(FLOW_COOKIE, ""), FLOW_TICKET, now)
        flow = Flow(**told)
        answer = dict(request.query_params)
        subject = await run_in_threadpool(finish, provider, flow, answer, now / 1_000_000)
    except (SealBroken, SingleSignOnFailed) as error:
        log.warning("single sign-on by %s: %s", provider.code, error)
        await _fail(plant, provider.code)
        return _home("provider")
    link, has_code, set_at = await run_in_threadpool(_known, plant, subject)
    if link is None:
        await _fail(plant, f"{subject.issuer} {subject.subject}")
        return _home("unlinked")
    if has_code and not subject.is_strong:
        return _asking(request, second_step(request, link.user_id, SignInMethod.SINGLE, set_at))
    token, digest = new_token()
    command = SignInWithIdentity(
        link_id=LinkId(link.id), digest=digest, is_strong=subject.is_strong
    )
    receipt = await send(plant, command)
    if receipt.outcome == "refused":
        return _home(receipt.code or "refused")
    response = _home()
    keep(request, response, token)
    return response


def _known(plant: Plant, subject: Subject) -> tuple[Link | None, bool, int]:
    """Whose it is, whether they have a code generator, and since when their password."""
    with plant.reader() as reader:
        link = link_of(reader, subject.issuer, subject.subject)
        if link is None or link.state is not LinkState.LINKED:
            return None, False, 0
        known = credential(reader, link.user_id)
        has_code = active_totp(reader, link.user_id) is not None
        return link, has_code, known.set_at if known else 0


def _asking(request: Request, ticket: str) -> Response:
    """To the page that asks for the code; the ticket goes where no address shows it."""
    response = _home("code")
    response.set_cookie(
        STEP_COOKIE,
        ticket,
        path="/api/session",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


async def _provider(request: Request) -> Provider:
    plant: Plant = request.app.state.plant
    found = await run_in_threadpool(providers, plant.folder)
    provider = found.get(request.path_params["code"])
    if provider is None:
        raise Problem(404, "not_found", NO_SUCH_PLACE)
    return provider


async def _fail(plant: Plant, who: str) -> None:
    digest = login_digest(who[:2000], site_secret(plant.folder))
    await send(plant, RecordFailedSignIn(login_digest=digest, factor=FailedFactor.SINGLE))


def _home(said: str = "") -> Response:
    return RedirectResponse(f"{_HOME}?sign_in={said}" if said else _HOME, 303)
