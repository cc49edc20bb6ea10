"""The server process: what listens, and how it ends."""

import socket

import uvicorn
from starlette.applications import Starlette

GRACE_S = 10
"""Requests under way when the server is told to end have this long."""


class Server(uvicorn.Server):
    """Ends the streams of /api/live first: nothing else would, and a shutdown waits for them."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                lifespan="off",
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.live.close()
        await super().shutdown(sockets)
