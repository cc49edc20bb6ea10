"""One stream of server-sent events (WHATWG HTML section 9.2), as long as somebody is signed in."""

import asyncio
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.live import TASK, Listener, Live, News
from lotproof.entrypoints.api.problems import Problem
from lotproof.entrypoints.compose import Plant

BEAT_S: Final = 15.0
_ACCOUNTS: Final = {
    f"people.{name}" for name in ("session", "user", "role", "grant", "api_token", "credential")
}
"""Kinds of records on which it rests who is signed in and what they may read."""
_HEADERS: Final = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # A proxy in between would hold events back to send more at once.
    (b"x-accel-buffering", b"no"),
)


def live_routes() -> list[Route]:
    return [Route("/api/live", _live)]


async def _live(request: Request) -> Response:
    live: Live = request.app.state.live
    caller, permissions = await run_in_threadpool(_who, request)
    request.app.state.limits.spend(caller.actor)
    known = await run_in_threadpool(live.size)
    told = request.headers.get("last-event-id", "")
    if told.isascii() and told.isdecimal() and len(told) < 16:
        known = min(int(told), known)
    return _Stream(request, live.join(caller.actor, known), permissions)


def _who(request: Request) -> tuple[sessions.Caller, frozenset[str]]:
    """Who is listening and what they may read; Problem 401 for nobody."""
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        caller = sessions.require_current(sessions.caller_of(request, reader))
        return caller, sessions.held_by(reader, caller)


class _Stream(Response):
    """Sends a listener's news until it goes, its session ends, or the server shuts down."""

    def __init__(self, request: Request, listener: Listener, permissions: frozenset[str]) -> None:
        super().__init__()
        self._request, self._listener, self._permissions = request, listener, permissions
        self._live: Live = request.app.state.live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        telling = asyncio.create_task(self._tell(send))
        gone = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait((telling, gone), return_when=asyncio.FIRST_COMPLETED)
            if telling.done():
                telling.result()
        finally:
            self._live.leave(self._listener)
            telling.cancel()
            gone.cancel()

    async def _tell(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
        await _event(send, "beat", {"size": self._listener.size})
        while not self._live.is_closed:
            news = await self._next()
            is_doubtful = news is None or news.more or bool(news.kinds & _ACCOUNTS)
            if is_doubtful and not await self._is_signed_in():
                await _event(send, "ended", {})
                break
            if news is None:
                await _event(send, "beat", {"size": self._listener.size})
            else:
                await self._say(send, news)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self) -> News | None:
        """What is to be told; None when there has been nothing for the time of a beat."""
        try:
            async with asyncio.timeout(BEAT_S):
                await self._listener.woken.wait()
        except TimeoutError:
            pass
        return self._listener.take()

    async def _is_signed_in(self) -> bool:
        """Whether the session goes on; looking does not count as using it."""
        try:
            _, self._permissions = await run_in_threadpool(_who, self._request)
        except Problem:
            return False
        return True

    async def _say(self, send: Send, news: News) -> None:
        told = news.for_(self._permissions)
        await _event(send, "sealed", told, news.size)
        if TASK in told["kinds"]:
            await _event(send, "inbox", {"size": news.size})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _event(send: Send, name: str, data: dict[str, Any], size: int | None = None) -> None:
    """One event; its id is the size of the tree, from which the next stream takes up."""
    head = f"event: {name}\n" + (f"id: {size}\n" if size is not None else "")
    body = head.encode() + b"data: " + msgspec.json.encode(data) + b"\n\n"
    await send({"type": "http.response.body", "body": body, "more_body": True})
