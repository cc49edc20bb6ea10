"""The server process: HTTP or TLS, certificates that are renewed in time, streams that end."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from typing import Final

import uvicorn
from starlette.applications import Starlette

from lotproof.adapters.local_ca import LocalAuthority

GRACE_S: Final = 10
"""Requests under way when the server is told to end have this long."""
RENEWAL_CHECK_S: Final = 6 * 3600
_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""For TLS 1.2 (RFC 9325 section 4.2); those of TLS 1.3 are always on."""

log = logging.getLogger("lotproof.serving")


class Server(uvicorn.Server):
    """A server of the application; with an authority it speaks TLS by its certificates."""

    def __init__(
        self, app: Starlette, host: str, port: int, authority: LocalAuthority | None = None
    ) -> None:
        self._app, self._authority = app, authority
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                lifespan="off",
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
                ssl_context_factory=None if authority is None else self._context,
            )
        )

    def _context(self, *unused: uvicorn.Config | Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        del unused
        assert self._authority is not None
        self._authority.renew()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(_CIPHERS)
        context.load_cert_chain(self._authority.server_file)
        return context

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._authority is not None:
            self._renewing = asyncio.create_task(self._renew(self._authority))

    async def _renew(self, authority: LocalAuthority) -> None:
        """A server that runs for a year has another certificate by then; open connections stay."""
        while True:
            await asyncio.sleep(RENEWAL_CHECK_S)
            try:
                if await asyncio.to_thread(authority.renew) and self.config.ssl is not None:
                    self.config.ssl.load_cert_chain(authority.server_file)
            except (OSError, ValueError):
                log.exception("the server's certificate could not be renewed")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of /api/live first: nothing else would, and the rest waits for them."""
        self._app.state.live.close()
        await super().shutdown(sockets)
