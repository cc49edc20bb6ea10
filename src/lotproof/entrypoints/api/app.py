"""The application: routes derived from the registry, one handler for each kind of question."""

import logging
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lotproof.adapters.identity.sealing import Seal
from lotproof.entrypoints.api import (
    account,
    entering,
    entries,
    exports,
    factors,
    files,
    finding,
    inbox,
    possible,
    sessions,
    signed_copies,
    single,
)
from lotproof.entrypoints.api.application import BUILT, application_routes
from lotproof.entrypoints.api.batches import post_commands
from lotproof.entrypoints.api.commands import post_command
from lotproof.entrypoints.api.headers import Guarded
from lotproof.entrypoints.api.interface import interface_routes
from lotproof.entrypoints.api.jobs import job_routes
from lotproof.entrypoints.api.labels import label_routes
from lotproof.entrypoints.api.ledger import ledger_routes
from lotproof.entrypoints.api.limits import Limits
from lotproof.entrypoints.api.live import Live
from lotproof.entrypoints.api.pages import page_problem, page_routes
from lotproof.entrypoints.api.problems import FAILED, NO_SUCH_PLACE, Problem, problem_response
from lotproof.entrypoints.api.reads import read_routes
from lotproof.entrypoints.api.screens import screen_routes
from lotproof.entrypoints.api.signatures import signature_routes
from lotproof.entrypoints.api.streams import live_routes
from lotproof.entrypoints.api.trust import trust_routes
from lotproof.entrypoints.compose import Plant

log = logging.getLogger("lotproof.api")


def create_app(plant: Plant, built: Path = BUILT) -> Starlette:
    """The ASGI application over one opened site; `built` holds the built web application."""
    routes = [
        Route("/api/commands", post_commands, methods=["POST"]),
        Route("/api/commands/{name}/{version}", post_command, methods=["POST"]),
        Route("/api/session", entering.sign_in, methods=["POST"]),
        Route("/api/session", sessions.whoami, methods=["GET"]),
        Route("/api/session", sessions.stay, methods=["PUT"]),
        Route("/api/session", sessions.sign_out, methods=["DELETE"]),
        *factors.routes(),
        *account.routes(),
        *single.routes(),
        *read_routes(),
        *exports.routes(),
        *signed_copies.routes(),
        *files.routes(),
        *inbox.routes(),
        *possible.routes(),
        *entries.routes(),
        *finding.routes(),
        *screen_routes(),
        *interface_routes(),
        *label_routes(),
        *live_routes(),
        *job_routes(),
        *application_routes(built),
        Mount("/ledger", routes=ledger_routes()),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        *signature_routes(),
        *trust_routes(),
        *page_routes(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guarded)],
        exception_handlers={
            Problem: _on_problem,
            404: _on_missing,
            405: _on_missing,
            Exception: _on_defect,
        },
    )
    app.state.plant, app.state.limits, app.state.live = plant, Limits(), Live(plant)
    app.state.seal = Seal(plant.folder)
    return app


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return await _answer(request, error)


async def _on_missing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    code = "not_found" if status == 404 else "method_not_allowed"
    return await _answer(request, Problem(status, code, NO_SUCH_PLACE))


async def _on_defect(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return await _answer(request, Problem(500, "defect", FAILED))


async def _answer(request: Request, problem: Problem) -> Response:
    """People get a page, programs problem details."""
    if request.url.path.startswith(("/api/", "/ledger/", "/static/", "/app/assets/")):
        return problem_response(request, problem)
    return await page_problem(request, problem)
